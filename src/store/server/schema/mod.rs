//! Sets up the schema and the three roles, and changes who can read and write.
//!
//! An administrator runs this: every name is qualified, and the connection sets `search_path`, so that
//! no function or operator that others created in the database can be called.

mod roles;

use tokio_postgres::Client;
use tokio_postgres::types::Type;

use self::roles::{create_roles, make_owner};
use super::SCHEMA;
use super::connection::{Address, ServerConnection};
use super::error::{ServerError, ServerResult, check_schema};
use crate::results::StoreError;
use crate::store::deadline::Deadline;
use crate::store::deadline::STORE_DEADLINE;

const TABLES_AND_FUNCTIONS: &str = include_str!("schema.sql");

/// How often to try again if others set up a store on the server at the same time.
const TRIES: usize = 24;

fn connection(address: &Address) -> ServerConnection {
    ServerConnection::new(address.clone(), Deadline::of(STORE_DEADLINE), None)
}

impl Address {
    /// Creates the schema and the roles in one transaction. False if there was nothing to do.
    pub(crate) fn init(&self) -> Result<bool, StoreError> {
        let mut tries = 0;
        connection(self).without_store().call(async |client| {
            tries += 1;
            match set_up(client).await {
                Err(ServerError::Exists(_)) if tries < TRIES => Err(ServerError::Again),
                done => done,
            }
        })
    }
}

async fn set_up(client: &mut Client) -> ServerResult<bool> {
    let tx = client.transaction().await?;
    let owner = trusted_owner(tx.client()).await?;
    if let Some(number) = schema_number(tx.client(), owner.as_deref()).await? {
        check_schema(&number)?;
        return Ok(false);
    }
    check_database(tx.client(), owner.as_deref()).await?;
    create_roles(tx.client()).await?;
    tx.batch_execute(TABLES_AND_FUNCTIONS).await?;
    make_owner(tx.client()).await?;
    let sql = "INSERT INTO levelup.about (name, value) VALUES ('schema', $1)";
    tx.query_typed(sql, &[(&SCHEMA.to_string(), Type::TEXT)])
        .await?;
    tx.commit().await?;
    Ok(true)
}

/// The owner of the schema, if there is one. The owner of a schema controls everything in it, so it
/// must be this login, a superuser, or the owner of the database.
async fn trusted_owner(client: &Client) -> ServerResult<Option<String>> {
    let sql = "SELECT r.rolname::pg_catalog.text, r.rolsuper OR r.rolname = CURRENT_USER
            OR r.oid = (SELECT d.datdba FROM pg_catalog.pg_database d
                WHERE d.datname = pg_catalog.current_database())
        FROM pg_catalog.pg_namespace n JOIN pg_catalog.pg_roles r ON r.oid = n.nspowner
        WHERE n.nspname = 'levelup'";
    let rows = client.query_typed(sql, &[]).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let (owner, is_trusted): (String, bool) = (row.get(0), row.get(1));
    if is_trusted {
        Ok(Some(owner))
    } else {
        Err(schema_of(&owner))
    }
}

fn schema_of(owner: &str) -> ServerError {
    ServerError::Denied(format!(
        "the schema levelup already exists and belongs to {owner}"
    ))
}

/// The number of the schema in this database, if there is one. The table must not be a view, which
/// would run functions of its owner.
async fn schema_number(client: &Client, owner: Option<&str>) -> ServerResult<Option<String>> {
    let sql = "SELECT c.relkind = 'r' AND c.relowner = n.nspowner
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'levelup' AND c.relname = 'about'";
    let rows = client.query_typed(sql, &[]).await?;
    match rows.first().map(|row| row.get(0)) {
        None => return Ok(None),
        Some(false) => return Err(schema_of(owner.unwrap_or_default())),
        Some(true) => {}
    }
    let sql = "SELECT value::pg_catalog.text FROM levelup.about WHERE name = 'schema'";
    let rows = client.query_typed(sql, &[]).await?;
    Ok(Some(rows.first().map_or(String::new(), |row| row.get(0))))
}

/// Checks that the database can store any text, and does not have the schema of another program.
async fn check_database(client: &Client, owner: Option<&str>) -> ServerResult<()> {
    let sql = "SELECT pg_catalog.pg_encoding_to_char(encoding)::pg_catalog.text
        FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()";
    let rows = client.query_typed(sql, &[]).await?;
    let encoding = rows.first().map_or("", |row| row.get(0));
    if encoding != "UTF8" {
        return Err(ServerError::Denied(format!(
            "the database encoding is {encoding}, but UTF8 is required (CREATE DATABASE … \
            ENCODING 'UTF8')"
        )));
    }
    match owner {
        Some(owner) => Err(ServerError::Denied(format!(
            "the schema levelup of {owner} already exists, and has no store in it \
             (DROP SCHEMA levelup CASCADE)"
        ))),
        None => Ok(()),
    }
}
