//! THE STORE ON A SERVER: PostgreSQL, and what speaks its language.
//!
//! `address` reads a URL, `line` holds the connection, `schema` sets the database up; the others
//! do what a store does, each call one statement where that can be. The records are the bytes that
//! a file holds. The SQL is what CockroachDB and YugabyteDB know as well: no advisory locks, no
//! notifications, no functions that live in the database.

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
mod visible;
mod whole;

pub use address::Address;

use std::sync::{Arc, Mutex};

use super::attempts::Attempts;
use super::{Deadline, OnWait, StoreError, Upkeep};
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

    /// Makes the schema and the roles, or brings them up to this version.
    pub(super) fn init(&self) -> Result<bool, StoreError> {
        schema::init(self)
    }

    /// Opens or closes the team of an assessment.
    pub(super) fn set_open(&self, slug: &str, open: bool) -> Result<(), StoreError> {
        schema::set_open(self, slug, open)
    }
}
