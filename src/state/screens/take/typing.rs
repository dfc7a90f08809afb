use super::phase::{TakePhase, WaitingForDraft};
use super::undo_history::UndoStep;
use super::{EditKind, Editing, TakeScreen};
use crate::results::{NOTE_MAX, checked_name, person_key};
use crate::state::context::Context;
use crate::state::effect::{DraftEffect, ProgramEffect};
use crate::state::keymap::Key;
use crate::state::message::Message;
use crate::state::screens::Transition;
use crate::state::text_field::TextField;
use crate::text::text_key;

impl TakeScreen {
    /// Opens a text field.
    pub(crate) fn edit(&mut self, kind: EditKind) -> Transition {
        if self.answers.entries.is_empty() && kind != EditKind::Name {
            return Transition::none();
        }
        let before = match kind {
            EditKind::Note => self
                .entry()
                .map(|entry| entry.note.clone())
                .unwrap_or_default(),
            EditKind::Name => self.name.clone(),
            EditKind::Find => String::new(),
            EditKind::File => format!("{}-answers.json", self.assessment.slug),
        };
        let field = TextField::new(&before);
        self.editing = Some(Editing {
            kind,
            field,
            at: self.list.at,
            before,
        });
        Transition::none()
    }

    /// Asks for another file name, because `path` could not be written.
    pub(crate) fn edit_file(&mut self, path: &str) {
        let (kind, before) = (EditKind::File, String::new());
        self.editing = Some(Editing {
            kind,
            field: TextField::new(path),
            at: self.list.at,
            before,
        });
    }

    /// Handles a key in the text field. `Enter` and `Esc` both close it and keep the text.
    pub(crate) fn edit_key(&mut self, key: Key, cx: Context) -> Transition {
        let Some(editing) = &mut self.editing else {
            return Transition::none();
        };
        match (key, editing.kind) {
            (Key::Esc, EditKind::File) => self.editing = None,
            (Key::Enter | Key::Esc, _) => return self.end_editing(cx),
            (Key::Down | Key::Tab, EditKind::Find) => self.find(1),
            (Key::Up | Key::BackTab, EditKind::Find) => self.find(-1),
            _ if editing.field.press(key) => return self.typed(cx),
            _ => {}
        }
        self.follow(cx.size);
        Transition::none()
    }

    /// Handles pasted text.
    pub(crate) fn edit_paste(&mut self, text: &str, cx: Context) -> Transition {
        let Some(editing) = &mut self.editing else {
            return Transition::none();
        };
        editing.field.paste(text);
        self.typed(cx)
    }

    /// Applies the text. A note is saved after every key.
    pub(crate) fn typed(&mut self, cx: Context) -> Transition {
        let Some(editing) = &mut self.editing else {
            return Transition::none();
        };
        match editing.kind {
            EditKind::Name | EditKind::File => Transition::none(),
            EditKind::Find => {
                self.list.at = editing.at;
                self.find(0);
                self.follow(cx.size);
                Transition::none()
            }
            EditKind::Note => {
                let text = editing.field.text();
                if text.chars().count() > NOTE_MAX {
                    let kept: String = text.chars().take(NOTE_MAX).collect();
                    editing.field = TextField::new(&kept);
                }
                let at = editing.at;
                editing
                    .field
                    .text()
                    .clone_into(&mut self.answers.entries[at].note);
                self.mark_changed();
                Transition::none()
            }
        }
    }

    pub(crate) fn end_editing(&mut self, cx: Context) -> Transition {
        let Some(editing) = self.editing.take() else {
            return Transition::none();
        };
        match editing.kind {
            EditKind::Find => Transition::none(),
            EditKind::Note => {
                self.end_note(&editing);
                Transition::none()
            }
            EditKind::Name => self.end_name(&editing),
            EditKind::File => self.export(editing.field.text().trim(), cx),
        }
    }

    fn export(&self, path: &str, cx: Context) -> Transition {
        if path.is_empty() {
            return Transition::none();
        }
        let result = Box::new(self.as_result(cx.now));
        Transition::effect(ProgramEffect::WriteOut {
            path: path.to_owned(),
            result,
        })
    }

    /// Adds the edited note to the undo history as one change.
    fn end_note(&mut self, editing: &Editing) {
        let after = self.answers.entries[editing.at].clone();
        if after.note != editing.before {
            let mut before = after.clone();
            before.note.clone_from(&editing.before);
            self.history
                .push(UndoStep::Entries(vec![(editing.at, before, after)]));
        }
    }

    fn end_name(&mut self, editing: &Editing) -> Transition {
        let name = match checked_name(editing.field.text()) {
            Ok(name) => name,
            Err(error) => return Transition::tell(Message::BadName(error)),
        };
        if name == self.name {
            return Transition::none();
        }
        if person_key(&name) == person_key(&self.name) {
            return self.renamed(name);
        }
        // Another person may have a draft, which must not be overwritten.
        self.phase = TakePhase::Opening(WaitingForDraft {
            rename: Some(name.clone()),
            ..WaitingForDraft::default()
        });
        Transition::effect(self.ask_for_draft(Some(name)))
    }

    /// Renames the person and keeps the draft.
    pub(crate) fn renamed(&mut self, name: String) -> Transition {
        let before = self.name.clone();
        self.history
            .push(UndoStep::Name(before.clone(), name.clone()));
        self.move_to(name, &before)
    }

    /// Saves the draft under `name`, then removes the one under `other`.
    pub(crate) fn move_to(&mut self, name: String, other: &str) -> Transition {
        let moved = person_key(&name) != person_key(other) && !other.is_empty();
        self.name = name;
        self.mark_changed();
        if !moved {
            return Transition::none();
        }
        let slug = self.assessment.slug.clone();
        Transition::effect(DraftEffect::RemoveDraft {
            name: other.to_owned(),
            slug,
        })
    }

    /// Selects the nearest category that matches the text: 0 from here, 1 next, -1 previous.
    fn find(&mut self, direction: isize) {
        let Some(editing) = &self.editing else { return };
        let wanted = text_key(editing.field.text());
        let count = self.answers.entries.len();
        let matches = |index: &usize| self.category_matches(*index, &wanted);
        let here = self.list.at;
        let found = match direction {
            0 => (here..here + count)
                .map(|index| index % count)
                .find(matches),
            1 => (here + 1..=here + count)
                .map(|index| index % count)
                .find(matches),
            _ => (here..here + count)
                .rev()
                .map(|index| index % count)
                .find(matches),
        };
        self.list.at = found.unwrap_or(here);
    }

    pub(crate) fn category_matches(&self, index: usize, wanted: &str) -> bool {
        let category = &self.assessment.categories[index];
        let group = category.group.as_deref().unwrap_or_default();
        [&category.name, &category.key, group]
            .iter()
            .any(|text| text_key(text).contains(wanted))
    }

    /// Returns whether no category matches the text to find.
    pub fn finds_nothing(&self) -> bool {
        let Some(editing) = self.editing.as_ref() else {
            return false;
        };
        let wanted = text_key(editing.field.text());
        let count = self.answers.entries.len();
        editing.kind == EditKind::Find
            && !(0..count).any(|index| self.category_matches(index, &wanted))
    }
}
