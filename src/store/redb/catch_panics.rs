use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use super::error::{RedbError, RedbResult};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic on this thread would be caught at the store's boundary and come back as an
/// error. A panic hook that changes the terminal must let such a panic pass in silence.
pub(crate) fn panics_are_caught() -> bool {
    GUARDED.get()
}

/// Does `job`; where the database panics, as it does on damaged pages, that is damage.
pub(crate) fn catch_panics<T>(job: impl FnOnce() -> RedbResult<T>) -> RedbResult<T> {
    silence_guarded_panics();
    let outer = GUARDED.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(job));
    GUARDED.set(outer);
    outcome.unwrap_or_else(|_| {
        Err(RedbError::damaged(
            "a page of the file is not what it should be",
        ))
    })
}

/// Puts a hook before the one that stands, once: it keeps caught panics off the screen and hands
/// on all the others.
fn silence_guarded_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let standing = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !panics_are_caught() {
                standing(panic);
            }
        }));
    });
}
