use std::path::PathBuf;

use tokio_postgres::error::SqlState;

use super::super::StoreError;
use super::super::fault::Fault;
use super::address::said;

/// What went wrong with a server, before its URL is put to it.
#[derive(Debug)]
pub(super) enum Trouble {
    /// What can go wrong with any store.
    Fault(Fault),
    /// Another transaction was in the way: the same once more.
    Again,
    /// The connection is gone, and what it last said with it.
    Lost(String),
    /// The server lets nobody in for now.
    Away(String),
    /// It does not let this person do this.
    Denied(String),
    /// The database has no store in it.
    NotSetUp,
    Full,
    ReadOnly,
    /// Anything else that it says.
    Other(String),
}

pub(super) type Outcome<T> = Result<T, Trouble>;

impl Trouble {
    /// The error that the trait promises, about the store with this URL.
    pub(super) fn at(self, shown: &str) -> StoreError {
        let path = PathBuf::from(shown);
        match self {
            Self::Fault(fault) => fault.at(&path),
            Self::Again => StoreError::Busy { path },
            Self::Lost(why) | Self::Away(why) => StoreError::Away { path, why },
            Self::Denied(why) => StoreError::Denied { path, why },
            Self::NotSetUp => StoreError::NotSetUp { path },
            Self::Full => StoreError::Full { path },
            Self::ReadOnly => StoreError::ReadOnly { path },
            Self::Other(message) => StoreError::Io { path, message },
        }
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<postcard::Error> for Trouble {
    fn from(error: postcard::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl From<tokio_postgres::Error> for Trouble {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(told) = error.as_db_error() else {
            // What the client says of itself is about the connection.
            return Self::Lost(said(&error));
        };
        let what = told.message().to_owned();
        match told.code() {
            &SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED => Self::Again,
            &SqlState::INVALID_PASSWORD
            | &SqlState::INVALID_AUTHORIZATION_SPECIFICATION
            | &SqlState::INVALID_CATALOG_NAME
            | &SqlState::INSUFFICIENT_PRIVILEGE => Self::Denied(what),
            &SqlState::UNDEFINED_TABLE | &SqlState::INVALID_SCHEMA_NAME => Self::NotSetUp,
            &SqlState::DISK_FULL => Self::Full,
            &SqlState::READ_ONLY_SQL_TRANSACTION => Self::ReadOnly,
            // Its last word on a line, which may have lain idle since: another may be had.
            &SqlState::ADMIN_SHUTDOWN | &SqlState::CRASH_SHUTDOWN => Self::Lost(what),
            &SqlState::CANNOT_CONNECT_NOW
            | &SqlState::TOO_MANY_CONNECTIONS
            | &SqlState::QUERY_CANCELED => Self::Away(what),
            _ => Self::Other(what),
        }
    }
}
