use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::effect::ResultView;
use crate::results::{AssessmentResult, Draft, ResultRow, SharedName, StoreError, SyncStatus};
use crate::state::keymap::Key;
use crate::state::layout::Size;

/// What happened: a key, or the outcome of an [`super::effect::Effect`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    Key(Key),
    Mouse(MouseEvent),
    Paste(String),
    /// The terminal was resized.
    Resize(Size),
    /// The current time, before the next event.
    Now(Timestamp),
    Home(Box<HomeData>),
    DraftOpened(Box<DraftFound>),
    /// The previous result of the person, if it was read after the draft.
    LastRead(Box<AssessmentResult>),
    DraftSaved {
        id: Uuid,
        revision: u64,
    },
    /// The draft in the store was changed or saved in another window.
    DraftParted(DraftSplit),
    ResultSaved(Uuid),
    /// The store has a different result with this ID.
    ResultConflict {
        id: Uuid,
        /// A new ID.
        fresh: Uuid,
    },
    ResultOpened {
        /// `None` if it was deleted.
        result: Option<Box<AssessmentResult>>,
        /// The previous result of the same person and assessment.
        before: Option<Box<AssessmentResult>>,
    },
    Rows(RowsRead),
    /// The matches counted so far.
    Counted {
        ticket: u64,
        found: u64,
    },
    Written {
        path: String,
        /// The system's error.
        why_not: Option<String>,
    },
    Copied {
        view: ResultView,
        sent: CopyOutcome,
    },
    NoteEdited {
        /// The key of the category.
        category: String,
        outcome: Result<String, EditorFailure>,
    },
    /// Results to compare, oldest first, without deleted ones.
    Compared(Vec<AssessmentResult>),
    TrendRead(TrendData),
    TeamRead(TeamData),
    /// A result was moved to trash.
    Deleted(Uuid),
    Restored(Uuid),
    /// The counter of changes of the store.
    Changes(u64),
    /// The file of the store was written, maybe by another process.
    StoreTouched,
    /// Whether the store waits for another process.
    Waiting(bool),
    #[serde(rename = "Outlook")]
    SyncStatus(SyncStatus),
    Failed {
        what: FailedOperation,
        error: StoreError,
    },
    /// The process continues after a suspension: everything must be drawn again.
    Resumed,
    /// A signal quits the program, with this exit code.
    Terminate(u8),
}

/// Rows of the results browser.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RowsRead {
    /// The ticket of the request.
    pub ticket: u64,
    /// Latest first, with a filter best match first.
    pub rows: Vec<ResultRow>,
    /// The number of rows above the first one if a filter is set.
    pub first: usize,
    /// Whether there are other rows above these.
    pub above: bool,
    /// Whether there are other rows below these.
    pub below: bool,
    /// The number of matches if a filter is set.
    pub found: Option<u64>,
    /// The number of results in the store.
    pub total: u64,
    /// The counter of changes of the store.
    pub changes: u64,
}

/// The latest results of a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrendData {
    /// Latest first.
    pub results: Vec<AssessmentResult>,
    /// Whether older results were not read.
    pub cut: bool,
    /// The names under which several logins saved results of the assessment.
    #[serde(default)]
    pub shared: Vec<SharedName>,
}

/// The latest result of each person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TeamData {
    pub slug: String,
    pub results: Vec<AssessmentResult>,
    /// The counter of changes.
    pub changes: u64,
    /// The names under which several logins saved results of the assessment.
    #[serde(default)]
    pub shared: Vec<SharedName>,
}

/// The answers of this window became a second draft, because the draft in the store was changed or
/// saved in another window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftSplit {
    /// The ID of the draft in the store.
    pub id: Uuid,
    /// The ID of the second draft.
    pub fresh: Uuid,
    /// The revision that was saved.
    pub revision: u64,
    /// Whether the draft in the store was saved as a result, or deleted.
    pub gone: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FailedOperation {
    Read,
    Draft {
        id: Uuid,
        revision: u64,
    },
    Result(Uuid),
    /// Deleting or restoring a result.
    Bin(Uuid),
    /// An operation that is repeated later.
    Aside,
}

/// The data of the home screen.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct HomeData {
    /// The requested name, the last one used, or the name of the account.
    pub name: String,
    pub drafts: Vec<Draft>,
    /// Other drafts of the same assessments.
    pub aside: Vec<Draft>,
    /// The latest result of each assessment.
    pub last: Vec<ResultRow>,
    /// The latest results of all people.
    pub recent: Vec<ResultRow>,
    /// The counter of changes.
    pub changes: u64,
}

/// The draft of a person, or an ID for a new one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DraftFound {
    pub slug: String,
    /// The requested name, the last one used, or the name of the account.
    pub name: String,
    pub draft: Option<Draft>,
    /// The previous result of the person, if it is already read.
    pub last: Option<Box<AssessmentResult>>,
    /// The number of other drafts of the person and assessment.
    pub others: usize,
    /// An ID for a new draft.
    pub fresh: Uuid,
}

/// A mouse action at a cell of the terminal, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MouseEvent {
    pub kind: MouseKind,
    pub x: u16,
    pub y: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MouseKind {
    /// The left button was pressed.
    Click,
    WheelUp,
    WheelDown,
}

/// Why editing a note in the external editor did not change it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EditorFailure {
    /// The editor command cannot be parsed: a quotation mark is not closed.
    BadCommand { command: String },
    /// The editor cannot be started.
    NotStarted {
        editor: String,
        /// The system's error.
        why: String,
    },
    /// The editor exited with an error, which is how users discard their changes.
    Ended {
        editor: String,
        /// `None` if a signal ended it.
        code: Option<i32>,
    },
    /// The file was deleted.
    Gone,
    /// The file is not UTF-8.
    NotText {
        /// Path of the kept file.
        kept: String,
    },
    TooLong {
        characters: usize,
        /// Path of the kept file.
        kept: String,
    },
    /// The file cannot be created or read.
    System {
        /// The system's error.
        why: String,
    },
}

impl EditorFailure {
    /// Returns whether this is an error. An editor that exits with an error is not: the user discarded
    /// the changes.
    pub(crate) fn is_bad(&self) -> bool {
        !matches!(self, Self::Ended { .. })
    }
}

/// Outcome of copying a text. Terminals do not confirm, so whether it arrived is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CopyOutcome {
    /// Sent to the terminal, which may ignore it.
    ToTerminal,
    /// Copied to a tmux buffer; tmux passes it on to its terminal.
    ToTmux,
    /// Longer than terminals accept.
    TooLong {
        /// Length in bytes.
        bytes: usize,
        /// The limit in bytes.
        most: usize,
    },
}
