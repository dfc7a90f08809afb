//! Waiting for a condition.

use std::time::{Duration, Instant};

/// Longer than anything takes, even on a busy machine.
pub const LIMIT: Duration = Duration::from_secs(30);

/// Waits until `is_so`, and fails with `what` if that takes too long.
pub fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let end = Instant::now() + LIMIT;
    while !is_so() {
        assert!(Instant::now() < end, "never: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}
