use serde::{Deserialize, Serialize};

use super::TakeScreen;
use super::undo_history::UndoStep;
use crate::results::NOTE_MAX;
use crate::state::effect::ProgramEffect;
use crate::state::message::Message;
use crate::state::transition::{Context, Transition};

/// Why a note that was edited in the person's editor stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EditorFailure {
    /// The command that names the editor cannot be read: a quotation mark is left open.
    BadCommand {
        /// The command as it is set.
        command: String,
    },
    /// The editor cannot be started.
    NotStarted {
        /// The program.
        editor: String,
        /// What the system said.
        why: String,
    },
    /// The editor ended with an error, which is how people leave without taking anything over.
    Ended {
        /// The program.
        editor: String,
        /// Its exit code; none where a signal ended it.
        code: Option<i32>,
    },
    /// The file is gone.
    Gone,
    /// What the editor wrote is no text.
    NotText {
        /// Where it is kept.
        kept: String,
    },
    /// What the editor wrote is too long.
    TooLong {
        /// How many characters it has.
        characters: usize,
        /// Where it is kept.
        kept: String,
    },
    /// The file can be neither made nor read.
    System {
        /// What the system said.
        why: String,
    },
}

impl EditorFailure {
    /// Whether something went wrong, and not only otherwise: who ends an editor with an error wants
    /// nothing to be taken over.
    pub(crate) fn is_bad(&self) -> bool {
        !matches!(self, Self::Ended { .. })
    }
}

impl TakeScreen {
    /// Whether the note of the chosen category has more than one line, which a field cannot show.
    pub(crate) fn has_lines(&self) -> bool {
        self.entry().is_some_and(|entry| entry.note.contains('\n'))
    }

    /// Opens the note of the chosen category in the person's editor.
    pub(crate) fn edit_elsewhere(&self) -> Transition {
        let category = self.assessment.categories.get(self.list.at);
        match (category, self.entry()) {
            (Some(category), Some(entry)) => Transition::effect(ProgramEffect::EditNote {
                category: category.key.clone(),
                note: entry.note.clone(),
            }),
            _ => Transition::none(),
        }
    }

    /// The editor is closed.
    pub(crate) fn note_edited(
        &mut self,
        category: &str,
        outcome: Result<String, EditorFailure>,
        cx: Context,
    ) -> Transition {
        let Some(at) = self.assessment.position(category) else {
            return Transition::none();
        };
        let note = match outcome {
            Ok(note) => note,
            Err(failure) => return Transition::tell(Message::NotEdited(failure)),
        };
        let characters = note.chars().count();
        if characters > NOTE_MAX {
            let kept = String::new();
            return Transition::tell(Message::NotEdited(EditorFailure::TooLong {
                characters,
                kept,
            }));
        }
        let entry = &mut self.answers.entries[at];
        if entry.note == note {
            return Transition::tell(Message::NoteUnchanged);
        }
        let before = entry.clone();
        entry.note = note;
        let change = UndoStep::Entries(vec![(at, before, entry.clone())]);
        self.history.push(change);
        self.list.at = at;
        self.follow(cx.size);
        self.keep();
        Transition::none()
    }
}
