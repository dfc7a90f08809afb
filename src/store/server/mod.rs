//! THE STORE ON A SERVER: PostgreSQL, and what speaks its language.
//!
//! `address` reads a URL, `line` holds the connection, `schema` sets the database up; the others
//! do what a store does, each with one call of a function in `schema.sql`. No other SQL is sent: the
//! roles have no privileges on tables. The records have the same bytes as in a file.

mod address;
mod auth;
mod calls;
mod care;
mod connecting;
mod drafting;
mod importing;
mod leaf;
mod line;
mod passfile;
mod query;
mod reading;
mod records;
mod saving;
mod schema;
mod stream;
mod tls;
mod trouble;
mod whole;

pub use address::Address;

use std::sync::{Arc, Mutex};

use super::attempts::Attempts;
use super::{Deadline, GrantError, OnWait, Role, StoreError, Upkeep};
use line::Line;

/// The store in a database on a server.
struct ServerStore {
    line: Line,
    attempts: Mutex<Attempts>,
    counted: Mutex<Option<leaf::Counted>>,
}

impl Address {
    /// The store. Nothing is connected before the first call.
    pub(super) fn open(&self, deadline: Deadline, on_wait: Option<OnWait>) -> Arc<dyn Upkeep> {
        Arc::new(ServerStore {
            line: Line::new(self.clone(), deadline, on_wait),
            attempts: Mutex::default(),
            counted: Mutex::default(),
        })
    }

    /// Creates the schema and the roles.
    pub(super) fn init(&self) -> Result<bool, StoreError> {
        schema::init(self)
    }

    /// The logins that can read all results.
    pub(super) fn leads(&self) -> Result<Vec<String>, StoreError> {
        schema::leads(self)
    }

    /// Grants a role to a login.
    pub(super) fn grant(&self, role: Role, login: &str) -> Result<(), GrantError> {
        schema::grant(self, role, login)
    }

    /// Opens or closes the team of an assessment.
    pub(super) fn set_open(&self, slug: &str, open: bool) -> Result<(), StoreError> {
        schema::set_open(self, slug, open)
    }
}
