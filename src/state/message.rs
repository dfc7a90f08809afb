use jiff::Timestamp;

use super::effect::ResultView;
use super::event::{CopyOutcome, EditorFailure};
use crate::results::{NameError, StoreError, SyncStatus};

/// A message for the bottom line. `view/messages/` has the texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// The ladder has no such level.
    NoSuchLevel {
        level: u8,
        /// The top level.
        top: u8,
    },
    /// The goal cannot be above the top level.
    AtTheTop,
    /// A goal needs a current level.
    NeedsLevel,
    AllAnswered,
    NothingToUndo,
    NothingToRedo,
    Undone,
    Redone,
    /// A draft was resumed.
    Resumed {
        /// The number of answered categories.
        answered: usize,
        /// The number of other drafts.
        others: usize,
        /// The number of answers with a level that is no longer on the ladder.
        reopened: usize,
        /// The number of answers to removed categories.
        removed: usize,
    },
    /// The answers became a second draft.
    DraftSplit {
        /// Whether the first draft was saved as a result, or deleted.
        gone: bool,
    },
    /// There is no previous answer.
    NothingBefore,
    /// The previous level is not on the current ladder.
    NotOnThisLadder,
    /// The number of previous answers copied.
    PreviousAnswersCopied(usize),
    NoOtherDraft,
    /// The assessment has no categories.
    CannotBeSaved,
    /// The result was not saved: the clock is wrong.
    WrongClock(Timestamp),
    BadName(NameError),
    /// The draft of another person was opened.
    OtherDraft {
        /// The person whose draft was open before.
        left: String,
    },
    /// The assessment of a draft is missing.
    LostDraft,
    NoMatch,
    Deleted,
    Restored,
    /// Fewer than two results are marked.
    MarkTwo {
        marked: usize,
    },
    /// No more results can be marked.
    MarksFull {
        marked: usize,
    },
    NoneBefore,
    /// The selected row has no assessment.
    NoTeam,
    /// Names are hidden, so the result of a person cannot be opened.
    NamesHidden,
    /// The result is no longer in the store.
    Gone,
    /// Going back again discards the answers that could not be saved.
    LeaveUnsaved,
    /// The answers are only in memory.
    NotSaved(StoreError),
    Copied(ResultView, CopyOutcome),
    NoteUnchanged,
    NotEdited(EditorFailure),
    Written(String),
    NotWritten {
        path: String,
        /// The system's error.
        why: String,
    },
    /// The sync status changed.
    Server(SyncStatus),
    Store(StoreError),
    /// A problem in the configuration file, as text.
    Configuration(String),
}

impl Message {
    /// Returns whether the next key is probably text.
    pub fn asks_to_type(&self) -> bool {
        matches!(
            self,
            Self::NotSaved(_) | Self::LeaveUnsaved | Self::NotWritten { .. }
        )
    }

    /// Returns whether it is shown as an error.
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
