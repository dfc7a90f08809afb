use jiff::Timestamp;

use crate::results::{Position, ResultRow, Why};

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
    pub why: Why,
}
