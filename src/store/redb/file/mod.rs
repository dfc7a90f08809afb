//! The file of the store: opening, locking, checking, and replacing it.

mod file_system;
pub(crate) mod header;
mod lock_wait;
mod locked_file;
mod memory_overlay;
mod migrate;
mod new_file;
pub(crate) mod open_database;
mod snapshot;
mod store_file;

pub use file_system::FileSystem;
pub(crate) use file_system::{put_in_place, sync_names};
pub use new_file::CopyError;
pub(crate) use new_file::NewFile;
pub(crate) use open_database::OpenDatabase;
pub(crate) use snapshot::Snapshot;
pub(crate) use store_file::{BackendHook, StoreFile};
