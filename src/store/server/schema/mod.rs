//! Sets up the schema and the three roles, and grants a role to a login.
//!
//! An administrator runs this: every name is qualified, and the connection sets `search_path`, so that
//! no function or operator that others created in the database can be called.

use tokio_postgres::Client;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::Type;

use crate::results::StoreError;
use crate::store::deadline::Deadline;
use crate::store::deadline::STORE_DEADLINE;
use crate::store::redb::RedbError;
use crate::store::server::connection::{Address, ServerConnection};
use crate::store::server::error::{ServerError, ServerResult};
use crate::store::server::sql_query::{Value, call};
use crate::store::server_access::{GrantError, ServerRole};

/// The schema that this program reads and writes. Schemas 1 and 2 were never released.
pub(crate) const SCHEMA: i32 = 3;

const TABLES_AND_FUNCTIONS: &str = include_str!("schema.sql");

/// The roles, each of which may what those before it may. They belong to the server and not to the
/// database, and are made where they are missing.
const ROLES: [&str; 3] = ["levelup_member", "levelup_lead", "levelup_owner"];

/// How often setting up is begun anew where somebody else is setting up as well.
const TRIES: usize = 24;

fn line(address: &Address) -> ServerConnection {
    ServerConnection::new(address.clone(), Deadline::of(STORE_DEADLINE), None)
}

/// Whether the database holds a store that this levelup may use.
pub(crate) async fn may_use(client: &Client) -> ServerResult<()> {
    let sql = "SELECT levelup.schema_number()";
    let rows = client.query_typed(sql, &[]).await?;
    let number: Option<&str> = rows.first().and_then(|row| row.try_get(0).ok());
    let number = number.ok_or(ServerError::NotSetUp)?;
    if number == SCHEMA.to_string() {
        Ok(())
    } else {
        Err(other(number))
    }
}

/// The error for a schema with a different number.
pub(crate) fn other(number: &str) -> ServerError {
    match number.parse::<i32>() {
        Ok(number) if number > SCHEMA => RedbError::Newer.into(),
        Ok(_) => RedbError::Older.into(),
        Err(_) => RedbError::damaged("its schema has no version number").into(),
    }
}

/// Creates the schema and the roles in one transaction. False if there was nothing to do.
pub(crate) fn init(address: &Address) -> Result<bool, StoreError> {
    let line = line(address);
    let mut tries = 0;
    line.ask_anything(async |client| {
        tries += 1;
        match set_up(client).await {
            Err(SetupError::Other(error)) if tries < TRIES && is_somebody_else(&error) => {
                Err(ServerError::Again)
            }
            done => done.map_err(ServerError::from),
        }
    })
}

/// What hinders the setting up.
enum SetupError {
    Known(ServerError),
    Other(tokio_postgres::Error),
}

impl From<ServerError> for SetupError {
    fn from(trouble: ServerError) -> Self {
        Self::Known(trouble)
    }
}

impl From<tokio_postgres::Error> for SetupError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Other(error)
    }
}

impl From<SetupError> for ServerError {
    fn from(stumble: SetupError) -> Self {
        match stumble {
            SetupError::Known(trouble) => trouble,
            SetupError::Other(error) => error.into(),
        }
    }
}

async fn set_up(client: &mut Client) -> Result<bool, SetupError> {
    let tx = client.transaction().await?;
    let owner = owner(tx.client()).await?;
    if let Some(number) = number(tx.client(), owner.as_deref()).await? {
        return if number == SCHEMA.to_string() {
            Ok(false)
        } else {
            Err(other(&number).into())
        };
    }
    is_fit(tx.client(), owner.as_deref()).await?;
    make_roles(tx.client()).await?;
    tx.batch_execute(TABLES_AND_FUNCTIONS).await?;
    make_owner(tx.client()).await?;
    let sql = "INSERT INTO levelup.about (name, value) VALUES ('schema', $1)";
    tx.query_typed(sql, &[(&SCHEMA.to_string(), Type::TEXT)])
        .await?;
    tx.commit().await?;
    Ok(true)
}

/// Makes the roles that are missing, and each a member of the one before it.
async fn make_roles(client: &Client) -> Result<(), SetupError> {
    for role in ROLES {
        let sql = "SELECT rolcanlogin OR rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication
                OR rolbypassrls FROM pg_catalog.pg_roles WHERE rolname = $1";
        let found = client.query_typed(sql, &[(&role, Type::NAME)]).await?;
        match found.first().map(|row| row.get(0)) {
            None => {
                let sql = format!("CREATE ROLE {role} NOLOGIN");
                client.batch_execute(&sql).await?;
            }
            Some(true) => {
                return Err(SetupError::Known(ServerError::Denied(format!(
                    "the role {role} already exists, and can log in or has rights on the server; \
                     the store needs one without (DROP ROLE {role})"
                ))));
            }
            Some(false) => {}
        }
    }
    for pair in ROLES.windows(2) {
        let (more, less) = (pair[1], pair[0]);
        if has_role(client, less, more, "MEMBER").await? {
            return Err(SetupError::Known(ServerError::Denied(format!(
                "{less} is a member of {more}: every {less} would have the same rights \
                 (REVOKE {more} FROM {less})"
            ))));
        }
        if !has_role(client, more, less, "USAGE").await? {
            grant_role(client, less, more).await?;
        }
    }
    Ok(())
}

async fn has_role(client: &Client, who: &str, role: &str, how: &str) -> ServerResult<bool> {
    let sql = "SELECT pg_catalog.pg_has_role($1, $2, $3)";
    let values: [Value; 3] = [(&who, Type::NAME), (&role, Type::NAME), (&how, Type::TEXT)];
    let rows = client.query_typed(sql, &values).await?;
    Ok(rows.first().is_some_and(|row| row.get(0)))
}

/// Makes whoever sets up an owner, who is none yet: a superuser may everything without it, and is
/// to stay one when that ends.
async fn make_owner(client: &Client) -> Result<(), SetupError> {
    let sql = "SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = CURRENT_USER AND NOT rolsuper
        AND pg_catalog.pg_has_role(oid, $1, 'USAGE')";
    let values: [Value; 1] = [(&ROLES[2], Type::NAME)];
    if client.query_typed(sql, &values).await?.is_empty() {
        grant_role(client, ROLES[2], "CURRENT_USER").await?;
    }
    Ok(())
}

/// Grants a role. Up to PostgreSQL 15 whoever may create roles may grant any; later those alone
/// that somebody made or was given to grant.
async fn grant_role(client: &Client, role: &str, to: &str) -> Result<(), SetupError> {
    let granted = client.batch_execute(&format!("GRANT {role} TO {to}")).await;
    granted.map_err(|error| {
        if error.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) {
            SetupError::Known(ServerError::Denied(format!(
                "the levelup roles on this server were created by someone else, who has to grant \
                {role} (GRANT {} TO … WITH ADMIN OPTION)",
                ROLES.join(", ")
            )))
        } else {
            error.into()
        }
    })
}

/// The owner of the schema, if there is one. The owner of a schema controls everything in it, so it
/// must be this login, a superuser, or the owner of the database.
async fn owner(client: &Client) -> ServerResult<Option<String>> {
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
        Err(is_taken(&owner))
    }
}

fn is_taken(owner: &str) -> ServerError {
    ServerError::Denied(format!(
        "the schema levelup already exists and belongs to {owner}"
    ))
}

/// The number of the schema in this database, if there is one. The table must not be a view, which
/// would run functions of its owner.
async fn number(client: &Client, owner: Option<&str>) -> ServerResult<Option<String>> {
    let sql = "SELECT c.relkind = 'r' AND c.relowner = n.nspowner
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'levelup' AND c.relname = 'about'";
    let rows = client.query_typed(sql, &[]).await?;
    match rows.first().map(|row| row.get(0)) {
        None => return Ok(None),
        Some(false) => return Err(is_taken(owner.unwrap_or_default())),
        Some(true) => {}
    }
    let sql = "SELECT value::pg_catalog.text FROM levelup.about WHERE name = 'schema'";
    let rows = client.query_typed(sql, &[]).await?;
    Ok(Some(rows.first().map_or(String::new(), |row| row.get(0))))
}

/// Checks that the database can store any text, and does not have the schema of another program.
async fn is_fit(client: &Client, owner: Option<&str>) -> ServerResult<()> {
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

/// Two that set up at once stumble over what the other makes: then it is there the next time.
fn is_somebody_else(error: &tokio_postgres::Error) -> bool {
    let code = error.code().map_or("", SqlState::code);
    ["23505", "42710", "42P06", "42P07", "XX000"].contains(&code)
}

/// Opens or closes the team of an assessment.
pub(crate) fn set_open(address: &Address, slug: &str, open: bool) -> Result<(), StoreError> {
    let line = line(address);
    line.ask(async |client| {
        let values: [Value; 2] = [(&slug, Type::TEXT), (&open, Type::BOOL)];
        let done = call(client, "set_open", &values).await;
        done.map_err(|trouble| trouble.of_owners("open and close teams"))?;
        Ok(())
    })
}

/// The logins that can read all results, including by roles from before the store was set up.
/// Superusers are left out: they can do anything.
pub(crate) fn leads(address: &Address) -> Result<Vec<String>, StoreError> {
    let line = line(address);
    line.ask_anything(async |client| {
        let sql = "SELECT rolname::pg_catalog.text FROM pg_catalog.pg_roles
            WHERE rolcanlogin AND NOT rolsuper AND rolname <> CURRENT_USER
                AND pg_catalog.pg_has_role(oid, $1, 'MEMBER') ORDER BY rolname";
        let values: [Value; 1] = [(&ROLES[1], Type::NAME)];
        let rows = client.query_typed(sql, &values).await?;
        Ok(rows.iter().map(|row| row.get(0)).collect())
    })
}

impl ServerRole {
    fn name(self) -> &'static str {
        ROLES[self as usize]
    }

    /// The SQL that grants the role. The name of a login can contain anything, so it is quoted.
    fn sql(self, login: &str) -> String {
        format!(
            "GRANT {} TO \"{}\"",
            self.name(),
            login.replace('"', "\"\"")
        )
    }
}

/// Grants a role to a login.
pub(crate) fn grant(address: &Address, role: ServerRole, login: &str) -> Result<(), GrantError> {
    let line = line(address);
    let granted = line.ask_anything(async |client| {
        let sql = "SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = $1";
        let is_there = async |name: &str| -> ServerResult<bool> {
            let values: [Value; 1] = [(&name, Type::NAME)];
            Ok(!client.query_typed(sql, &values).await?.is_empty())
        };
        if !is_there(role.name()).await? {
            return Err(ServerError::NotSetUp);
        }
        // The server would truncate a longer name.
        if login.len() > 63 || login.contains('\0') || !is_there(login).await? {
            return Ok(Err(GrantError::NoLogin));
        }
        match client.batch_execute(&role.sql(login)).await {
            Err(error) if error.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) => {
                Ok(Err(GrantError::NoRight {
                    sql: role.sql(login),
                }))
            }
            done => Ok(Ok(done?)),
        }
    });
    granted?
}
