use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use super::error::{RedbError, RedbResult};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic on this thread is caught and returned as an error. A panic hook that changes the
/// terminal must ignore such a panic.
pub(crate) fn panics_are_caught() -> bool {
    GUARDED.get()
}

/// Runs `job`. The database panics on damaged pages, so a panic becomes damage.
pub(crate) fn catch_panics<T>(job: impl FnOnce() -> RedbResult<T>) -> RedbResult<T> {
    silence_guarded_panics();
    let outer = GUARDED.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(job));
    GUARDED.set(outer);
    outcome.unwrap_or_else(|_| {
        Err(RedbError::damaged(
            "a page of the file has invalid contents",
        ))
    })
}

/// Sets, once, a panic hook that ignores caught panics and passes all others to the previous hook.
fn silence_guarded_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !panics_are_caught() {
                previous(panic);
            }
        }));
    });
}
