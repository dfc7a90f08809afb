use super::event::Event;
use super::screen::Screen;
use super::state::State;
use crate::state::keymap::{Action, Key, KeyContext};
use crate::state::screens::{EditKind, TakePhase};

/// What is being typed, where a text field takes the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypingInto {
    /// What a list or the help page is filtered by, or a category is found by.
    Filter,
    /// A person's name.
    Name,
    /// A note.
    Note,
    /// The name of a file.
    File,
}

impl State {
    /// What the next key would be typed into.
    pub fn typing(&self) -> Option<TypingInto> {
        if let Screen::Take(take) = &self.screen {
            let waiting = match &take.phase {
                TakePhase::Opening(opening) => Some(&opening.waiting),
                TakePhase::Saving(_) => Some(&self.waiting_events),
                TakePhase::Editing => None,
            };
            if let Some(waiting) = waiting {
                return self.typing_after(waiting);
            }
        }
        self.field()?;
        Some(match (&self.overlay, &self.screen) {
            (None, Screen::Take(take)) => match take.editing.as_ref().map(|editing| editing.kind) {
                Some(EditKind::Name) => TypingInto::Name,
                Some(EditKind::Note) => TypingInto::Note,
                Some(EditKind::File) => TypingInto::File,
                Some(EditKind::Find) | None => TypingInto::Filter,
            },
            (None, Screen::Result(_)) => TypingInto::File,
            _ => TypingInto::Filter,
        })
    }

    /// What is typed into once what waits has been taken in. It may turn out otherwise; a key that
    /// is taken for text is then only that much less told.
    fn typing_after(&self, waiting: &[Event]) -> Option<TypingInto> {
        let mut typing = None;
        for event in waiting {
            typing = match (typing, event) {
                (Some(_), Event::Key(Key::Enter | Key::Esc)) => None,
                (None, Event::Key(key)) => match self.keymap.find(KeyContext::Take, *key) {
                    Some(Action::Name) => Some(TypingInto::Name),
                    Some(Action::Export) => Some(TypingInto::File),
                    Some(Action::Note | Action::Find | Action::Filter) => Some(TypingInto::Note),
                    _ => None,
                },
                (typing, _) => typing,
            };
        }
        typing
    }

    /// The text that stands before the cursor of the field that takes the keys.
    pub fn typed(&self) -> &str {
        self.field().map_or("", |field| field.before_cursor())
    }
}
