use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A place in the order of results: newest first, within one instant by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// When the result was saved.
    pub taken_at: Timestamp,
    /// Its id.
    pub id: Uuid,
}
