//! The tables of a store on a server, the three roles, and what each of them may do.

use tokio_postgres::Client;
use tokio_postgres::types::Type;

use super::super::StoreError;
use super::super::fault::Fault;
use super::address::Address;
use super::line::Line;
use super::trouble::{Outcome, Trouble};

/// The schema that this levelup reads and writes: how many of the steps were taken.
pub(super) const SCHEMA: usize = STEPS.len();

/// What leads to the schema, step after step. A step is never changed once it has landed.
const STEPS: [&str; 2] = [include_str!("schema_1.sql"), include_str!("schema_2.sql")];

/// The roles, each of which may what those before it may. They belong to the server and not to the
/// database, and are made where they are missing.
const ROLES: [&str; 3] = ["levelup_member", "levelup_lead", "levelup_owner"];

/// How often setting up is begun anew where somebody else is setting up as well.
const TRIES: usize = 24;

/// Whether the database holds a store that this levelup may use.
pub(super) async fn may_use(client: &Client) -> Outcome<()> {
    // To compile a question takes longer than to answer it: what might have been counted, and is
    // not, makes some look large. Not every server that speaks this SQL has such a setting.
    let sql = "SELECT value, CASE WHEN current_setting('jit', true) IS NOT NULL
        THEN set_config('jit', 'off', false) END
        FROM levelup.about WHERE name = 'schema'";
    let rows = client.query_typed(sql, &[]).await?;
    let value: String = rows.first().ok_or(Trouble::NotSetUp)?.get(0);
    match value.parse::<usize>() {
        Ok(schema) if schema > SCHEMA => Err(Fault::Newer.into()),
        Ok(schema) if schema < SCHEMA => Err(Trouble::NotSetUp),
        Ok(_) => Ok(()),
        Err(_) => Err(Fault::damaged("its schema has no number").into()),
    }
}

/// Makes the schema and the roles, or brings them up to this version, in one transaction. False
/// where there was nothing to do.
pub(super) fn init(address: &Address) -> Result<bool, StoreError> {
    let line = Line::new(
        address.clone(),
        super::super::Deadline::of(super::super::STORE_DEADLINE),
        None,
    );
    let mut tries = 0;
    line.ask_anything(async |client| {
        tries += 1;
        match steps(client).await {
            Err(Stumble::Other(error)) if tries < TRIES && is_somebody_else(&error) => {
                Err(Trouble::Again)
            }
            done => done.map_err(Trouble::from),
        }
    })
}

/// What hinders the setting up.
enum Stumble {
    Known(Trouble),
    Other(tokio_postgres::Error),
}

impl From<Trouble> for Stumble {
    fn from(trouble: Trouble) -> Self {
        Self::Known(trouble)
    }
}

impl From<tokio_postgres::Error> for Stumble {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Other(error)
    }
}

impl From<Stumble> for Trouble {
    fn from(stumble: Stumble) -> Self {
        match stumble {
            Stumble::Known(trouble) => trouble,
            Stumble::Other(error) => error.into(),
        }
    }
}

async fn steps(client: &mut Client) -> Result<bool, Stumble> {
    let tx = client.transaction().await?;
    let from = version(tx.client()).await?;
    if from > SCHEMA {
        return Err(Trouble::from(Fault::Newer).into());
    }
    if from == SCHEMA {
        return Ok(false);
    }
    is_fit(tx.client()).await?;
    make_roles(tx.client()).await?;
    for step in &STEPS[from..] {
        tx.batch_execute(step).await?;
    }
    if from == 0 {
        make_owner(tx.client()).await?;
    }
    let sql = "INSERT INTO levelup.about (name, value) VALUES ('schema', $1)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    let number = SCHEMA.to_string();
    tx.query_typed(sql, &[(&number, Type::TEXT)]).await?;
    tx.commit().await?;
    Ok(true)
}

/// Makes the roles that are missing, and each a member of the one before it.
async fn make_roles(client: &Client) -> Result<(), Stumble> {
    for role in ROLES {
        let sql = "SELECT 1 FROM pg_roles WHERE rolname = $1";
        let found = client.query_typed(sql, &[(&role, Type::TEXT)]).await?;
        if found.is_empty() {
            let sql = format!("CREATE ROLE {role} NOLOGIN");
            client.batch_execute(&sql).await?;
        }
    }
    for pair in ROLES.windows(2) {
        let (more, less) = (&pair[1], &pair[0]);
        let sql = "SELECT 1 WHERE pg_has_role($1, $2, 'USAGE')";
        let both = [(more as _, Type::TEXT), (less as _, Type::TEXT)];
        if client.query_typed(sql, &both).await?.is_empty() {
            grant(client, less, more).await?;
        }
    }
    Ok(())
}

/// Makes whoever sets up an owner, who is none yet: a superuser may everything without it, and is
/// to stay one when that ends.
async fn make_owner(client: &Client) -> Result<(), Stumble> {
    let sql = "SELECT 1 FROM pg_roles WHERE rolname = CURRENT_USER AND NOT rolsuper
        AND pg_has_role(CURRENT_USER, 'levelup_owner', 'USAGE')";
    if client.query_typed(sql, &[]).await?.is_empty() {
        grant(client, ROLES[2], "CURRENT_USER").await?;
    }
    Ok(())
}

/// Grants a role. Up to PostgreSQL 15 whoever may create roles may grant any; later those alone
/// that somebody made or was given to grant.
async fn grant(client: &Client, role: &str, to: &str) -> Result<(), Stumble> {
    let granted = client.batch_execute(&format!("GRANT {role} TO {to}")).await;
    let refused = |error: &tokio_postgres::Error| {
        error.code() == Some(&tokio_postgres::error::SqlState::INSUFFICIENT_PRIVILEGE)
    };
    granted.map_err(|error| {
        if refused(&error) {
            Stumble::Known(Trouble::Denied(format!(
                "the roles of levelup were made on this server by somebody else, and {role} is \
                 theirs to grant (GRANT {} TO … WITH ADMIN OPTION)",
                ROLES.join(", ")
            )))
        } else {
            error.into()
        }
    })
}

/// How many steps were taken in this database. The catalogue shows also what may not be read.
async fn version(client: &Client) -> Outcome<usize> {
    let sql = "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'levelup' AND c.relname = 'about'";
    if client.query_typed(sql, &[]).await?.is_empty() {
        return Ok(0);
    }
    let sql = "SELECT value FROM levelup.about WHERE name = 'schema'";
    let rows = client.query_typed(sql, &[]).await?;
    let value = rows.first().map(|row| row.get::<_, String>(0));
    let number = value.unwrap_or_default().parse();
    number.map_err(|_| Fault::damaged("its schema has no number").into())
}

/// Whether the database can hold every text, and the schema is nobody else's: who owns a schema
/// can do anything with what is made in it.
async fn is_fit(client: &Client) -> Outcome<()> {
    let sql = "SELECT pg_encoding_to_char(encoding)::text FROM pg_database
        WHERE datname = current_database()";
    let rows = client.query_typed(sql, &[]).await?;
    let encoding = rows.first().map_or("", |row| row.get(0));
    if encoding != "UTF8" {
        return Err(Trouble::Denied(format!(
            "the database is in {encoding}, and texts need UTF8 (CREATE DATABASE … ENCODING 'UTF8')"
        )));
    }
    let sql = "SELECT pg_get_userbyid(nspowner)::text FROM pg_namespace
        WHERE nspname = 'levelup' AND pg_get_userbyid(nspowner) <> CURRENT_USER";
    let rows = client.query_typed(sql, &[]).await?;
    match rows.first().map(|row| row.get::<_, String>(0)) {
        Some(owner) => Err(Trouble::Denied(format!(
            "there is a schema levelup already, and it belongs to {owner}"
        ))),
        None => Ok(()),
    }
}

/// Two that set up at once stumble over what the other makes: then it is there the next time.
fn is_somebody_else(error: &tokio_postgres::Error) -> bool {
    let code = error
        .code()
        .map_or("", tokio_postgres::error::SqlState::code);
    ["23505", "42710", "42P06", "42P07", "XX000"].contains(&code)
}

/// Opens or closes the team of an assessment.
pub(super) fn set_open(address: &Address, slug: &str, open: bool) -> Result<(), StoreError> {
    let line = Line::new(
        address.clone(),
        super::super::Deadline::of(super::super::STORE_DEADLINE),
        None,
    );
    line.ask(async |client| {
        // Members see more results then, or fewer: lists that are open read anew.
        let sql = if open {
            "WITH done AS (INSERT INTO levelup.open_teams (slug) VALUES ($1)
                ON CONFLICT (slug) DO NOTHING RETURNING 1)
            INSERT INTO levelup.changes (shard, n) SELECT 0, 1 WHERE EXISTS (SELECT 1 FROM done)
            ON CONFLICT (owner, shard) DO UPDATE SET n = (changes.n + 1) % 1099511627776"
        } else {
            "WITH done AS (DELETE FROM levelup.open_teams WHERE slug = $1 RETURNING 1)
            INSERT INTO levelup.changes (shard, n) SELECT 0, 1 WHERE EXISTS (SELECT 1 FROM done)
            ON CONFLICT (owner, shard) DO UPDATE SET n = (changes.n + 1) % 1099511627776"
        };
        let done = client.query_typed(sql, &[(&slug, Type::TEXT)]).await;
        done.map_err(|error| Trouble::from(error).of_owners("open and close teams"))?;
        Ok(())
    })
}
