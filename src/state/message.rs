use jiff::Timestamp;

use super::effect::ResultView;
use super::event::{CopyOutcome, EditorFailure};
use crate::results::{NameError, StoreError, SyncStatus};

/// Something to tell in the bottom line. A value: `view/` words it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// The level chosen does not exist on this ladder.
    NoSuchLevel {
        /// The level asked for.
        level: u8,
        /// The highest there is.
        top: u8,
    },
    /// Level up is on at the top: nothing is further.
    AtTheTop,
    /// A wish needs a level first.
    NeedsLevel,
    /// Every category is answered.
    AllAnswered,
    /// There is nothing to take back.
    NothingToUndo,
    /// There is nothing to make again.
    NothingToRedo,
    /// A change was taken back.
    Undone,
    /// A change was made again.
    Redone,
    /// The draft of the last time goes on.
    Resumed {
        /// Answered categories.
        answered: usize,
        /// Drafts that are kept beside it.
        others: usize,
        /// Categories that are open again, because their ladder has no such level any more.
        reopened: usize,
        /// Answers about categories that the file no longer has.
        gone: usize,
    },
    /// Another window has changed or handed in the draft: this one is kept beside it.
    Parted {
        /// Whether the other one is gone.
        gone: bool,
    },
    /// Nothing was said about it last time.
    NothingBefore,
    /// Last time's level does not exist on today's ladder.
    NotOnThisLadder,
    /// So many answers of last time were taken over.
    TakenOver(usize),
    /// There is no other draft.
    NoOtherDraft,
    /// The assessment has nothing to save.
    CannotBeSaved,
    /// Nothing was saved: the clock shows an impossible time.
    WrongClock(Timestamp),
    /// The text cannot be a name.
    BadName(NameError),
    /// The other person has a draft of this assessment, which is open now.
    OtherDraft {
        /// Whose draft was left; it is kept.
        left: String,
    },
    /// The assessment of a draft is not there.
    LostDraft,
    /// No category matches.
    NoMatch,
    /// A result went into the bin.
    Deleted,
    /// A result is back.
    Restored,
    /// Fewer than two results are marked.
    MarkTwo { marked: usize },
    /// No more results can be marked.
    MarksFull { marked: usize },
    /// There is no previous result.
    NoneBefore,
    /// The selected row has no assessment.
    NoTeam,
    /// Names are hidden, so the result of a person cannot be opened.
    NamesHidden,
    /// The result is not there any more.
    Gone,
    /// The draft could not be written: once more, and it is left without it.
    LeaveUnsaved,
    /// The answers are in memory alone, and why.
    NotSaved(StoreError),
    /// What shows was to be copied.
    Copied(ResultView, CopyOutcome),
    /// The editor left the note as it was.
    NoteUnchanged,
    /// The note stays as it was, and why.
    NotEdited(EditorFailure),
    /// The answers are in a file.
    Written(String),
    /// The answers could not be written to a file, and why.
    NotWritten {
        /// The file.
        path: String,
        /// What the system said.
        why: String,
    },
    /// It stands otherwise with the server than before.
    Server(SyncStatus),
    /// The store could not do it.
    Store(StoreError),
    /// Something about the configuration, in words with its place.
    Configuration(String),
}

impl Message {
    /// Whether what helps against it is to be typed next.
    pub fn asks_to_type(&self) -> bool {
        matches!(
            self,
            Self::NotSaved(_) | Self::LeaveUnsaved | Self::NotWritten { .. }
        )
    }

    /// Whether it tells that something went wrong.
    pub fn is_bad(&self) -> bool {
        if let Self::NotEdited(failure) = self {
            return failure.is_bad();
        }
        matches!(
            self,
            Self::Store(_)
                | Self::NotSaved(_)
                | Self::NotWritten { .. }
                | Self::LeaveUnsaved
                | Self::BadName(_)
                | Self::WrongClock(_)
                | Self::Copied(_, CopyOutcome::TooLong { .. })
        )
    }
}
