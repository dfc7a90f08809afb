use std::error::Error;
use std::path::PathBuf;

use tokio_postgres::error::SqlState;

use super::schema;
use crate::results::StoreError;
use crate::store::format::FormatError;
use crate::store::redb::RedbError;
use crate::store::server::connection::{NotAllowed, said};

/// What went wrong with a server, before its URL is put to it.
#[derive(Debug)]
pub(crate) enum ServerError {
    /// What can go wrong with any store.
    RedbError(RedbError),
    /// Another transaction was in the way: the same once more.
    Again,
    /// The connection is gone, and what it last said with it.
    Lost(String),
    /// The server lets nobody in for now.
    Away(String),
    /// The request waited too long for a lock, or took too long.
    Busy,
    /// It does not let this person do this.
    Denied(String),
    /// The database has no store in it.
    NotSetUp,
    Full,
}

/// The error code for a schema with a different number. The message is the number.
const OTHER_SCHEMA: &str = "LV001";

pub(crate) type ServerResult<T> = Result<T, ServerError>;

impl ServerError {
    /// The same for an operation of owners: the message of the server is only about a function.
    pub(crate) fn of_owners(self, what: &str) -> Self {
        match self {
            Self::Denied(_) => Self::Denied(format!("only owners can {what}")),
            trouble => trouble,
        }
    }

    /// The error that the trait promises, about the store with this URL.
    pub(crate) fn at(self, shown: &str) -> StoreError {
        let path = PathBuf::from(shown);
        match self {
            Self::RedbError(fault) => fault.at(&path),
            Self::Again | Self::Busy => StoreError::Busy { path },
            Self::Lost(why) | Self::Away(why) => StoreError::Away { path, why },
            Self::Denied(why) => StoreError::Denied { path, why },
            Self::NotSetUp => StoreError::NotSetUp { path },
            Self::Full => StoreError::Full { path },
        }
    }
}

impl From<RedbError> for ServerError {
    fn from(fault: RedbError) -> Self {
        Self::RedbError(fault)
    }
}

impl From<FormatError> for ServerError {
    fn from(error: FormatError) -> Self {
        Self::RedbError(error.into())
    }
}

impl From<postcard::Error> for ServerError {
    fn from(error: postcard::Error) -> Self {
        Self::RedbError(error.into())
    }
}

impl From<tokio_postgres::Error> for ServerError {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(told) = error.as_db_error() else {
            if let Some(refused) = not_allowed(&error) {
                return Self::Denied(refused.to_string());
            }
            // What the client says of itself is about the connection.
            return match said(&error) {
                // Nothing of this is otherwise the next time.
                why if is_of_the_setting(&why) => Self::Denied(why),
                why => Self::Lost(why),
            };
        };
        let what = told.message().to_owned();
        match told.code() {
            &SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED => Self::Again,
            &SqlState::INVALID_PASSWORD
            | &SqlState::INVALID_AUTHORIZATION_SPECIFICATION
            | &SqlState::INVALID_CATALOG_NAME
            | &SqlState::INSUFFICIENT_PRIVILEGE => Self::Denied(what),
            &SqlState::UNDEFINED_FUNCTION | &SqlState::INVALID_SCHEMA_NAME => Self::NotSetUp,
            &SqlState::DISK_FULL => Self::Full,
            code if code.code() == OTHER_SCHEMA => schema::other(&what),
            &SqlState::LOCK_NOT_AVAILABLE | &SqlState::QUERY_CANCELED => Self::Busy,
            // Its last word on a line, which may have lain idle since: another may be had.
            &SqlState::ADMIN_SHUTDOWN | &SqlState::CRASH_SHUTDOWN => Self::Lost(what),
            code if is_away(code.code()) => Self::Away(what),
            // It has understood and does not do it, and will not the next time.
            code => Self::Denied(format!("{what} ({})", code.code())),
        }
    }
}

/// Whether a server says with this that it cannot now, and may later: the connection, its
/// resources, somebody who runs it, its disks.
fn is_away(code: &str) -> bool {
    let classes = ["08", "53", "57", "58"];
    // A server that stands by for another, until it is its turn; a transaction or a session that
    // lay idle.
    classes.iter().any(|class| code.starts_with(class)) || ["25006", "25P03"].contains(&code)
}

/// Finds the error of a method that `require_auth` does not allow.
fn not_allowed<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e NotAllowed> {
    let mut error = Some(error);
    while let Some(this) = error {
        let inner = this
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref);
        if let Some(found) = inner.and_then(|inner| inner.downcast_ref()) {
            return Some(found);
        }
        error = this.source();
    }
    None
}

/// Whether what the client says of itself is about a password, a certificate or the URL, and not
/// about the network. It has no other way to tell than its words.
fn is_of_the_setting(said: &str) -> bool {
    let begins = ["invalid configuration", "authentication error"];
    let tls = [
        "certificate",
        "does not support TLS",
        "received fatal alert",
        "peer is incompatible",
    ];
    begins.iter().any(|begin| said.starts_with(begin))
        || said.starts_with("error performing TLS handshake")
            && tls.iter().any(|part| said.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_right_by_itself_is_told_from_what_does_not() {
        for code in [
            "08006", "53300", "53400", "57P03", "57P05", "58030", "25P03",
        ] {
            assert!(is_away(code), "{code}");
        }
        for code in [
            "22003", "23514", "23505", "42601", "42703", "28P01", "3D000", "XX001", "0A000",
        ] {
            assert!(!is_away(code), "{code}");
        }
        for said in [
            "invalid configuration: password missing",
            "authentication error: unsupported authentication method",
            "error performing TLS handshake: invalid peer certificate: UnknownIssuer",
            "error performing TLS handshake: server does not support TLS",
        ] {
            assert!(is_of_the_setting(said), "{said}");
        }
        for said in [
            "error connecting to server: Connection refused (os error 111)",
            "error performing TLS handshake: unexpected end of file",
            "connection closed",
        ] {
            assert!(!is_of_the_setting(said), "{said}");
        }
    }
}
