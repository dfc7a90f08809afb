//! How long to wait for another program or a server.

use std::hash::{BuildHasher as _, RandomState};
use std::time::Duration;

/// Called with `true` when a wait is long enough to show, and with `false` when it ends.
pub(crate) type OnWait = Box<dyn Fn(bool) + Send>;

/// The default for how long another program can lock the store before it counts as busy.
pub const STORE_DEADLINE: Duration = Duration::from_secs(30);
/// After this time, show what the program waits for.
pub(crate) const SHOWN_AFTER: Duration = Duration::from_secs(1);
/// The longest time for connecting.
const CONNECTING: Duration = Duration::from_secs(10);

/// When a call to a server is given up.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(not(feature = "postgres"), allow(dead_code))]
pub(crate) struct Deadline {
    /// How long a connection may take.
    pub(crate) connecting: Duration,
    /// How long nothing may arrive on it.
    pub(crate) silence: Duration,
    /// The same during a long read.
    pub(crate) long_read: Duration,
}

impl Deadline {
    /// A connection takes several round trips, so it may take three times as long.
    pub(crate) fn of(silence: Duration) -> Self {
        Self {
            connecting: (silence * 3).min(CONNECTING),
            silence,
            long_read: silence,
        }
    }
}

/// Between half of `pause` and all of it, so that several programs do not retry at the same time.
pub(crate) fn jittered(pause: Duration) -> Duration {
    // The seed of a new hasher is random, which is enough here.
    let random = RandomState::new().hash_one(0) % 512;
    let part = 512 + u32::try_from(random).unwrap_or(0);
    pause * part / 1024
}
