use std::fmt::Write as _;

use tokio_postgres::types::{FromSql, ToSql, Type};
use tokio_postgres::{Client, Row};

use super::error::ServerResult;
use crate::store::redb::RedbError;
use crate::store::server::schema::SCHEMA;

/// A parameter of a function, with its type, so that the server does not have to infer it.
pub(crate) type Value<'v> = (&'v (dyn ToSql + Sync), Type);

/// Calls a function of the store in one round trip, and returns its rows. Adds the first parameter,
/// the number of the schema: the function fails if the schema has changed since the program connected.
pub(crate) async fn call(
    client: &Client,
    function: &str,
    values: &[Value<'_>],
) -> ServerResult<Vec<Row>> {
    let mut all: Vec<Value> = vec![(&SCHEMA, Type::INT4)];
    all.extend_from_slice(values);
    let mut sql = format!("SELECT * FROM levelup.{function}($1");
    for number in 2..=all.len() {
        let _ = write!(sql, ", ${number}");
    }
    sql.push(')');
    Ok(client.query_typed(&sql, &all).await?)
}

/// The first cell of the first row, if there is one.
pub(crate) async fn value<T>(
    client: &Client,
    function: &str,
    values: &[Value<'_>],
) -> ServerResult<Option<T>>
where
    T: for<'r> FromSql<'r>,
{
    let rows = call(client, function, values).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    Ok(cell(row, 0)?)
}

/// A cell of a row. A server can send anything: a cell of another type is damage, not a crash.
pub(crate) fn cell<'r, T: FromSql<'r>>(row: &'r Row, at: usize) -> Result<T, RedbError> {
    row.try_get(at)
        .map_err(|_| RedbError::damaged("a row from the server has the wrong form"))
}

/// The rows of a page, and one more to see whether there are more.
pub(crate) fn one_more(limit: usize) -> i64 {
    rows(limit).saturating_add(1)
}

/// A number of rows, as the server counts them.
pub(crate) fn rows(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}
