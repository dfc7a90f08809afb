//! Commands for the store.

pub(crate) mod backup;
pub(crate) mod copy;
pub(crate) mod doctor;
pub(crate) mod store;
pub(crate) mod sync;

pub(crate) use backup::BackupArgs;
pub(crate) use copy::CopyArgs;
pub(crate) use doctor::DoctorArgs;
pub(crate) use store::StoreArgs;
pub use sync::{SyncArgs, SyncFormat, Synced, sync};
