//! Catches panics of the program and reports them to the user.

use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};
use std::sync::mpsc::Sender;
use std::sync::{Mutex, OnceLock, PoisonError};

use super::incoming::{Bug, Incoming};
use crate::store::panics_are_caught;

/// The first panic; later ones are only its consequences.
static FIRST: OnceLock<Bug> = OnceLock::new();
/// The event loop to notify while a screen is open.
static LOOP: Mutex<Option<Sender<Incoming>>> = Mutex::new(None);

/// Installs a hook that stores panics instead of printing them: a dump would corrupt the screen,
/// and on the alternate screen it would be lost. A panic on any thread also ends the loop.
pub(crate) fn keep_messages() {
    set_hook(Box::new(|info| {
        if panics_are_caught() {
            return;
        }
        let bug = FIRST.get_or_init(|| bug(info)).clone();
        let tell = LOOP.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = tell.as_ref() {
            let _ = sender.send(Incoming::Panicked(bug));
        }
    }));
}

/// Sets the event loop to notify.
pub(crate) fn notify(sender: Sender<Incoming>) {
    *LOOP.lock().unwrap_or_else(PoisonError::into_inner) = Some(sender);
}

/// Runs `job`. Returns the details of a panic as an error.
pub(crate) fn caught<T>(job: impl FnOnce() -> T) -> Result<T, Bug> {
    let unknown = || Bug {
        what: "it panicked".to_owned(),
        place: String::new(),
    };
    catch_unwind(AssertUnwindSafe(job)).map_err(|_| FIRST.get().cloned().unwrap_or_else(unknown))
}

/// Panics if a test sets `LEVELUP_PANIC`; never in a release build.
///
/// # Panics
/// Panics if `LEVELUP_PANIC` requests it.
pub(crate) fn panic_for_test(place: &str) {
    let asked = || std::env::var("LEVELUP_PANIC").is_ok_and(|asked| asked == place);
    assert!(
        !cfg!(debug_assertions) || !asked(),
        "LEVELUP_PANIC asked for it"
    );
}

fn bug(info: &PanicHookInfo<'_>) -> Bug {
    let payload = info.payload();
    let fixed = payload.downcast_ref::<&str>().copied();
    let what = fixed.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let place = info.location().map(ToString::to_string);
    Bug {
        what: what.unwrap_or("it panicked").to_owned(),
        place: place.unwrap_or_default(),
    }
}
