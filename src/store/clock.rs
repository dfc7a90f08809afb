//! The clock of the system, which can be set to any time.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use uuid::{NoContext, Uuid};

use crate::text::LATEST;

/// The current time; the earliest or latest time there is if the clock is set beyond it.
pub(crate) fn now() -> Timestamp {
    let now = SystemTime::now();
    match Timestamp::try_from(now) {
        Ok(now) => now.min(LATEST),
        Err(_) if now < UNIX_EPOCH => Timestamp::MIN,
        Err(_) => LATEST,
    }
}

/// A new ID, which begins with the current time, or with zeros before 1970.
pub(crate) fn fresh_id() -> Uuid {
    if is_before_1970() {
        Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, 0, 0))
    } else {
        Uuid::now_v7()
    }
}

/// Whether the clock is set to a time that many programs cannot represent.
pub(crate) fn is_before_1970() -> bool {
    SystemTime::now() < UNIX_EPOCH
}
