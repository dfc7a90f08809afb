use std::fmt::Write as _;

use tokio_postgres::types::{FromSql, ToSql, Type};
use tokio_postgres::{Client, Row};

use super::SCHEMA;
use super::error::ServerResult;
use crate::store::format::{FormatError, FormatResult};

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

/// Calls a function that returns one value. `None` if that is null.
pub(crate) async fn call_for_value<T>(
    client: &Client,
    function: &str,
    values: &[Value<'_>],
) -> ServerResult<Option<T>>
where
    T: for<'r> FromSql<'r>,
{
    let rows = call(client, function, values).await?;
    let value = rows.first().map(|row| cell::<Option<T>>(row, 0));
    Ok(value.transpose()?.flatten())
}

/// Calls a function that returns a number. Null or a negative number is damage.
pub(crate) async fn call_for_number(client: &Client, function: &str) -> ServerResult<u64> {
    let number: Option<i64> = call_for_value(client, function, &[]).await?;
    let number = number.and_then(|number| u64::try_from(number).ok());
    Ok(number.ok_or_else(|| FormatError::damaged("a number from the server is invalid"))?)
}

/// A cell of a row. A server can send anything: a cell of another type is damage, not a crash.
pub(crate) fn cell<'r, T: FromSql<'r>>(row: &'r Row, at: usize) -> FormatResult<T> {
    row.try_get(at)
        .map_err(|_| FormatError::damaged("a row from the server has the wrong form"))
}

/// A number of rows as a parameter.
pub(crate) fn row_count(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

/// The rows of a page, and one more to find out whether there are more.
pub(crate) fn one_more(limit: usize) -> i64 {
    row_count(limit).saturating_add(1)
}
