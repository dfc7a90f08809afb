use std::error::Error;
use std::path::PathBuf;
use std::{fmt, io};

use tokio_postgres::error::SqlState;
use uuid::Uuid;

use super::SCHEMA;
use crate::results::StoreError;
use crate::store::format::FormatError;
use crate::store::redb::RedbError;

/// An error from a server, without the URL of the store.
#[derive(Debug)]
pub(crate) enum ServerError {
    /// The schema or a record cannot be read.
    Format(FormatError),
    OlderSchema,
    NotFound(Uuid),
    Conflict(Uuid),
    /// The system cannot start the network client.
    Runtime(io::Error),
    /// A concurrent transaction interfered: try again.
    Again,
    /// The connection broke, with its last message.
    Lost(String),
    /// The server accepts no connections at the moment.
    Away(String),
    /// The request waited too long for a lock, or took too long.
    Busy,
    /// The login cannot do this.
    Denied(String),
    /// Something with this name already exists, or was created at the same time.
    Exists(String),
    /// The database contains no store.
    NotSetUp,
    Full,
}

/// The error code for a schema with a different number. The message is the number.
const OTHER_SCHEMA: &str = "LV001";

/// Error codes that concurrent set-ups cause.
const EXISTS: [&str; 5] = ["23505", "42710", "42P06", "42P07", "XX000"];

pub(crate) type ServerResult<T> = Result<T, ServerError>;

impl ServerError {
    /// Replaces the message of a denied operation, which only names an SQL function.
    pub(crate) fn only_owners(self, what: &str) -> Self {
        match self {
            Self::Denied(_) => Self::Denied(format!("only owners can {what}")),
            error => error,
        }
    }

    /// The error for the store with this URL, which must not contain a password.
    pub(crate) fn at(self, url: &str) -> StoreError {
        let path = PathBuf::from(url);
        match self {
            Self::Format(error) => RedbError::from(error).at(&path),
            Self::OlderSchema => StoreError::Older { path },
            Self::NotFound(id) => StoreError::NotFound { id },
            Self::Conflict(id) => StoreError::Conflict { id },
            Self::Runtime(error) => RedbError::Io(error).at(&path),
            Self::Again | Self::Busy => StoreError::Busy { path },
            Self::Lost(why) | Self::Away(why) => StoreError::Away { path, why },
            Self::Denied(why) | Self::Exists(why) => StoreError::Denied { path, why },
            Self::NotSetUp => StoreError::NotSetUp { path },
            Self::Full => StoreError::Full { path },
        }
    }
}

impl From<FormatError> for ServerError {
    fn from(error: FormatError) -> Self {
        Self::Format(error)
    }
}

impl From<tokio_postgres::Error> for ServerError {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(sent) = error.as_db_error() else {
            if let Some(method) = method_not_allowed(&error) {
                return Self::Denied(method.to_string());
            }
            // Errors of the client itself are about the connection, and most of them are temporary.
            return match message(&error) {
                why if is_permanent(&why) => Self::Denied(why),
                why => Self::Lost(why),
            };
        };
        let what = sent.message().to_owned();
        match sent.code() {
            &SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED => Self::Again,
            &SqlState::INVALID_PASSWORD
            | &SqlState::INVALID_AUTHORIZATION_SPECIFICATION
            | &SqlState::INVALID_CATALOG_NAME
            | &SqlState::INSUFFICIENT_PRIVILEGE => Self::Denied(what),
            &SqlState::UNDEFINED_FUNCTION | &SqlState::INVALID_SCHEMA_NAME => Self::NotSetUp,
            &SqlState::DISK_FULL => Self::Full,
            code if code.code() == OTHER_SCHEMA => other_schema(&what),
            &SqlState::LOCK_NOT_AVAILABLE | &SqlState::QUERY_CANCELED => Self::Busy,
            // The connection may have been idle since then: a new one may work.
            &SqlState::ADMIN_SHUTDOWN | &SqlState::CRASH_SHUTDOWN => Self::Lost(what),
            code if is_away(code.code()) => Self::Away(what),
            code => {
                let what = format!("{what} ({})", code.code());
                if EXISTS.contains(&code.code()) {
                    Self::Exists(what)
                } else {
                    Self::Denied(what)
                }
            }
        }
    }
}

/// Checks the number of the schema in a database.
pub(crate) fn check_schema(number: &str) -> ServerResult<()> {
    if number == SCHEMA.to_string() {
        Ok(())
    } else {
        Err(other_schema(number))
    }
}

fn other_schema(number: &str) -> ServerError {
    match number.parse::<i32>() {
        Ok(number) if number > SCHEMA => FormatError::Newer.into(),
        Ok(_) => ServerError::OlderSchema,
        Err(_) => FormatError::damaged("its schema has no version number").into(),
    }
}

/// Whether an error code means that the server cannot do this now, but may later: errors of the
/// connection, resources, administrator, and disks.
fn is_away(code: &str) -> bool {
    let classes = ["08", "53", "57", "58"];
    // A standby server, which may become the primary one; an idle transaction or session.
    classes.iter().any(|class| code.starts_with(class)) || ["25006", "25P03"].contains(&code)
}

/// A server that asked for an authentication method that `require_auth` does not allow.
#[derive(Debug)]
pub(crate) struct MethodNotAllowed(pub(crate) &'static str);

impl fmt::Display for MethodNotAllowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            "none" => f.write_str(
                "the server did not ask for authentication, which require_auth requires",
            ),
            method => write!(
                f,
                "the server uses {method}, which require_auth does not allow"
            ),
        }
    }
}

impl Error for MethodNotAllowed {}

fn method_not_allowed<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e MethodNotAllowed> {
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

/// Whether an error of the client itself is about a password, a certificate, or the URL, and not
/// about the network. Only its message tells.
fn is_permanent(message: &str) -> bool {
    let starts = ["invalid configuration", "authentication error"];
    let tls = [
        "certificate",
        "does not support TLS",
        "received fatal alert",
        "peer is incompatible",
    ];
    starts.iter().any(|start| message.starts_with(start))
        || message.starts_with("error performing TLS handshake")
            && tls.iter().any(|part| message.contains(part))
}

/// The message of an error with its causes, without the numbers of system errors.
pub(crate) fn message(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        let more = error.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        source = error.source();
    }
    match text.split_once(" (os error ") {
        Some((words, rest)) => {
            let rest = rest.split_once(')').map_or("", |(_, rest)| rest);
            format!("{words}{rest}")
        }
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn temporary_and_permanent_errors_are_distinguished() {
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
        for message in [
            "invalid configuration: password missing",
            "authentication error: unsupported authentication method",
            "error performing TLS handshake: invalid peer certificate: UnknownIssuer",
            "error performing TLS handshake: server does not support TLS",
        ] {
            assert!(is_permanent(message), "{message}");
        }
        for message in [
            "error connecting to server: Connection refused (os error 111)",
            "error performing TLS handshake: unexpected end of file",
            "connection closed",
        ] {
            assert!(!is_permanent(message), "{message}");
        }
    }
}
