use std::collections::HashMap;

use futures_util::StreamExt as _;
use jiff::{Timestamp, tz::TimeZone};
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
use super::visible;
use crate::results::{Position, ResultRow, SearchIndex, SearchRows, person_key};

const ROW: &str = "id, taken_at, record";
const NEWEST_FIRST: &str = "taken_at DESC, id DESC";
const OLDEST_FIRST: &str = "taken_at, id";
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
    let most = one_more(limit);
    let mut query = visible::results(ROW, NEWEST_FIRST, most, |query| within(query, scope, after));
    ordered(&mut query, NEWEST_FIRST, most);
    let is_end = |time| time < millis(Timestamp::MIN);
    gathered(&query.rows(client).await?, limit, is_end)
}

/// In this scope, behind a place where one is given.
pub(super) fn within(query: &mut Query, scope: &Scope, after: Option<Position>) {
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
        beyond(query, "<", after);
    }
}

fn ordered(query: &mut Query, order: &str, most: i64) {
    query.add(&format!("ORDER BY {order} LIMIT ?"));
    query.value(most, Type::INT8);
}

/// At most `limit` rows that stand next above `below`.
pub(super) async fn page_above(
    client: &Client,
    below: Option<Position>,
    limit: usize,
) -> Outcome<Page> {
    let most = one_more(limit);
    let mut query = visible::results(ROW, OLDEST_FIRST, most, |query| {
        if let Some(below) = below {
            beyond(query, ">", below);
        }
    });
    ordered(&mut query, OLDEST_FIRST, most);
    let is_end = |time| time > millis(Timestamp::MAX);
    let mut page = gathered(&query.rows(client).await?, limit, is_end)?;
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

pub(super) fn one_more(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1)
}

/// `is_end`: whether a time is beyond all that can be. A page has no place to go on at there.
fn gathered(rows: &[Row], limit: usize, is_end: impl Fn(i64) -> bool) -> Outcome<Page> {
    let mut page = Page::default();
    let mut last = None;
    for row in rows.iter().take(limit) {
        let at = place(row);
        last = Some(at).filter(|_| !is_end(row.get(1)));
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

/// The place of a result, in the columns `id` and `taken_at`, which come first. A time that cannot
/// be is the last or first one that can: its record says another, and so it is told as damaged.
pub(super) fn place(row: &Row) -> Position {
    let (first, last) = (Timestamp::MIN, Timestamp::MAX);
    let taken_at: i64 = row.get(1);
    let nearest = if taken_at < 0 { first } else { last };
    Position {
        id: row.get(0),
        taken_at: instant(taken_at).unwrap_or(nearest),
    }
}

/// The rows of these results; those that are not there, or cannot be read, are left out.
pub(super) async fn rows(client: &Client, ids: &[Uuid]) -> Outcome<Vec<ResultRow>> {
    let mut query = Query::new("SELECT id, taken_at, record FROM levelup.results");
    query.add("WHERE binned_at IS NULL AND id = ANY(?)");
    query.value(ids.to_vec(), Type::UUID_ARRAY);
    let mut found = HashMap::new();
    for row in query.rows(client).await? {
        let at = place(&row);
        match records::row(at, row.get(2)) {
            Ok(row) => drop(found.insert(at.id, row)),
            Err(fault) => drop(records::why(fault)?),
        }
    }
    Ok(ids.iter().filter_map(|id| found.get(id).cloned()).collect())
}

/// All results in the form in which they are searched: one question, whose answer is read while it
/// comes. On a line of its own, so that a page does not wait for it.
pub(super) fn searchable(
    line: &Line,
    zone: &TimeZone,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Result<SearchIndex, StoreError> {
    let line = line.another();
    let pieces = line.ask_at_length(async |client| pieces(client, goes_on).await)?;
    Ok(SearchIndex::of(zone, pieces))
}

/// The answer may take as long as it takes: each part of it has the line's deadline.
async fn pieces(client: &Client, goes_on: &(dyn Fn() -> bool + Sync)) -> Outcome<Vec<SearchRows>> {
    let sql = "SELECT id, record FROM levelup.results WHERE binned_at IS NULL";
    let values: [(&str, Type); 0] = [];
    let mut rows = std::pin::pin!(client.query_typed_raw(sql, values).await?);
    let (mut pieces, mut piece, mut taken) = (Vec::new(), SearchRows::default(), 0);
    while let Some(row) = rows.next().await {
        let row = row?;
        let (id, record): (Uuid, &[u8]) = (row.get(0), row.get(1));
        let read = unseal(RESULTS.name(), id.as_bytes(), record);
        match read.and_then(|body| search_row(id, body)) {
            Ok((row, notes)) => piece.push(&row, notes),
            Err(Fault::Damaged(_) | Fault::Newer) => {}
            Err(fault) => return Err(fault.into()),
        }
        taken += 1;
        if taken % PIECE == 0 {
            pieces.push(std::mem::take(&mut piece));
            if !goes_on() {
                break;
            }
        }
    }
    pieces.push(piece);
    Ok(pieces)
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
    let most = back.saturating_add(1);
    let mut query = visible::results("id, taken_at", NEWEST_FIRST, most, |_| {});
    ordered(&mut query, NEWEST_FIRST, 1);
    query.add("OFFSET ?").value(back, Type::INT8);
    Ok(query.rows(client).await?.first().map(|row| row.get(0)))
}

/// The one number that a statement gives.
pub(super) async fn number(client: &Client, sql: &str) -> Outcome<u64> {
    let rows = client.query_typed(sql, &[]).await?;
    let number: i64 = rows.first().map_or(0, |row| row.get(0));
    Ok(u64::try_from(number).unwrap_or(0))
}
