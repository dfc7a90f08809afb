//! The three roles, who has them, and whose results they can read.

use tokio_postgres::Client;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::Type;

use super::connection;
use crate::results::StoreError;
use crate::store::server::connection::Address;
use crate::store::server::error::{ServerError, ServerResult};
use crate::store::server::sql_query::{Value, call};
use crate::store::server_access::{GrantError, ServerRole};

const MEMBER: &str = "levelup_member";
const LEAD: &str = "levelup_lead";
const OWNER: &str = "levelup_owner";

/// Each role includes the ones before it. Roles belong to the server, not to a database.
const ROLES: [&str; 3] = [MEMBER, LEAD, OWNER];

/// Creates the missing roles, and makes each a member of the one before it.
pub(super) async fn create_roles(client: &Client) -> ServerResult<()> {
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
                return Err(ServerError::Denied(format!(
                    "the role {role} already exists, and can log in or has rights on the server; \
                     the store needs one without (DROP ROLE {role})"
                )));
            }
            Some(false) => {}
        }
    }
    for pair in ROLES.windows(2) {
        let (more, less) = (pair[1], pair[0]);
        if has_role(client, less, more, "MEMBER").await? {
            return Err(ServerError::Denied(format!(
                "{less} is a member of {more}: every {less} would have the same rights \
                 (REVOKE {more} FROM {less})"
            )));
        }
        if !has_role(client, more, less, "USAGE").await? {
            grant_role(client, less, more).await?;
        }
    }
    Ok(())
}

async fn has_role(client: &Client, who: &str, role: &str, how: &str) -> ServerResult<bool> {
    let sql = "SELECT 1 WHERE pg_catalog.pg_has_role($1, $2, $3)";
    let values: [Value; 3] = [(&who, Type::NAME), (&role, Type::NAME), (&how, Type::TEXT)];
    exists(client, sql, &values).await
}

/// Whether a query returns a row.
async fn exists(client: &Client, sql: &str, values: &[Value<'_>]) -> ServerResult<bool> {
    Ok(!client.query_typed(sql, values).await?.is_empty())
}

/// Makes this login an owner if it is not one. A superuser gets the role too, to keep its rights if
/// it stops being a superuser.
pub(super) async fn make_owner(client: &Client) -> ServerResult<()> {
    let sql = "SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = CURRENT_USER AND NOT rolsuper
        AND pg_catalog.pg_has_role(oid, $1, 'USAGE')";
    if !exists(client, sql, &[(&OWNER, Type::NAME)]).await? {
        grant_role(client, OWNER, "CURRENT_USER").await?;
    }
    Ok(())
}

/// Grants a role. Up to PostgreSQL 15, a login that can create roles can grant any role; later, only
/// roles that it created or has with the admin option.
async fn grant_role(client: &Client, role: &str, to: &str) -> ServerResult<()> {
    let granted = client.batch_execute(&format!("GRANT {role} TO {to}")).await;
    granted.map_err(|error| {
        if error.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) {
            ServerError::Denied(format!(
                "the levelup roles on this server were created by someone else, who has to grant \
                {role} (GRANT {} TO … WITH ADMIN OPTION)",
                ROLES.join(", ")
            ))
        } else {
            error.into()
        }
    })
}

impl ServerRole {
    fn name(self) -> &'static str {
        match self {
            Self::Member => MEMBER,
            Self::Lead => LEAD,
            Self::Owner => OWNER,
        }
    }
}

impl Address {
    /// Grants a role to a login.
    pub(crate) fn grant(&self, role: ServerRole, login: &str) -> Result<(), GrantError> {
        connection(self).without_store().call(async |client| {
            let exists = async |name: &str| {
                let sql = "SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = $1";
                exists(client, sql, &[(&name, Type::NAME)]).await
            };
            if !exists(role.name()).await? {
                return Err(ServerError::NotSetUp);
            }
            // The server would truncate a longer name.
            if login.len() > 63 || login.contains('\0') || !exists(login).await? {
                return Ok(Err(GrantError::NoLogin));
            }
            // The name of a login can contain any character.
            let quoted = login.replace('"', "\"\"");
            let sql = format!("GRANT {} TO \"{quoted}\"", role.name());
            match client.batch_execute(&sql).await {
                Err(error) if error.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) => {
                    Ok(Err(GrantError::NoRight { sql }))
                }
                done => Ok(Ok(done?)),
            }
        })?
    }

    /// The logins that can read all results, including by roles from before the store was set up.
    /// Superusers are left out: they can do anything.
    pub(crate) fn lead_logins(&self) -> Result<Vec<String>, StoreError> {
        connection(self).without_store().call(async |client| {
            let sql = "SELECT rolname::pg_catalog.text FROM pg_catalog.pg_roles
                WHERE rolcanlogin AND NOT rolsuper AND rolname <> CURRENT_USER
                    AND pg_catalog.pg_has_role(oid, $1, 'MEMBER') ORDER BY rolname";
            let rows = client.query_typed(sql, &[(&LEAD, Type::NAME)]).await?;
            Ok(rows.iter().map(|row| row.get(0)).collect())
        })
    }

    /// Opens or closes the team of an assessment.
    pub(crate) fn set_open(&self, slug: &str, open: bool) -> Result<(), StoreError> {
        connection(self).call(async |client| {
            let values: [Value; 2] = [(&slug, Type::TEXT), (&open, Type::BOOL)];
            let done = call(client, "set_open", &values).await;
            done.map_err(|error| error.only_owners("open and close teams"))?;
            Ok(())
        })
    }
}
