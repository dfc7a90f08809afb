use crate::results::AnswerEntry;

/// A change of the form that can be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum UndoStep {
    /// Index, before, after.
    Entries(Vec<(usize, AnswerEntry, AnswerEntry)>),
    /// The name before and after.
    Name(String, String),
    /// The person before and after another person's draft was opened.
    Person(String, String),
}

/// Changes that can be undone and redone.
#[derive(Debug, Clone, Default)]
pub(crate) struct UndoHistory {
    done: Vec<UndoStep>,
    undone: Vec<UndoStep>,
}

impl UndoHistory {
    /// Adds a change and clears the changes that could be redone.
    pub(crate) fn push(&mut self, change: UndoStep) {
        self.undone.clear();
        self.done.push(change);
    }

    /// Returns the last change, to undo it.
    pub(crate) fn undo(&mut self) -> Option<UndoStep> {
        let change = self.done.pop()?;
        self.undone.push(change.clone());
        Some(change)
    }

    /// Returns the last undone change, to redo it.
    pub(crate) fn redo(&mut self) -> Option<UndoStep> {
        let change = self.undone.pop()?;
        self.done.push(change.clone());
        Some(change)
    }
}
