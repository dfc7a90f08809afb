use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How it stands with a server behind the store on this machine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncStatus {
    /// Results that are kept here and have not reached it.
    pub waiting: u64,
    /// Those of them that cannot go out, because the server has another result with their id.
    pub conflicts: u64,
    /// Those of them that the server does not take: it does not let this person save.
    #[serde(default, skip_serializing_if = "is_none")]
    pub refused: u64,
    /// Whether it did not answer the last time.
    pub away: bool,
    /// Whether it answered, and did not do what it was asked.
    pub refuses: bool,
    /// Whether the server is busy, for example because a table is locked.
    #[serde(default, skip_serializing_if = "is_false")]
    pub busy: bool,
}

impl SyncStatus {
    /// Whether something is wrong with the server.
    pub fn hinders(&self) -> bool {
        self.away || self.refuses || self.busy
    }
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde requires it.
fn is_false(is: &bool) -> bool {
    !is
}

/// Recordings that were made before it was told have no such number.
#[allow(clippy::trivially_copy_pass_by_ref)] // serde requires it.
fn is_none(number: &u64) -> bool {
    *number == 0
}

/// A result that is kept on this machine until the server has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingResult {
    /// The result's id, the same on both sides.
    pub id: Uuid,
    /// The person.
    pub name: String,
    /// The assessment's slug.
    pub slug: String,
    /// When it was saved.
    pub taken_at: Timestamp,
    /// Since when it waits.
    pub since: Timestamp,
    /// What keeps it here.
    pub why: PendingReason,
    /// What was found the last time it was to go out, as the store said it; empty before that.
    pub said: String,
}

/// What keeps a result from going out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PendingReason {
    /// It was not tried yet.
    NotTried,
    /// The server did not answer.
    Away,
    /// The server has no room left.
    Full,
    /// The server has another result with its id.
    Conflict,
    /// The server does not take it.
    Refused,
    /// The server was busy.
    Busy,
}
