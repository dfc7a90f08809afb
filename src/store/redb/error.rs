use std::io;
use std::path::{Path, PathBuf};

use uuid::Uuid;

use crate::results::{NotAFile, StoreError, UnreadableReason};
use crate::store::format::FormatError;
use crate::words::system_error_words;

/// An error of a store in a file, without its path.
#[derive(Debug)]
pub(crate) enum RedbError {
    Busy,
    Newer,
    Older,
    Damaged(String),
    NoFile(NotAFile),
    /// The file cannot be read.
    Unreadable,
    NotFound(Uuid),
    Conflict(Uuid),
    /// The last writer was killed, and this handle cannot repair the file.
    Unclean,
    Io(io::Error),
}

/// Replaces the messages of the database about damage, which only its developers understand.
const NOT_WHOLE: &str = "its contents are inconsistent";

pub(crate) type RedbResult<T> = Result<T, RedbError>;

impl RedbError {
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged(what.into())
    }

    /// Whether the handle can still be used, because the file has no problem.
    pub(crate) fn spares_the_handle(&self) -> bool {
        matches!(self, Self::NotFound(_) | Self::Conflict(_))
    }

    /// Why one record cannot be read, if the error is about a record.
    pub(crate) fn of_record(self) -> RedbResult<UnreadableReason> {
        match self {
            Self::Newer => Ok(UnreadableReason::Newer),
            Self::Damaged(_) => Ok(UnreadableReason::Damaged),
            fault => Err(fault),
        }
    }

    /// The cause in words, without the path of the store.
    pub(crate) fn what(self) -> String {
        match self {
            Self::Damaged(what) => what,
            Self::Newer => FormatError::Newer.what(),
            other => other.into_io().to_string(),
        }
    }

    /// The error as one of a file that is being written.
    pub(crate) fn into_io(self) -> io::Error {
        match self {
            Self::Io(error) => error,
            Self::Damaged(what) => io::Error::new(io::ErrorKind::InvalidData, what),
            other => io::Error::other(other.at(Path::new("the file")).to_string()),
        }
    }

    pub(crate) fn at(self, path: &Path) -> StoreError {
        let path = path.to_path_buf();
        match self {
            Self::Busy => StoreError::Busy { path },
            Self::Newer => StoreError::Newer { path },
            Self::Older => StoreError::Older { path },
            Self::Damaged(what) => StoreError::Damaged { path, what },
            Self::NoFile(found) => StoreError::NoFile { path, found },
            Self::Unreadable => StoreError::Unreadable { path },
            Self::Unclean => StoreError::ReadOnly { path },
            Self::NotFound(id) => StoreError::NotFound { id },
            Self::Conflict(id) => StoreError::Conflict { id },
            Self::Io(error) if is_too_many_files(&error) => StoreError::TooManyFiles { path },
            Self::Io(error) => io_error(path, &error),
        }
    }
}

/// Whether the program has no file descriptors left. Compares the message, because an error with a
/// path has no error number.
#[cfg(unix)]
pub(crate) fn is_too_many_files(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let words = error.to_string();
    let of_system = |errno| io::Error::from(errno).to_string();
    [Errno::MFILE, Errno::NFILE]
        .into_iter()
        .any(|errno| words.starts_with(&of_system(errno)))
}

/// Other systems have no such limit.
#[cfg(not(unix))]
pub(crate) fn is_too_many_files(_: &io::Error) -> bool {
    false
}

fn io_error(path: PathBuf, error: &io::Error) -> StoreError {
    if let Some(found) = obstacle(error) {
        return StoreError::NoFile { path, found };
    }
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            StoreError::Full { path }
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            StoreError::ReadOnly { path }
        }
        io::ErrorKind::TimedOut => StoreError::Busy { path },
        io::ErrorKind::UnexpectedEof => StoreError::Damaged {
            path,
            what: "unexpected end of file".to_owned(),
        },
        io::ErrorKind::InvalidData => StoreError::Damaged {
            path,
            what: error.to_string(),
        },
        _ => StoreError::Io {
            path,
            message: system_error_words(error),
        },
    }
}

/// Why no store can be at a path, if the error says so.
fn obstacle(error: &io::Error) -> Option<NotAFile> {
    match error.kind() {
        io::ErrorKind::NotADirectory => Some(NotAFile::FileOnTheWay),
        io::ErrorKind::IsADirectory => Some(NotAFile::Folder),
        io::ErrorKind::InvalidFilename => Some(NotAFile::TooLong),
        #[cfg(unix)]
        _ => match rustix::io::Errno::from_io_error(error) {
            Some(rustix::io::Errno::LOOP) => Some(NotAFile::Loop),
            Some(rustix::io::Errno::NOLCK) => Some(NotAFile::NoLocks),
            _ => None,
        },
        #[cfg(not(unix))]
        _ => None,
    }
}

impl From<io::Error> for RedbError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<FormatError> for RedbError {
    fn from(error: FormatError) -> Self {
        match error {
            FormatError::Newer => Self::Newer,
            FormatError::Damaged(what) => Self::Damaged(what),
        }
    }
}

impl From<postcard::Error> for RedbError {
    fn from(error: postcard::Error) -> Self {
        FormatError::from(error).into()
    }
}

impl From<redb::Error> for RedbError {
    fn from(error: redb::Error) -> Self {
        match error {
            redb::Error::Io(error) => Self::Io(error),
            redb::Error::DatabaseAlreadyOpen | redb::Error::LockProtocolMismatch => Self::Busy,
            redb::Error::UpgradeRequired(_) => Self::Older,
            redb::Error::RepairAborted => Self::Unclean,
            // Only locks can be unsupported.
            redb::Error::Unsupported => Self::NoFile(NotAFile::NoLocks),
            redb::Error::PreviousIo | redb::Error::DatabaseClosed => {
                Self::Io(io::Error::other(error.to_string()))
            }
            _ => Self::damaged(NOT_WHOLE),
        }
    }
}

/// Converts all errors of redb through `redb::Error`.
macro_rules! from_redb {
    ($($error:ty),+) => {
        $(impl From<$error> for RedbError {
            fn from(error: $error) -> Self {
                redb::Error::from(error).into()
            }
        })+
    };
}
from_redb!(
    redb::StorageError,
    redb::TableError,
    redb::TransactionError,
    redb::CommitError,
    redb::CursorError,
    redb::DatabaseError
);
