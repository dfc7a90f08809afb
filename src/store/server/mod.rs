//! The store in a PostgreSQL database.
//!
//! Every operation calls a function in `schema.sql`, because the roles have no privileges on tables.
//! Records have the same bytes as in a file.

mod bulk;
mod columns;
mod connection;
mod drafts;
mod error;
mod full_results;
mod import;
mod maintenance;
mod pages;
mod results;
mod schema;
mod sql_query;
mod write_results;

use std::sync::{Arc, Mutex};

pub(crate) use connection::Address;

use self::connection::ServerConnection;
use self::pages::Counts;
use super::{ScreenStore, Store};
use crate::store::deadline::Deadline;
use crate::store::deadline::OnWait;
use crate::store::unconfirmed_drafts::UnconfirmedDrafts;

/// The number of the schema that this program reads and writes. Schemas 1 and 2 were never released.
const SCHEMA: i32 = 3;

struct ServerStore {
    connection: ServerConnection,
    unconfirmed: Mutex<UnconfirmedDrafts>,
    counts: Mutex<Option<Counts>>,
}

impl ScreenStore for ServerStore {}

impl Address {
    /// Opens the store. The first call connects.
    pub(crate) fn open(&self, deadline: Deadline, on_wait: Option<OnWait>) -> Arc<dyn Store> {
        Arc::new(ServerStore {
            connection: ServerConnection::new(self.clone(), deadline, on_wait),
            unconfirmed: Mutex::default(),
            counts: Mutex::default(),
        })
    }
}
