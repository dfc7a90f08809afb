use jiff::Timestamp;
use uuid::Uuid;

use crate::results::{AssessmentResult, Draft, DraftPlace, UnreadableReason};

/// Results in order of ID, and the place to continue from.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch<R = AssessmentResult> {
    pub results: Vec<R>,
    /// The IDs of unreadable results in the same range.
    pub unreadable: Vec<(Uuid, UnreadableReason)>,
    /// The ID that the next batch follows. `None` at the end.
    pub next: Option<Uuid>,
}

impl<R> Default for Batch<R> {
    fn default() -> Self {
        Self {
            results: Vec::new(),
            unreadable: Vec::new(),
            next: None,
        }
    }
}

/// A deleted result.
#[derive(Debug, Clone, PartialEq)]
pub struct TrashedResult {
    pub result: AssessmentResult,
    /// When it was deleted, in whole milliseconds.
    pub at: Timestamp,
}

/// All drafts of a store.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AllDrafts {
    /// The readable ones, with their places.
    pub drafts: Vec<(Draft, DraftPlace)>,
    /// The number of unreadable ones.
    pub unreadable: usize,
}

impl AllDrafts {
    pub(crate) fn add(&mut self, read: Option<Draft>, place: DraftPlace) {
        match read {
            Some(draft) => self.drafts.push((draft, place)),
            None => self.unreadable += 1,
        }
    }
}

/// The results to import. Ends with an error if the input is invalid.
pub type ImportSource<'a> = dyn Iterator<Item = Result<AssessmentResult, SourceStopped>> + 'a;

/// The input could not be read to its end, so nothing of it may be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceStopped;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportOutcome {
    /// The store has all results.
    Done(Imported),
    /// Nothing was changed, because different results have these IDs.
    Conflicts(Vec<ImportConflict>),
    /// Nothing was changed, because the input stopped.
    Stopped,
}

/// The number of imported results by outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    pub added: u64,
    /// The store had the same results.
    pub unchanged: u64,
    /// They were in trash.
    pub restored: u64,
    /// A different result with the same ID was replaced.
    pub replaced: u64,
}

/// A result that cannot be imported because a different one has its ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportConflict {
    pub id: Uuid,
    /// Whether the other one is in trash. On a server, also if the same result is in trash and this
    /// login cannot restore it.
    pub binned: bool,
}

/// Called with the number of entries that are done, and of all.
pub type OnProgress<'p> = &'p mut dyn FnMut(u64, u64);
