use std::collections::HashMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row};
use uuid::Uuid;

use super::error::ServerResult;
use super::sql_query::{Value, call, cell, one_more};
use super::{encoded, sql_query};
use crate::results::{
    Position, ResultRow, Saved, SearchIndex, SearchRow, SearchRows, SharedName, StoreError,
    person_key,
};
use crate::store::format::{instant, millis};
use crate::store::page::{Page, Scope, Unreadable};
use crate::store::redb::rounded_up;
use crate::store::server::connection::ServerConnection;

/// Results that a search takes in at once.
const PIECE: usize = 20_000;

/// A scope in the form of the functions' parameters, and the place after which a page begins.
pub(crate) struct Asked {
    slug: Option<String>,
    person: Option<String>,
    since: Option<i64>,
    until: Option<i64>,
    time: Option<i64>,
    id: Option<Uuid>,
}

impl Asked {
    pub(crate) fn new(scope: &Scope, after: Option<Position>) -> Self {
        Self {
            slug: scope.assessment.clone(),
            person: scope.name.as_deref().map(person_key),
            since: scope.since.map(rounded_up),
            until: scope.until.map(millis),
            time: after.map(|after| millis(after.taken_at)),
            id: after.map(|after| after.id),
        }
    }

    pub(crate) fn values(&self) -> [Value<'_>; 6] {
        [
            (&self.slug, Type::TEXT),
            (&self.person, Type::TEXT),
            (&self.since, Type::INT8),
            (&self.until, Type::INT8),
            (&self.time, Type::INT8),
            (&self.id, Type::UUID),
        ]
    }
}

/// At most `limit` rows in `scope` after `after`, and one more to see whether there are more.
pub(crate) async fn page(
    client: &Client,
    scope: &Scope,
    after: Option<Position>,
    limit: usize,
) -> ServerResult<Page> {
    let rows = list(client, scope, after, false, limit).await?;
    let is_end = |time| time < millis(Timestamp::MIN);
    gathered(&rows, limit, is_end)
}

/// At most `limit` rows that stand next above `below`.
pub(crate) async fn page_above(
    client: &Client,
    below: Option<Position>,
    limit: usize,
) -> ServerResult<Page> {
    let rows = list(client, &Scope::default(), below, true, limit).await?;
    let is_end = |time| time > millis(Timestamp::MAX);
    let mut page = gathered(&rows, limit, is_end)?;
    page.rows.reverse();
    Ok(page)
}

async fn list(
    client: &Client,
    scope: &Scope,
    from: Option<Position>,
    upward: bool,
    limit: usize,
) -> ServerResult<Vec<Row>> {
    let asked = Asked::new(scope, from);
    let most = one_more(limit);
    let mut values = asked.values().to_vec();
    let more: [Value; 2] = [(&upward, Type::BOOL), (&most, Type::INT8)];
    values.extend(more);
    call(client, "list_page", &values).await
}

/// `is_end`: whether a time is beyond all that can be. A page has no place to go on at there.
fn gathered(rows: &[Row], limit: usize, is_end: impl Fn(i64) -> bool) -> ServerResult<Page> {
    let mut page = Page::default();
    let mut last = None;
    for row in rows.iter().take(limit) {
        let at = place(row)?;
        last = Some(at).filter(|_| !cell(row, 1).is_ok_and(&is_end));
        match encoded::list_row(row, 0) {
            Ok(row) => page.rows.push(row),
            Err(fault) => page.unreadable.push(Unreadable {
                at,
                why: encoded::why(fault)?,
            }),
        }
    }
    page.next = last.filter(|_| rows.len() > limit);
    Ok(page)
}

/// The place of a result, in the columns `id` and `taken_at`, which come first. A time that cannot
/// be is the last or first one that can: its record says another, and so it is told as damaged.
pub(crate) fn place(row: &Row) -> ServerResult<Position> {
    let (first, last) = (Timestamp::MIN, Timestamp::MAX);
    let taken_at: i64 = cell(row, 1)?;
    let nearest = if taken_at < 0 { first } else { last };
    Ok(Position {
        id: cell(row, 0)?,
        taken_at: instant(taken_at).unwrap_or(nearest),
    })
}

/// The rows of these results; those that are not there, or cannot be read, are left out.
pub(crate) async fn rows(client: &Client, ids: &[Uuid]) -> ServerResult<Vec<ResultRow>> {
    let mut found = HashMap::new();
    for row in call(client, "list_results", &[(&ids, Type::UUID_ARRAY)]).await? {
        match encoded::list_row(&row, 0) {
            Ok(row) => drop(found.insert(row.id, row)),
            Err(fault) => drop(encoded::why(fault)?),
        }
    }
    Ok(ids.iter().filter_map(|id| found.get(id).cloned()).collect())
}

/// All results in the form of the search index, over a separate connection, so that a page does not
/// wait for it.
pub(crate) fn searchable(
    line: &ServerConnection,
    zone: &TimeZone,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Result<SearchIndex, StoreError> {
    let line = line.another();
    let pieces = line.ask_at_length(async |client| pieces(client, goes_on).await)?;
    Ok(SearchIndex::of(zone, pieces))
}

/// The answer may take as long as it takes: each part of it has the line's deadline.
async fn pieces(
    client: &Client,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> ServerResult<Vec<SearchRows>> {
    let (mut pieces, mut after) = (Vec::new(), None);
    loop {
        let page = page(client, &Scope::default(), after, PIECE).await?;
        let mut piece = SearchRows::default();
        for row in &page.rows {
            let its = SearchRow {
                id: row.id,
                millis: millis(row.taken_at),
                slug: &row.slug,
                assessment: &row.assessment,
                name: &row.name,
            };
            piece.push(&its, row.notes.iter().map(String::as_str));
        }
        pieces.push(piece);
        after = page.next;
        if after.is_none() || !goes_on() {
            return Ok(pieces);
        }
    }
}

/// At most `most` ids that end with these digits, newest first.
pub(crate) async fn ids_ending(
    client: &Client,
    digits: &str,
    binned: bool,
    most: usize,
) -> ServerResult<Vec<Uuid>> {
    let is_end = !digits.is_empty() && digits.len() <= 32;
    if !is_end || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Ok(Vec::new());
    }
    // The end of an ID is the beginning of these.
    let tail: String = digits.to_ascii_lowercase().chars().rev().collect();
    let most = sql_query::rows(most);
    let values: [Value; 3] = [
        (&tail, Type::TEXT),
        (&binned, Type::BOOL),
        (&most, Type::INT8),
    ];
    let rows = call(client, "find_ids", &values).await?;
    rows.iter().map(|row| Ok(cell(row, 0)?)).collect()
}

/// The id of the result so many before the newest.
pub(crate) async fn nth(client: &Client, back: u64) -> ServerResult<Option<Uuid>> {
    match i64::try_from(back) {
        Ok(back) if back < i64::MAX => {
            let values: [Value; 1] = [(&back, Type::INT8)];
            let id: Option<Option<Uuid>> = sql_query::value(client, "nth_latest", &values).await?;
            Ok(id.flatten())
        }
        _ => Ok(None),
    }
}

/// The single number that a function returns.
pub(crate) async fn number(client: &Client, function: &str) -> ServerResult<u64> {
    let number: Option<i64> = sql_query::value(client, function, &[]).await?;
    Ok(number
        .and_then(|number| u64::try_from(number).ok())
        .unwrap_or(0))
}

/// Which logins saved these results, and when.
pub(crate) async fn saves(client: &Client, ids: &[Uuid]) -> ServerResult<Vec<Saved>> {
    let rows = call(client, "read_saves", &[(&ids, Type::UUID_ARRAY)]).await?;
    let saved = rows.iter().map(|row| {
        Ok(Saved {
            id: cell(row, 0)?,
            at: instant(cell(row, 1)?)?,
            by: cell(row, 2)?,
        })
    });
    saved.collect()
}

/// The names in an assessment under which several logins saved results.
pub(crate) async fn shared_names(client: &Client, slug: &str) -> ServerResult<Vec<SharedName>> {
    let rows = call(client, "read_shared_names", &[(&slug, Type::TEXT)]).await?;
    let names = rows.iter().map(|row| {
        Ok(SharedName {
            person: cell(row, 0)?,
            logins: cell(row, 1)?,
        })
    });
    names.collect()
}
