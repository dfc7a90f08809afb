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
    /// A key was pressed.
    Key(Key),
    /// A button of the mouse was pressed, or its wheel turned.
    Mouse(MouseEvent),
    /// Text was pasted.
    Paste(String),
    /// The terminal has this size.
    Resize(Size),
    /// It is this late.
    Now(Timestamp),
    /// What the home screen shows.
    Home(Box<HomeData>),
    /// A draft was looked for.
    DraftOpened(Box<DraftFound>),
    /// What a person said last time, where that comes later than the draft.
    LastRead(Box<AssessmentResult>),
    /// A draft is on disk.
    DraftSaved {
        /// The draft's id.
        id: Uuid,
        /// Which of its changes.
        revision: u64,
    },
    /// The draft in the store was changed or saved in another window.
    DraftParted(DraftSplit),
    /// A result is on disk.
    ResultSaved(Uuid),
    /// A result under this id exists already; here is another id.
    ResultConflict {
        /// The id that is taken.
        id: Uuid,
        /// One that is not.
        fresh: Uuid,
    },
    /// A result was looked for.
    ResultOpened {
        /// The result, where it is there.
        result: Option<Box<AssessmentResult>>,
        /// The one before it, of the same person and assessment.
        before: Option<Box<AssessmentResult>>,
    },
    /// Rows for the browser.
    Rows(RowsRead),
    /// So many match as far as has been counted.
    Counted {
        /// The ticket of the request.
        ticket: u64,
        /// How many.
        found: u64,
    },
    /// Answers were written to a file, or not, and why not.
    Written {
        /// The file.
        path: String,
        /// What hindered, as the system says it.
        why_not: Option<String>,
    },
    /// A text was to be copied.
    Copied {
        /// As what.
        view: ResultView,
        /// Where it went.
        sent: CopyOutcome,
    },
    /// The editor in which a note was open is closed.
    NoteEdited {
        /// The category's key.
        category: String,
        /// The note as it is now, or why it stays as it was.
        outcome: Result<String, EditorFailure>,
    },
    /// Results to put side by side, oldest first; those that are gone are left out.
    Compared(Vec<AssessmentResult>),
    TrendRead(TrendData),
    TeamRead(TeamData),
    /// A result is in the bin.
    Deleted(Uuid),
    /// A result is back.
    Restored(Uuid),
    /// The counter of changes.
    Changes(u64),
    /// The store's file was touched, by whomever.
    StoreTouched,
    /// The store is waiting for another program, or no longer.
    Waiting(bool),
    #[serde(rename = "Outlook")]
    SyncStatus(SyncStatus),
    /// The store could not do it.
    Failed {
        /// What it was asked.
        what: FailedOperation,
        /// Why it could not.
        error: StoreError,
    },
    /// The terminal came back after a suspension: everything must be drawn again.
    Resumed,
    /// The program was told to end, with this exit code.
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
    /// The counter of changes.
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

/// What the store could not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FailedOperation {
    /// Open: nothing can be read.
    Read,
    /// Keep a draft.
    Draft {
        /// The draft's id.
        id: Uuid,
        /// Which of its changes.
        revision: u64,
    },
    /// Save a result.
    Result(Uuid),
    /// Delete or restore.
    Bin(Uuid),
    /// Something that is done again anyway.
    Aside,
}

/// What the home screen shows of the store.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct HomeData {
    /// The person: asked for, last used, or the account's.
    pub name: String,
    /// Drafts of this person.
    pub drafts: Vec<Draft>,
    /// Drafts of this person that are kept beside them.
    pub aside: Vec<Draft>,
    /// The newest result of this person, of each assessment that has one.
    pub last: Vec<ResultRow>,
    /// The newest results of anybody.
    pub recent: Vec<ResultRow>,
    /// The counter of changes.
    pub changes: u64,
}

/// What was found when a draft was looked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DraftFound {
    /// Of which assessment.
    pub slug: String,
    /// The person: asked for, last used, or the account's.
    pub name: String,
    /// The draft, where there is one.
    pub draft: Option<Draft>,
    /// The newest result that the person has of the assessment, where it was at hand.
    pub last: Option<Box<AssessmentResult>>,
    /// How many other drafts of this assessment the person has: those kept beside it.
    pub others: usize,
    /// An id for a new draft.
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
