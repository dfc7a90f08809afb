//! Whole results for the screens that answer questions: read from a store, no more than needed.

use uuid::Uuid;

use crate::results::{Position, ResultRow, StoreError};
use crate::state::{Event, Stretch};
use crate::store::{Scope, Store};

/// The most results that a trend is made of.
const TREND_MOST: usize = 500;

/// Rows of all results, newest first: as many as are `wanted`, where there are so many.
pub fn rows(
    store: &dyn Store,
    stretch: Stretch,
    wanted: usize,
    ticket: u64,
) -> Result<Event, StoreError> {
    let changes = store.changes()?;
    let total = store.count()?;
    let (mut rows, above, below);
    match stretch {
        Stretch::Top => ((rows, below), above) = (down(store, None, wanted)?, false),
        Stretch::Bottom => ((rows, above), below) = (up(store, None, wanted)?, false),
        Stretch::Below(row) => ((rows, below), above) = (down(store, Some(row.at), wanted)?, true),
        Stretch::Above(row) => ((rows, above), below) = (up(store, Some(row.at), wanted)?, true),
        Stretch::Around(row) => {
            (rows, above) = up(store, Some(row.at), wanted / 2)?;
            let last = rows.last().map(|row| Position {
                taken_at: row.taken_at,
                id: row.id,
            });
            let rest;
            (rest, below) = down(store, last, wanted - rows.len())?;
            rows.extend(rest);
        }
    }
    Ok(Event::Rows {
        ticket,
        rows,
        first: 0,
        above,
        below,
        found: None,
        total,
        changes,
    })
}

/// The rows next below a place, and whether there are more. Where none of a page can be read, it
/// is the next page.
fn down(
    store: &dyn Store,
    mut after: Option<Position>,
    wanted: usize,
) -> Result<(Vec<ResultRow>, bool), StoreError> {
    loop {
        let page = store.page(&Scope::default(), after, wanted)?;
        after = page.next;
        if !page.rows.is_empty() || after.is_none() {
            return Ok((page.rows, after.is_some()));
        }
    }
}

/// The rows next above a place, and whether there are more.
fn up(
    store: &dyn Store,
    mut below: Option<Position>,
    wanted: usize,
) -> Result<(Vec<ResultRow>, bool), StoreError> {
    loop {
        let page = store.page_above(below, wanted)?;
        below = page.next;
        if !page.rows.is_empty() || below.is_none() {
            return Ok((page.rows, below.is_some()));
        }
    }
}

/// These results, oldest first; those that are gone are left out.
pub fn compared(store: &dyn Store, ids: &[Uuid]) -> Result<Event, StoreError> {
    let mut results = store.results(ids)?;
    results.sort_by_key(|result| (result.taken_at, result.id));
    Ok(Event::Compared(results))
}

/// This result and the one before it, of the same person and assessment.
pub fn with_before(store: &dyn Store, id: Uuid) -> Result<Event, StoreError> {
    let Some(result) = store.result(id)? else {
        return Ok(Event::Compared(Vec::new()));
    };
    let scope = Scope {
        assessment: Some(result.assessment.slug.clone()),
        name: Some(result.name.clone()),
        ..Scope::default()
    };
    let here = Position {
        taken_at: result.taken_at,
        id,
    };
    let before = store.page(&scope, Some(here), 1)?.rows;
    let mut results = store.results(&ids(&before))?;
    results.push(result);
    Ok(Event::Compared(results))
}

/// The newest results of a person in an assessment.
pub fn trend(store: &dyn Store, name: String, slug: String) -> Result<Event, StoreError> {
    let scope = Scope {
        assessment: Some(slug),
        name: Some(name),
        ..Scope::default()
    };
    let page = store.page(&scope, None, TREND_MOST)?;
    let cut = match page.next {
        Some(next) => !store.page(&scope, Some(next), 1)?.rows.is_empty(),
        None => false,
    };
    let results = store.results(&ids(&page.rows))?;
    Ok(Event::TrendRead { results, cut })
}

/// The newest result of each person in an assessment.
pub fn team(store: &dyn Store, slug: String) -> Result<Event, StoreError> {
    let changes = store.changes()?;
    let results = store.newest_of_each(&slug)?.results;
    Ok(Event::TeamRead {
        slug,
        results,
        changes,
    })
}

fn ids(rows: &[ResultRow]) -> Vec<Uuid> {
    rows.iter().map(|row| row.id).collect()
}
