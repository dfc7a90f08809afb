//! How a server is reached and what it grants: types for builds with and without PostgreSQL.

use crate::results::StoreError;

/// Why a URL cannot be used as a store.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LocationError {
    #[error("this build of levelup has no PostgreSQL support; the store must be a file")]
    NoServers,
    /// Other programs on the machine could read the password.
    #[error("the store URL contains a password")]
    HasPassword,
    #[error("{0}:// URLs are not supported for stores")]
    OtherScheme(String),
    /// An unsupported kind of connection string, which may contain a password.
    #[error("unsupported kind of connection string")]
    ConnectionString,
    #[error("invalid store URL: {0}")]
    Unusable(String),
}

/// A role of a store on a server; each includes the ones before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServerRole {
    /// Saves results, and reads their own and those of open teams.
    Member,
    /// Reads all results.
    Lead,
    /// Deletes, restores, and replaces results, and opens and closes teams.
    Owner,
}

/// Why a role was not granted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GrantError {
    #[error("the server has no such login")]
    NoLogin,
    #[error("this login cannot grant the role")]
    NoRight {
        /// The statement for a login that can.
        sql: String,
    },
    #[error(transparent)]
    Store(#[from] StoreError),
}
