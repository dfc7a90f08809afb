use std::collections::HashMap;

use jiff::tz::TimeZone;
use redb::TableHandle as _;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row};
use uuid::Uuid;

use super::super::fault::Fault;
use super::super::format::{instant, millis, search_row};
use super::super::reading::rounded_up;
use super::super::record::unseal;
use super::super::tables::RESULTS;
use super::super::{Page, Scope, StoreError, Unreadable};
use super::line::Line;
use super::query::Query;
use super::records;
use super::trouble::Outcome;
use crate::results::{Position, ResultRow, SearchIndex, SearchRows, person_key};

const ROWS: &str = "SELECT id, taken_at, record FROM levelup.results WHERE binned_at IS NULL";
/// Results that a search takes in at once.
const PIECE: usize = 2_000;

/// At most `limit` rows in `scope`, going on behind `after`: from the index in which they stand
/// together, and one more to know whether there are more.
pub(super) async fn page(
    client: &Client,
    scope: &Scope,
    after: Option<Position>,
    limit: usize,
) -> Outcome<Page> {
    let mut query = Query::new(ROWS);
    if let Some(slug) = &scope.assessment {
        query.add("AND slug = ?").value(slug.clone(), Type::TEXT);
    }
    if let Some(name) = &scope.name {
        query
            .add("AND person = ?")
            .value(person_key(name), Type::TEXT);
    }
    if let Some(since) = scope.since {
        query
            .add("AND taken_at >= ?")
            .value(rounded_up(since), Type::INT8);
    }
    if let Some(until) = scope.until {
        query
            .add("AND taken_at <= ?")
            .value(millis(until), Type::INT8);
    }
    if let Some(after) = after {
        beyond(&mut query, "<", after);
    }
    query.add("ORDER BY taken_at DESC, id DESC LIMIT ?");
    query.value(one_more(limit), Type::INT8);
    gathered(&query.rows(client).await?, limit)
}

/// At most `limit` rows that stand next above `below`.
pub(super) async fn page_above(
    client: &Client,
    below: Option<Position>,
    limit: usize,
) -> Outcome<Page> {
    let mut query = Query::new(ROWS);
    if let Some(below) = below {
        beyond(&mut query, ">", below);
    }
    query.add("ORDER BY taken_at, id LIMIT ?");
    query.value(one_more(limit), Type::INT8);
    let mut page = gathered(&query.rows(client).await?, limit)?;
    page.rows.reverse();
    Ok(page)
}

/// On this side of a place in the order of results.
pub(super) fn beyond(query: &mut Query, side: &str, place: Position) {
    // Both values are numbered from the same start: the second `?` is the next one.
    query.add(&format!("AND (taken_at, id) {side} (?, ?)"));
    query.value(millis(place.taken_at), Type::INT8);
    query.value(place.id, Type::UUID);
}

fn one_more(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1)
}

fn gathered(rows: &[Row], limit: usize) -> Outcome<Page> {
    let mut page = Page::default();
    let mut last = None;
    for row in rows.iter().take(limit) {
        let at = place(row)?;
        last = Some(at);
        match records::row(at, row.get(2)) {
            Ok(row) => page.rows.push(row),
            Err(fault) => page.unreadable.push(Unreadable {
                at,
                why: records::why(fault)?,
            }),
        }
    }
    page.next = last.filter(|_| rows.len() > limit);
    Ok(page)
}

/// The place of a result, in the columns `id` and `taken_at`, which come first.
pub(super) fn place(row: &Row) -> Outcome<Position> {
    Ok(Position {
        id: row.get(0),
        taken_at: instant(row.get(1))?,
    })
}

/// The rows of these results; those that are not there, or cannot be read, are left out.
pub(super) async fn rows(client: &Client, ids: &[Uuid]) -> Outcome<Vec<ResultRow>> {
    let mut query = Query::new(ROWS);
    query
        .add("AND id = ANY(?)")
        .value(ids.to_vec(), Type::UUID_ARRAY);
    let mut found = HashMap::new();
    for row in query.rows(client).await? {
        let at = place(&row)?;
        match records::row(at, row.get(2)) {
            Ok(row) => drop(found.insert(at.id, row)),
            Err(fault) => drop(records::why(fault)?),
        }
    }
    Ok(ids.iter().filter_map(|id| found.get(id).cloned()).collect())
}

/// All results in the form in which they are searched. On a line of its own, so that a page does
/// not wait for it.
pub(super) fn searchable(
    line: &Line,
    zone: &TimeZone,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Result<SearchIndex, StoreError> {
    let line = line.another();
    let (mut pieces, mut last) = (Vec::new(), None);
    while goes_on() {
        let (piece, end) = line.ask(async |client| piece(client, last).await)?;
        pieces.push(piece);
        last = end;
        if last.is_none() {
            break;
        }
    }
    Ok(SearchIndex::of(zone, pieces))
}

/// The results with the highest ids below one, and where the next piece begins.
async fn piece(client: &Client, below: Option<Uuid>) -> Outcome<(SearchRows, Option<Uuid>)> {
    let mut query = Query::new("SELECT id, record FROM levelup.results WHERE binned_at IS NULL");
    if let Some(below) = below {
        query.add("AND id < ?").value(below, Type::UUID);
    }
    query.add("ORDER BY id DESC LIMIT ?");
    query.value(one_more(PIECE - 1), Type::INT8);
    let found = query.rows(client).await?;
    let mut rows = SearchRows::default();
    for row in &found {
        let (id, record): (Uuid, &[u8]) = (row.get(0), row.get(1));
        let read = unseal(RESULTS.name(), id.as_bytes(), record);
        match read.and_then(|body| search_row(id, body)) {
            Ok((row, notes)) => rows.push(&row, notes),
            Err(Fault::Damaged(_) | Fault::Newer) => {}
            Err(fault) => return Err(fault.into()),
        }
    }
    let last = found.last().map(|row| row.get(0));
    Ok((rows, last.filter(|_| found.len() == PIECE)))
}

/// At most `most` ids that end with these digits, newest first.
pub(super) async fn ids_ending(
    client: &Client,
    digits: &str,
    binned: bool,
    most: usize,
) -> Outcome<Vec<Uuid>> {
    let is_end = !digits.is_empty() && digits.len() <= 32;
    if !is_end || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Ok(Vec::new());
    }
    let tail = records::tail(&digits.to_ascii_lowercase());
    let mut query = Query::new("SELECT id FROM levelup.results");
    query.add("WHERE tail >= ?").value(tail.clone(), Type::TEXT);
    // `g` comes behind all digits.
    query
        .add("AND tail < ?")
        .value(format!("{tail}g"), Type::TEXT);
    query.add(if binned {
        "AND binned_at IS NOT NULL ORDER BY id DESC LIMIT ?"
    } else {
        "AND binned_at IS NULL ORDER BY taken_at DESC, id DESC LIMIT ?"
    });
    query.value(i64::try_from(most).unwrap_or(i64::MAX), Type::INT8);
    Ok(query
        .rows(client)
        .await?
        .iter()
        .map(|row| row.get(0))
        .collect())
}

/// The id of the result so many before the newest.
pub(super) async fn nth(client: &Client, back: u64) -> Outcome<Option<Uuid>> {
    let Ok(back) = i64::try_from(back) else {
        return Ok(None);
    };
    let mut query = Query::new("SELECT id FROM levelup.results WHERE binned_at IS NULL");
    query.add("ORDER BY taken_at DESC, id DESC LIMIT 1 OFFSET ?");
    query.value(back, Type::INT8);
    Ok(query.rows(client).await?.first().map(|row| row.get(0)))
}

/// The one number that a statement gives.
pub(super) async fn number(client: &Client, sql: &str) -> Outcome<u64> {
    let rows = client.query_typed(sql, &[]).await?;
    let number: i64 = rows.first().map_or(0, |row| row.get(0));
    Ok(u64::try_from(number).unwrap_or(0))
}
