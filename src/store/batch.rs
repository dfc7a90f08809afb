use jiff::Timestamp;
use uuid::Uuid;

use crate::results::{AssessmentResult, Draft, DraftPlace, UnreadableReason};

/// Some results in order of id, and where to go on.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch<R = AssessmentResult> {
    /// The results, whole.
    pub results: Vec<R>,
    /// The ids in this stretch whose results are there and cannot be read.
    pub unreadable: Vec<(Uuid, UnreadableReason)>,
    /// The id behind which the next batch begins; none at the end.
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

/// A result that lies in the bin.
#[derive(Debug, Clone, PartialEq)]
pub struct TrashedResult {
    /// The result, whole.
    pub result: AssessmentResult,
    /// When it was put there, in whole milliseconds.
    pub at: Timestamp,
}

/// All drafts of a store.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AllDrafts {
    /// Those that can be read, each with where it is kept.
    pub drafts: Vec<(Draft, DraftPlace)>,
    /// How many there are that cannot.
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

/// What an import reads from: results, or word that there is something wrong with them.
pub type ImportSource<'a> = dyn Iterator<Item = Result<AssessmentResult, SourceStopped>> + 'a;

/// What was to be imported cannot be read to its end: nothing may be kept of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceStopped;

/// What became of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportOutcome {
    /// All of it is in the store.
    Done(Imported),
    /// Nothing was changed: other results have these ids.
    Conflicts(Vec<ImportConflict>),
    /// Nothing was changed: the input stopped.
    Stopped,
}

/// How many results an import found how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// They are new.
    pub added: u64,
    /// They were there already, the same.
    pub unchanged: u64,
    /// They lay in the bin, and are back among the results.
    pub restored: u64,
    /// Another result had their id, and has given way.
    pub replaced: u64,
}

/// A result that cannot be imported because another one has its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportConflict {
    /// The id of both.
    pub id: Uuid,
    /// Whether the other one lies in the bin; on a server also the same, for who may not take it
    /// out.
    pub binned: bool,
}

/// Called with the number of entries that are done, and of all.
pub type OnProgress<'p> = &'p mut dyn FnMut(u64, u64);
