use std::fmt::Write as _;

use futures_util::future::join;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Row};

use super::schema;
use super::trouble::Outcome;

/// A statement with conditions that are put to it one by one.
pub(super) struct Query {
    sql: String,
    values: Vec<(Box<dyn ToSql + Sync + Send>, Type)>,
}

impl Query {
    pub(super) fn new(sql: &str) -> Self {
        Self {
            sql: sql.to_owned(),
            values: Vec::new(),
        }
    }

    /// More of the statement; each `?` in it stands for one of the values.
    pub(super) fn add(&mut self, sql: &str) -> &mut Self {
        self.sql.push(' ');
        for (part, text) in sql.split('?').enumerate() {
            if part > 0 {
                let _ = write!(self.sql, "${}", self.values.len() + part);
            }
            self.sql.push_str(text);
        }
        self
    }

    /// What the last `?` stands for.
    pub(super) fn value(
        &mut self,
        value: impl ToSql + Sync + Send + 'static,
        of: Type,
    ) -> &mut Self {
        self.values.push((Box::new(value), of));
        self
    }

    /// The statement's rows, in one round trip: nothing is prepared.
    pub(super) async fn rows(&self, client: &Client) -> Outcome<Vec<Row>> {
        let values = self.values.iter().map(|(value, of)| {
            let value: &(dyn ToSql + Sync) = value.as_ref();
            (value, of.clone())
        });
        let values: Vec<_> = values.collect();
        rows(client, &self.sql, &values).await
    }
}

/// A statement's rows, unless a newer levelup has changed the schema since the line was made: the
/// question whether it has goes along with the statement, in the same round trip.
pub(super) async fn rows(
    client: &Client,
    sql: &str,
    values: &[(&(dyn ToSql + Sync), Type)],
) -> Outcome<Vec<Row>> {
    let (fits, rows) = join(schema::may_use(client), client.query_typed(sql, values)).await;
    fits?;
    Ok(rows?)
}
