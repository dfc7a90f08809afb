//! Commands for the store.

pub(super) mod backup;
pub(super) mod copy;
pub(super) mod doctor;
pub(super) mod store;
pub(super) mod sync;
mod sync_output;

pub use sync::{SyncArgs, SyncFormat, Synced, sync};
