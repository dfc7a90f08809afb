use super::TakeScreen;
use super::undo_history::UndoStep;
use crate::results::NOTE_MAX;
use crate::state::context::Context;
use crate::state::effect::ProgramEffect;
use crate::state::event::EditorFailure;
use crate::state::message::Message;
use crate::state::screens::Transition;

impl TakeScreen {
    /// Returns whether the note of the selected category has several lines, which a text field cannot show.
    pub(crate) fn has_multiline_note(&self) -> bool {
        self.entry().is_some_and(|entry| entry.note.contains('\n'))
    }

    /// Opens the note of the selected category in the external editor.
    pub(crate) fn edit_in_editor(&self) -> Transition {
        let category = self.assessment.categories.get(self.list.at);
        match (category, self.entry()) {
            (Some(category), Some(entry)) => Transition::effect(ProgramEffect::EditNote {
                category: category.key.clone(),
                note: entry.note.clone(),
            }),
            _ => Transition::none(),
        }
    }

    /// Handles the note from the editor.
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
        self.mark_changed();
        Transition::none()
    }
}
