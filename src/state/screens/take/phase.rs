use jiff::Timestamp;

use super::TakeScreen;
use crate::results::{AssessmentResult, StoreError};

#[derive(Debug, Clone)]
pub enum TakePhase {
    Opening(WaitingForDraft),
    Editing,
    /// The result was sent to the store. Keys wait, as in `Opening`.
    Saving(Box<AssessmentResult>),
}

/// A draft is being read.
#[derive(Debug, Clone, Default)]
pub struct WaitingForDraft {
    /// Whether it is the other draft of the same person.
    pub(crate) other: bool,
    /// The new name of the person; `None` if the form has just opened.
    pub(crate) rename: Option<String>,
}

/// Whether the answers are in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftStatus {
    /// No answers to save yet.
    Nothing,
    /// Sent, but not confirmed by the store.
    Unconfirmed,
    Saved,
    /// The last answers are only in memory.
    Failed {
        error: StoreError,
        /// When the draft is sent again; `None` if that has been done.
        retry_at: Option<Timestamp>,
        /// Whether the user was warned when going back; the next time, the form closes.
        leaving: bool,
    },
}

impl TakeScreen {
    pub fn is_opening(&self) -> bool {
        matches!(self.phase, TakePhase::Opening(_))
    }

    /// Returns whether the result is being saved.
    pub fn is_saving(&self) -> bool {
        matches!(self.phase, TakePhase::Saving(_))
    }

    /// Returns whether the store has not confirmed all answers.
    pub(crate) fn is_unsaved(&self) -> bool {
        self.is_saving()
            || matches!(
                self.draft_status,
                DraftStatus::Unconfirmed | DraftStatus::Failed { .. }
            )
    }

    /// Why the answers are only in memory. While the result is being saved, its outcome is open.
    pub(crate) fn save_error(&self) -> Option<&StoreError> {
        match &self.draft_status {
            DraftStatus::Failed { error, .. } if !self.is_saving() => Some(error),
            _ => None,
        }
    }

    /// When a failed draft is sent again. That does not happen while its result is being saved.
    pub(crate) fn retry_at(&self) -> Option<Timestamp> {
        match &self.draft_status {
            DraftStatus::Failed { retry_at, .. } if !self.is_saving() => *retry_at,
            _ => None,
        }
    }

    /// Records that the store could not write the answers.
    pub(crate) fn set_failed(&mut self, error: StoreError, retry_at: Option<Timestamp>) {
        let leaving = matches!(self.draft_status, DraftStatus::Failed { leaving: true, .. });
        self.draft_status = DraftStatus::Failed {
            error,
            retry_at,
            leaving,
        };
    }
}
