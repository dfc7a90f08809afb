//! The file of the store: opening, locking, checking, and replacing it.

mod file_system;
pub(crate) mod header;
mod locked_file;
mod memory_overlay;
mod new_file;
pub(crate) mod open_database;
mod snapshot;
mod store_file;
mod temporary_files;

pub use file_system::FileSystem;
pub(crate) use file_system::{put_in_place, sync_names};
pub use new_file::CopyError;
pub(crate) use new_file::NewFile;
pub(crate) use open_database::OpenDatabase;
pub(crate) use snapshot::Snapshot;
pub(crate) use store_file::{BackendHook, StoreFile};
pub(crate) use temporary_files::{
    in_temp_dir, remove_abandoned, temp_dir, temporary_directory, temporary_in,
};
