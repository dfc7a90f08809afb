use jiff::Timestamp;
use uuid::Uuid;

use crate::results::ResultRow;

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

/// A place in the order of results: newest first, within one instant by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// When the result was saved.
    pub taken_at: Timestamp,
    /// Its id.
    pub id: Uuid,
}

/// Some rows of a list, and where to go on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// The rows, newest first.
    pub rows: Vec<ResultRow>,
    /// The place behind which the next page begins; none at the end.
    pub next: Option<Position>,
}
