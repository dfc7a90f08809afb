//! Merges pending results into the responses of the server.

use std::cmp::Reverse;
use std::collections::HashSet;

use uuid::Uuid;

use crate::results::{AssessmentResult, Position, ResultRow, person_key};
use crate::store::batch::Batch;
use crate::store::page::{Direction, LatestResults, Page, Scope, Unreadable};

fn position(result: &AssessmentResult) -> Position {
    Position {
        taken_at: result.taken_at,
        id: result.id,
    }
}

pub(crate) fn is_in(scope: &Scope, result: &AssessmentResult) -> bool {
    let is_slug = |slug: &String| *slug == result.assessment.slug;
    let is_name = |name: &String| person_key(name) == person_key(&result.name);
    scope.assessment.as_ref().is_none_or(is_slug)
        && scope.name.as_ref().is_none_or(is_name)
        && scope.since.is_none_or(|since| since <= result.taken_at)
        && scope.until.is_none_or(|until| result.taken_at <= until)
}

/// A page of the server with the pending results in its range: from the position where it begins to
/// the one where the next page begins.
pub(crate) fn page<'r>(
    server: Page,
    pending: impl Iterator<Item = &'r AssessmentResult>,
    direction: Direction,
    limit: usize,
) -> Page {
    let end = server.next;
    let is_in_range = |at: Position| match direction {
        Direction::Down(after) => {
            after.is_none_or(|after| at < after) && end.is_none_or(|end| at >= end)
        }
        Direction::Up(below) => {
            below.is_none_or(|below| at > below) && end.is_none_or(|end| at <= end)
        }
    };
    let mut lines = lines(
        server,
        pending.filter(|result| is_in_range(position(result))),
    );
    let excess = lines.len().saturating_sub(limit);
    let last = match direction {
        Direction::Down(_) => {
            lines.truncate(limit);
            lines.last()
        }
        Direction::Up(_) => {
            lines.drain(..excess);
            lines.first()
        }
    };
    let last = last.filter(|_| excess > 0).map(|(at, _)| *at);
    let mut page = Page {
        next: last.or(end),
        ..Page::default()
    };
    for (_, line) in lines {
        match line {
            Ok(row) => page.rows.push(row),
            Err(unreadable) => page.unreadable.push(unreadable),
        }
    }
    page
}

type PageLine = (Position, Result<ResultRow, Unreadable>);

/// All rows and unreadable results, latest first. A pending result that the server has is left out.
fn lines<'r>(server: Page, pending: impl Iterator<Item = &'r AssessmentResult>) -> Vec<PageLine> {
    let known: HashSet<Uuid> = server.rows.iter().map(|row| row.id).collect();
    let pending = pending.filter(|result| !known.contains(&result.id));
    let rows = server.rows.into_iter().chain(pending.map(Into::into));
    let rows = rows.map(|row| {
        let (taken_at, id) = (row.taken_at, row.id);
        (Position { taken_at, id }, Ok(row))
    });
    let unreadable = server.unreadable.into_iter().map(|one| (one.at, Err(one)));
    let mut lines: Vec<PageLine> = rows.chain(unreadable).collect();
    lines.sort_by_key(|(at, _)| Reverse(*at));
    lines
}

/// The latest result of each person.
pub(crate) fn latest(
    mut server: LatestResults,
    pending: impl Iterator<Item = AssessmentResult>,
) -> LatestResults {
    server.results.extend(pending);
    server
        .results
        .sort_by_key(|result| Reverse(position(result)));
    let mut known = HashSet::new();
    server
        .results
        .retain(|result| known.insert(person_key(&result.name)));
    server
}

/// A batch of the server with the pending results in its range of IDs.
pub(crate) fn batch(
    mut batch: Batch,
    pending: impl Iterator<Item = AssessmentResult>,
    after: Option<Uuid>,
    limit: usize,
) -> Batch {
    let end = batch.next;
    let known: HashSet<Uuid> = batch.results.iter().map(|result| result.id).collect();
    batch.results.extend(pending.filter(|result| {
        after.is_none_or(|after| result.id > after)
            && end.is_none_or(|end| result.id <= end)
            && !known.contains(&result.id)
    }));
    batch.results.sort_by_key(|result| result.id);
    if batch.results.len() > limit.max(1) {
        batch.results.truncate(limit.max(1));
        batch.next = batch.results.last().map(|result| result.id);
        let next = batch.next;
        batch.unreadable.retain(|(id, _)| Some(*id) <= next);
    }
    batch
}
