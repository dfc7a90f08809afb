//! What waits, among what the server has.

use std::cmp::Reverse;
use std::collections::HashSet;

use uuid::Uuid;

use crate::results::{AssessmentResult, Position, ResultRow, person_key};
use crate::store::batch::Batch;
use crate::store::page::LatestResults;
use crate::store::page::{Page, Scope, Unreadable};

/// A line of a page: a row, or word of one that cannot be read.
enum MergedLine {
    Row(Box<ResultRow>),
    Unreadable(Unreadable),
}

impl MergedLine {
    fn at(&self) -> Position {
        match self {
            Self::Row(row) => place(row.taken_at, row.id),
            Self::Unreadable(unreadable) => unreadable.at,
        }
    }
}

fn place(taken_at: jiff::Timestamp, id: Uuid) -> Position {
    Position { taken_at, id }
}

/// Where a result stands.
pub(crate) fn position(result: &AssessmentResult) -> Position {
    place(result.taken_at, result.id)
}

/// Whether a list is about this result.
pub(crate) fn is_in(scope: &Scope, result: &AssessmentResult) -> bool {
    let is_slug = |slug: &String| *slug == result.assessment.slug;
    let is_name = |name: &String| person_key(name) == person_key(&result.name);
    scope.assessment.as_ref().is_none_or(is_slug)
        && scope.name.as_ref().is_none_or(is_name)
        && scope.since.is_none_or(|since| since <= result.taken_at)
        && scope.until.is_none_or(|until| result.taken_at <= until)
}

/// The server's page, with what waits in its stretch: what stands behind `after`, and not behind
/// the place where the server's next page begins.
pub(crate) fn page<'r>(
    server: Page,
    waiting: impl Iterator<Item = &'r AssessmentResult>,
    after: Option<Position>,
    limit: usize,
) -> Page {
    let end = server.next;
    let here = waiting.filter(|result| {
        let at = position(result);
        after.is_none_or(|after| at < after) && end.is_none_or(|end| at >= end)
    });
    let mut lines = lines(server, here);
    let is_cut = lines.len() > limit;
    lines.truncate(limit);
    let next = match lines.last() {
        Some(last) if is_cut => Some(last.at()),
        _ => end,
    };
    page_of(lines, next)
}

/// The same for a page that goes upwards.
pub(crate) fn page_above<'r>(
    server: Page,
    waiting: impl Iterator<Item = &'r AssessmentResult>,
    below: Option<Position>,
    limit: usize,
) -> Page {
    let end = server.next;
    let here = waiting.filter(|result| {
        let at = position(result);
        below.is_none_or(|below| at > below) && end.is_none_or(|end| at <= end)
    });
    let mut lines = lines(server, here);
    let over = lines.len().saturating_sub(limit);
    lines.drain(..over);
    let next = match lines.first() {
        Some(first) if over > 0 => Some(first.at()),
        _ => end,
    };
    page_of(lines, next)
}

/// All lines, newest first; what has arrived already is there once.
fn lines<'r>(server: Page, here: impl Iterator<Item = &'r AssessmentResult>) -> Vec<MergedLine> {
    let known: HashSet<Uuid> = server.rows.iter().map(|row| row.id).collect();
    let rows = server.rows.into_iter();
    let mut lines: Vec<_> = rows.map(|row| MergedLine::Row(Box::new(row))).collect();
    lines.extend(server.unreadable.into_iter().map(MergedLine::Unreadable));
    let here = here.filter(|result| !known.contains(&result.id));
    lines.extend(here.map(|result| MergedLine::Row(Box::new(result.into()))));
    lines.sort_by_key(|line| Reverse(line.at()));
    lines
}

fn page_of(lines: Vec<MergedLine>, next: Option<Position>) -> Page {
    let mut page = Page {
        next,
        ..Page::default()
    };
    for line in lines {
        match line {
            MergedLine::Row(row) => page.rows.push(*row),
            MergedLine::Unreadable(unreadable) => page.unreadable.push(unreadable),
        }
    }
    page
}

/// The newest of each person, where one that waits may be newer.
pub(crate) fn newest(
    mut server: LatestResults,
    waiting: impl Iterator<Item = AssessmentResult>,
) -> LatestResults {
    server.results.extend(waiting);
    server
        .results
        .sort_by_key(|result| Reverse(position(result)));
    let mut known = HashSet::new();
    server
        .results
        .retain(|result| known.insert(person_key(&result.name)));
    server
}

/// The server's batch, with what waits in its stretch of ids.
pub(crate) fn batch(
    server: Batch,
    waiting: impl Iterator<Item = AssessmentResult>,
    after: Option<Uuid>,
    limit: usize,
) -> Batch {
    let mut batch = server;
    let end = batch.next;
    let known: HashSet<Uuid> = batch.results.iter().map(|result| result.id).collect();
    batch.results.extend(waiting.filter(|result| {
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
