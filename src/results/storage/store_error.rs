use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What stands where a store's file should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotAFile {
    /// A folder.
    Folder,
    /// A device or a pipe.
    Device,
    /// A link that leads nowhere.
    DeadLink,
    /// A file, where a folder on the way should be.
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

/// Why the store could not do what it was asked. Values: the faces word them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum StoreError {
    /// Another program held the store for longer than the deadline.
    #[error("{} is busy", path.display())]
    Busy {
        /// The store's file.
        path: PathBuf,
    },
    /// Written by a newer levelup (or a newer database format); left as it is.
    #[error("{} was written by a newer version", path.display())]
    Newer {
        /// The store's file.
        path: PathBuf,
    },
    /// In a file format that this version no longer opens; left as it is.
    #[error("{} has an older file format", path.display())]
    Older {
        /// The store's file.
        path: PathBuf,
    },
    /// Not whole, or no store at all; left as it is.
    #[error("{} is damaged: {what}", path.display())]
    Damaged {
        /// The store's file.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// No store can be at this path. Whatever is there was not changed.
    #[error("{} cannot be a store: {found:?}", path.display())]
    NoFile {
        /// Where the store should be.
        path: PathBuf,
        /// What stands there.
        found: NotAFile,
    },
    /// The file may not be read.
    #[error("{} may not be read", path.display())]
    Unreadable {
        /// The store's file.
        path: PathBuf,
    },
    /// The file or its folder may not be written.
    #[error("{} may not be written", path.display())]
    ReadOnly {
        /// The store's file.
        path: PathBuf,
    },
    /// There is no room left.
    #[error("no space left for {}", path.display())]
    Full {
        /// The store's file.
        path: PathBuf,
    },
    /// The program has no file descriptors left.
    #[error("too many open files to use {}", path.display())]
    TooManyFiles {
        /// The store's file.
        path: PathBuf,
    },
    /// The server is not there, or does not answer.
    #[error("{} cannot be reached: {why}", path.display())]
    Away {
        /// The URL of the store, without a password.
        path: PathBuf,
        /// What hindered.
        why: String,
    },
    /// The server does not let this person do this.
    #[error("{} does not allow it: {why}", path.display())]
    Denied {
        /// The URL of the store, without a password.
        path: PathBuf,
        /// What the server said.
        why: String,
    },
    /// The database on the server has no store in it, or an older one.
    #[error("{} is not set up", path.display())]
    NotSetUp {
        /// The URL of the store, without a password.
        path: PathBuf,
    },
    /// No result has this id.
    #[error("no result {id}")]
    NotFound {
        /// The id asked for.
        id: Uuid,
    },
    /// Another result stands under this id.
    #[error("another result has the id {id}")]
    Conflict {
        /// The id of both.
        id: Uuid,
    },
    /// What the operating system said, where nothing above fits.
    #[error("{}: {message}", path.display())]
    Io {
        /// The store's file.
        path: PathBuf,
        /// The system's message.
        message: String,
    },
}

impl StoreError {
    /// Whether trying again cannot help: the file is not one that this version can use.
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
