use crate::results::AnswerEntry;

/// One change of the form, which can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum UndoStep {
    /// Entries: where, before, after.
    Entries(Vec<(usize, AnswerEntry, AnswerEntry)>),
    /// The person's name: before, after.
    Name(String, String),
    /// Another person's draft was opened: the one before, the one now.
    Person(String, String),
}

/// What was changed, and what was taken back.
#[derive(Debug, Clone, Default)]
pub(crate) struct UndoHistory {
    done: Vec<UndoStep>,
    undone: Vec<UndoStep>,
}

impl UndoHistory {
    /// A change was made; what was taken back before can no longer be made again.
    pub(crate) fn push(&mut self, change: UndoStep) {
        self.undone.clear();
        self.done.push(change);
    }

    /// The last change that was made, to be taken back.
    pub(crate) fn undo(&mut self) -> Option<UndoStep> {
        let change = self.done.pop()?;
        self.undone.push(change.clone());
        Some(change)
    }

    /// The last change that was taken back, to be made again.
    pub(crate) fn redo(&mut self) -> Option<UndoStep> {
        let change = self.undone.pop()?;
        self.done.push(change.clone());
        Some(change)
    }
}
