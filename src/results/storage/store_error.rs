use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is at the path of a store instead of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotAFile {
    Folder,
    Device,
    /// A link without a target.
    DeadLink,
    /// A file in place of a parent directory.
    FileOnTheWay,
    /// Links that form a loop.
    Loop,
    /// The path, or a name in it, is too long.
    TooLong,
    /// A file system without file locks.
    NoLocks,
    /// A directory that cannot hold files, such as `/proc`.
    NoNewFiles,
    /// The path is relative, and the current directory was deleted.
    NoCurrentDirectory,
}

/// Why a store operation failed. `words/` has the texts for users.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum StoreError {
    /// Another program locked the store for longer than the deadline.
    #[error("{} is busy", path.display())]
    Busy { path: PathBuf },
    /// Written by a newer version of levelup or in a newer database format; not changed.
    #[error("{} was written by a newer version", path.display())]
    Newer { path: PathBuf },
    /// In a file format that this version no longer opens; not changed.
    #[error("{} has an older file format", path.display())]
    Older { path: PathBuf },
    /// Damaged, or not a store; not changed.
    #[error("{} is damaged: {what}", path.display())]
    Damaged { path: PathBuf, what: String },
    /// The path cannot be a store. What is there was not changed.
    #[error("{} cannot be a store: {found:?}", path.display())]
    NoFile { path: PathBuf, found: NotAFile },
    #[error("{} may not be read", path.display())]
    Unreadable { path: PathBuf },
    #[error("{} may not be written", path.display())]
    ReadOnly { path: PathBuf },
    #[error("no space left for {}", path.display())]
    Full { path: PathBuf },
    #[error("too many open files to use {}", path.display())]
    TooManyFiles { path: PathBuf },
    /// The server is not reachable.
    #[error("{} cannot be reached: {why}", path.display())]
    Away { path: PathBuf, why: String },
    /// The server denied access.
    #[error("{} does not allow it: {why}", path.display())]
    Denied { path: PathBuf, why: String },
    /// The database on the server has no store or an older one.
    #[error("{} is not set up", path.display())]
    NotSetUp { path: PathBuf },
    #[error("no result {id}")]
    NotFound { id: Uuid },
    /// A different result has the same ID.
    #[error("another result has the id {id}")]
    Conflict { id: Uuid },
    /// Any other error of the operating system.
    #[error("{}: {message}", path.display())]
    Io { path: PathBuf, message: String },
}

impl StoreError {
    /// Whether retrying cannot help: this version cannot use the file.
    pub fn is_final(&self) -> bool {
        matches!(
            self,
            Self::Newer { .. }
                | Self::Older { .. }
                | Self::Damaged { .. }
                | Self::NoFile { .. }
                | Self::NotSetUp { .. }
        )
    }
}
