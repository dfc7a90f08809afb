//! What a store reports, as plain values: errors, sync status, the outcome of a check.

mod connection_string;
mod examination;
mod saved_by;
mod secrets;
mod store_error;
mod sync_status;

pub(crate) use connection_string::is_connection_string;
pub use examination::{Examination, Finding, StorePart, UnreadableReason};
pub use saved_by::SharedName;
pub(crate) use saved_by::{SHARED_MARK, SavedBy, marked};
#[cfg(feature = "postgres")]
pub(crate) use secrets::decoded;
pub(crate) use secrets::{masked, shown};
pub use store_error::{NotAFile, StoreError};
pub use sync_status::{PendingReason, PendingResult, SyncStatus};
