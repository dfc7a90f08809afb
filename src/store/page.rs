use jiff::Timestamp;

use crate::results::{AssessmentResult, Position, ResultRow, SharedName, UnreadableReason};

/// Which results a list contains: those that meet all given conditions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// The slug of an assessment.
    pub assessment: Option<String>,
    /// The name of a person, in any case.
    pub name: Option<String>,
    /// The earliest time.
    pub since: Option<Timestamp>,
    /// The latest time.
    pub until: Option<Timestamp>,
}

/// The results of a person in an assessment.
pub(crate) fn of_person(name: &str, slug: &str) -> Scope {
    Scope {
        assessment: Some(slug.to_owned()),
        name: Some(name.to_owned()),
        ..Scope::default()
    }
}

/// Rows of a list, and the place to continue from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// Latest first.
    pub rows: Vec<ResultRow>,
    /// The unreadable results in the same range.
    pub unreadable: Vec<Unreadable>,
    /// The place that the next page follows. `None` at the end.
    pub next: Option<Position>,
}

/// A stored result that cannot be read. It is never changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable {
    pub at: Position,
    pub why: UnreadableReason,
}

/// The latest result of each person in an assessment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LatestResults {
    /// Latest first.
    pub results: Vec<AssessmentResult>,
    /// Later results of the same people that cannot be read.
    pub unreadable: Vec<Unreadable>,
    /// The names under which several logins saved results.
    pub shared: Vec<SharedName>,
}

/// Where a page of all rows begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Directly after a place; without one, at the latest row.
    Down(Option<Position>),
    /// Directly before a place; without one, at the oldest row.
    Up(Option<Position>),
}

/// A page of all rows, and what else a list shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListPage {
    pub page: Page,
    /// The number of all results.
    pub total: u64,
    /// The counter of changes before the page was read.
    pub changes: u64,
}

/// Full results of a list, latest first, and the place to continue from.
pub(super) type FullResults = (Vec<AssessmentResult>, Option<Position>);
