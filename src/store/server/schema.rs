//! The tables of a store on a server, the three roles, and what each of them may do.

use tokio_postgres::Client;
use tokio_postgres::types::Type;

use super::super::StoreError;
use super::super::fault::Fault;
use super::address::Address;
use super::line::{Line, rest};
use super::trouble::{Outcome, Trouble};

/// The schema that this levelup reads and writes: how many of the steps were taken.
const SCHEMA: usize = STEPS.len();

/// What leads to the schema, step after step. A step is never changed once it has landed.
const STEPS: [&str; 1] = [include_str!("schema_1.sql")];

/// The roles. They belong to the server and not to the database, and are made where they are
/// missing.
const ROLES: [&str; 3] = ["levelup_member", "levelup_lead", "levelup_owner"];

/// How often setting up is begun anew where somebody else is setting up as well.
const TRIES: usize = 8;

/// Whether the database holds a store that this levelup may use.
pub(super) async fn may_use(client: &Client) -> Outcome<()> {
    let sql = "SELECT value FROM levelup.about WHERE name = 'schema'";
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
    let line = Line::new(address.clone(), super::super::STORE_DEADLINE, None);
    line.ask_anything(async |client| {
        for _ in 0..TRIES {
            match steps(client).await {
                Err(Trouble::Again) => rest().await,
                outcome => return outcome,
            }
        }
        Err(Trouble::Again)
    })
}

async fn steps(client: &mut Client) -> Outcome<bool> {
    let tx = client.transaction().await?;
    let from = version(tx.client()).await?;
    if from > SCHEMA {
        return Err(Fault::Newer.into());
    }
    if from == SCHEMA {
        return Ok(false);
    }
    for role in ROLES {
        let sql = "SELECT 1 FROM pg_roles WHERE rolname = $1";
        if tx
            .query_typed(sql, &[(&role, Type::TEXT)])
            .await?
            .is_empty()
        {
            let made = tx
                .batch_execute(&format!("CREATE ROLE {role} NOLOGIN"))
                .await;
            made.map_err(somebody_else)?;
        }
    }
    for step in &STEPS[from..] {
        tx.batch_execute(step).await.map_err(somebody_else)?;
    }
    let sql = "INSERT INTO levelup.about (name, value) VALUES ('schema', $1)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    let number = SCHEMA.to_string();
    tx.query_typed(sql, &[(&number, Type::TEXT)]).await?;
    tx.commit().await.map_err(somebody_else)?;
    Ok(true)
}

/// How many steps were taken in this database.
async fn version(client: &Client) -> Outcome<usize> {
    let sql = "SELECT 1 FROM information_schema.tables
        WHERE table_schema = 'levelup' AND table_name = 'about'";
    if client.query_typed(sql, &[]).await?.is_empty() {
        return Ok(0);
    }
    let sql = "SELECT value FROM levelup.about WHERE name = 'schema'";
    let rows = client.query_typed(sql, &[]).await?;
    let value = rows.first().map(|row| row.get::<_, String>(0));
    let number = value.unwrap_or_default().parse();
    number.map_err(|_| Fault::damaged("its schema has no number").into())
}

/// Two that set up at once stumble over what the other makes: then it is there the next time.
fn somebody_else(error: tokio_postgres::Error) -> Trouble {
    let code = error
        .code()
        .map_or("", tokio_postgres::error::SqlState::code);
    if ["23505", "42710", "42P06", "42P07", "XX000"].contains(&code) {
        Trouble::Again
    } else {
        error.into()
    }
}

/// Opens or closes the team of an assessment.
pub(super) fn set_open(address: &Address, slug: &str, open: bool) -> Result<(), StoreError> {
    let line = Line::new(address.clone(), super::super::STORE_DEADLINE, None);
    line.ask(async |client| {
        let sql = if open {
            "INSERT INTO levelup.open_teams (slug) VALUES ($1) ON CONFLICT (slug) DO NOTHING"
        } else {
            "DELETE FROM levelup.open_teams WHERE slug = $1"
        };
        client.query_typed(sql, &[(&slug, Type::TEXT)]).await?;
        Ok(())
    })
}
