use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The sync status of a store that has a server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncStatus {
    /// The number of pending results.
    pub waiting: u64,
    /// Pending results whose ID belongs to a different result on the server.
    pub conflicts: u64,
    /// Pending results that the server rejected because this login may not save.
    #[serde(default, skip_serializing_if = "is_none")]
    pub refused: u64,
    /// Whether the server is not reachable.
    pub away: bool,
    /// Whether the server rejected a request.
    pub refuses: bool,
    /// Whether the server is busy, for example because a table is locked.
    #[serde(default, skip_serializing_if = "is_false")]
    pub busy: bool,
}

impl SyncStatus {
    /// Whether the server cannot be used at the moment.
    pub fn hinders(&self) -> bool {
        self.away || self.refuses || self.busy
    }
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde requires it.
fn is_false(is: &bool) -> bool {
    !is
}

/// Older recordings do not have this number.
#[allow(clippy::trivially_copy_pass_by_ref)] // serde requires it.
fn is_none(number: &u64) -> bool {
    *number == 0
}

/// A result that is not yet on the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingResult {
    /// The same ID as on the server.
    pub id: Uuid,
    pub name: String,
    pub slug: String,
    pub taken_at: Timestamp,
    /// Since when it is pending.
    pub since: Timestamp,
    pub why: PendingReason,
    /// The error message of the last attempt; empty if there was none.
    pub said: String,
}

/// Why a result is pending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PendingReason {
    /// Sending was not tried.
    NotTried,
    /// The server is not reachable.
    Away,
    /// The server has no space left.
    Full,
    /// The server has a different result with the same ID.
    Conflict,
    /// Access denied.
    Refused,
    Busy,
}
