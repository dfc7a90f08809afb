//! THE STORE ON A SERVER: PostgreSQL, and what speaks its language.
//!
//! `address` reads a URL, `line` holds the connection, `schema` sets the database up; the others
//! do what a store does, each with one call of a function in `schema.sql`. No other SQL is sent: the
//! roles have no privileges on tables. The records have the same bytes as in a file.

mod connection;
mod drafts;
mod encoded;
mod error;
mod full_results;
mod import;
mod list_page;
mod maintenance;
mod pages;
mod schema;
mod sql_query;
mod store_impl;
mod write_results;

use std::sync::{Arc, Mutex};

pub(crate) use connection::Address;

use self::connection::ServerConnection;
use super::Upkeep;
use crate::results::StoreError;
use crate::store::deadline::Deadline;
use crate::store::deadline::OnWait;
use crate::store::server_access::{GrantError, ServerRole};
use crate::store::unconfirmed_drafts::UnconfirmedDrafts;

/// The store in a database on a server.
struct ServerStore {
    line: ServerConnection,
    attempts: Mutex<UnconfirmedDrafts>,
    counted: Mutex<Option<self::list_page::Counted>>,
}

impl Address {
    /// The store. Nothing is connected before the first call.
    pub(crate) fn open(&self, deadline: Deadline, on_wait: Option<OnWait>) -> Arc<dyn Upkeep> {
        Arc::new(ServerStore {
            line: ServerConnection::new(self.clone(), deadline, on_wait),
            attempts: Mutex::default(),
            counted: Mutex::default(),
        })
    }

    /// Creates the schema and the roles.
    pub(crate) fn init(&self) -> Result<bool, StoreError> {
        self::schema::init(self)
    }

    /// The logins that can read all results.
    pub(crate) fn leads(&self) -> Result<Vec<String>, StoreError> {
        self::schema::leads(self)
    }

    /// Grants a role to a login.
    pub(crate) fn grant(&self, role: ServerRole, login: &str) -> Result<(), GrantError> {
        self::schema::grant(self, role, login)
    }

    /// Opens or closes the team of an assessment.
    pub(crate) fn set_open(&self, slug: &str, open: bool) -> Result<(), StoreError> {
        self::schema::set_open(self, slug, open)
    }
}
