use jiff::Timestamp;

use crate::results::{AssessmentResult, Position, ResultRow, SharedName, UnreadableReason};

/// Which results a list is about. Everything that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Only this assessment (its slug).
    pub assessment: Option<String>,
    /// Only this person, without regard to case.
    pub name: Option<String>,
    /// Not before this instant.
    pub since: Option<Timestamp>,
    /// Not after this instant.
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

/// Some rows of a list, and where to go on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// The rows, newest first.
    pub rows: Vec<ResultRow>,
    /// The results in this stretch that are there and cannot be read.
    pub unreadable: Vec<Unreadable>,
    /// The place behind which the next page begins; none at the end.
    pub next: Option<Position>,
}

/// A result that is there and cannot be read. It stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable {
    /// Where it stands.
    pub at: Position,
    /// What hinders.
    pub why: UnreadableReason,
}

/// The newest result of each person in an assessment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LatestResults {
    /// The results, the newest first.
    pub results: Vec<AssessmentResult>,
    /// Later ones of the same people, which are there and cannot be read.
    pub unreadable: Vec<Unreadable>,
    /// The names among them under which several logins saved results.
    pub shared: Vec<SharedName>,
}

/// Which rows of all follow one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Those next below a place; with none the newest.
    Down(Option<Position>),
    /// Those next above a place; with none the oldest.
    Up(Option<Position>),
}

/// A page of all rows with what stands around it in a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListPage {
    /// The page.
    pub page: Page,
    /// How many results there are.
    pub total: u64,
    /// The counter of changes, from before the page was read.
    pub changes: u64,
}

/// Whole results of a list, newest first, and where to go on.
pub(super) type FullResults = (Vec<AssessmentResult>, Option<Position>);
