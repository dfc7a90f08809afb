//! Loads results from a store for the screens, and reads only what they need.

use uuid::Uuid;

use crate::results::{Position, ResultRow, StoreError};
use crate::state::{Event, RowRange, RowsRead, RowsRequest, TeamData, TrendData};
use crate::store::{Direction, ListPage, Results, Scope};

/// Maximum number of results in a trend.
const TREND_MOST: usize = 500;

/// Returns rows of all results, latest first: up to `wanted` rows.
pub(super) fn rows(store: &dyn Results, request: &RowsRequest) -> Result<Event, StoreError> {
    let (stretch, wanted) = (request.stretch, request.wanted);
    let first = match stretch {
        RowRange::Top => Direction::Down(None),
        RowRange::Bottom => Direction::Up(None),
        RowRange::Below(row) => Direction::Down(Some(row.at)),
        RowRange::Above(row) | RowRange::Around(row) => Direction::Up(Some(row.at)),
    };
    let half = matches!(stretch, RowRange::Around(_));
    let most = if half { wanted / 2 } else { wanted };
    let ListPage {
        mut page,
        total,
        changes,
    } = store.list_page(first, most)?;
    let is_up = matches!(first, Direction::Up(_));
    // If no row of a page is readable, use the next page.
    while page.rows.is_empty() && page.next.is_some() {
        page = if is_up {
            store.page_above(page.next, most)?
        } else {
            store.page(&Scope::default(), page.next, most)?
        };
    }
    let (mut rows, more) = (page.rows, page.next.is_some());
    let (above, below) = match stretch {
        RowRange::Top => (false, more),
        RowRange::Bottom => (more, false),
        RowRange::Below(_) => (true, more),
        RowRange::Above(_) => (more, true),
        RowRange::Around(_) => {
            let last = rows.last().map(|row| Position {
                taken_at: row.taken_at,
                id: row.id,
            });
            let (rest, below) = down(store, last, wanted - rows.len())?;
            rows.extend(rest);
            (more, below)
        }
    };
    Ok(Event::Rows(RowsRead {
        ticket: request.ticket,
        rows,
        first: 0,
        above,
        below,
        found: None,
        total,
        changes,
    }))
}

/// Returns the rows directly below a position, and whether there are more. If no row of a page is
/// readable, uses the next page.
fn down(
    store: &dyn Results,
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

/// Returns these results, oldest first; results that no longer exist are omitted.
pub(super) fn compared(store: &dyn Results, ids: &[Uuid]) -> Result<Event, StoreError> {
    let mut results = store.results(ids)?;
    results.sort_by_key(|result| (result.taken_at, result.id));
    Ok(Event::Compared(results))
}

/// Returns this result and the previous result of the same person and assessment.
pub(super) fn with_before(store: &dyn Results, id: Uuid) -> Result<Event, StoreError> {
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
    let (mut results, _) = store.full_results(&scope, Some(here), 1)?;
    results.push(result);
    Ok(Event::Compared(results))
}

/// Returns the latest results of a person in an assessment.
pub(super) fn trend(store: &dyn Results, name: String, slug: String) -> Result<Event, StoreError> {
    let ((results, next), shared) = store.trend(&name, &slug, TREND_MOST)?;
    let scope = Scope {
        assessment: Some(slug),
        name: Some(name),
        ..Scope::default()
    };
    let cut = match next {
        Some(next) => !store.page(&scope, Some(next), 1)?.rows.is_empty(),
        None => false,
    };
    Ok(Event::TrendRead(TrendData {
        results,
        cut,
        shared,
    }))
}

/// Returns the latest result of each person in an assessment.
pub(super) fn team(store: &dyn Results, slug: String) -> Result<Event, StoreError> {
    let changes = store.changes()?;
    let newest = store.latest_of_each(&slug)?;
    Ok(Event::TeamRead(TeamData {
        slug,
        results: newest.results,
        changes,
        shared: newest.shared,
    }))
}
