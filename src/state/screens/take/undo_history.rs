use crate::results::Entry;

/// One change of the form, which can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Entries: where, before, after.
    Entries(Vec<(usize, Entry, Entry)>),
    /// The person's name: before, after.
    Name(String, String),
    /// Another person's draft was opened: the one before, the one now.
    Person(String, String),
}

/// What was changed, and what was taken back.
#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<Change>,
    undone: Vec<Change>,
}

impl History {
    /// A change was made; what was taken back before can no longer be made again.
    pub fn push(&mut self, change: Change) {
        self.undone.clear();
        self.done.push(change);
    }

    /// The last change that was made, to be taken back.
    pub fn undo(&mut self) -> Option<Change> {
        let change = self.done.pop()?;
        self.undone.push(change.clone());
        Some(change)
    }

    /// The last change that was taken back, to be made again.
    pub fn redo(&mut self) -> Option<Change> {
        let change = self.undone.pop()?;
        self.done.push(change.clone());
        Some(change)
    }
}
