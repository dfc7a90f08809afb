use tui_input::{Input, InputRequest};

use crate::results::NOTE_MAX;
use crate::state::keymap::Key;

/// A line of text that is edited.
#[derive(Debug, Clone, Default)]
pub struct TextField {
    input: Input,
}

impl TextField {
    /// Returns a field with `text` and the cursor at its end.
    pub fn new(text: &str) -> Self {
        Self {
            input: Input::new(text.to_owned()),
        }
    }

    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Returns the text before the cursor.
    pub fn before_cursor(&self) -> &str {
        let text = self.input.value();
        let end = text
            .char_indices()
            .nth(self.input.cursor())
            .map_or(text.len(), |(at, _)| at);
        &text[..end]
    }

    /// Handles a key. Returns `false` if it does not edit text.
    pub fn press(&mut self, key: Key) -> bool {
        let Some(request) = request(key) else {
            return false;
        };
        self.input.handle(request);
        true
    }

    /// Inserts pasted text as one line, without control characters, at most as long as a note.
    pub fn paste(&mut self, text: &str) {
        let lines = text.trim_end_matches(['\r', '\n']).replace("\r\n", " ");
        let space = |c| {
            if matches!(c, '\n' | '\r' | '\t') {
                ' '
            } else {
                c
            }
        };
        let pasted = lines.chars().map(space).filter(|c| !c.is_control());
        let pasted = pasted.take(NOTE_MAX);
        let mut value: String = self.before_cursor().chars().chain(pasted).collect();
        let cursor = value.chars().count();
        value.push_str(&self.text()[self.before_cursor().len()..]);
        // `InsertChar` would move the text after the cursor once per character.
        self.input = std::mem::take(&mut self.input).with_value(value);
        self.input.handle(InputRequest::SetCursor(cursor));
    }
}

/// The filter of a list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub field: TextField,
    /// Whether keys go into the field.
    pub is_typed: bool,
}

impl Filter {
    pub fn new(text: &str) -> Self {
        Self {
            field: TextField::new(text),
            is_typed: false,
        }
    }

    pub fn text(&self) -> &str {
        self.field.text()
    }

    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    /// Returns whether the line with the filter is shown.
    pub fn is_shown(&self) -> bool {
        self.is_typed || !self.is_empty()
    }

    /// Returns the field if keys go into it.
    pub fn typed_field(&self) -> Option<&TextField> {
        self.is_typed.then_some(&self.field)
    }

    pub(crate) fn clear(&mut self) {
        self.field = TextField::default();
    }
}

/// The editing keys of most shells and editors.
fn request(key: Key) -> Option<InputRequest> {
    Some(match key {
        Key::Char(c) => InputRequest::InsertChar(c),
        Key::Backspace => InputRequest::DeletePrevChar,
        Key::Delete | Key::Ctrl('d') => InputRequest::DeleteNextChar,
        Key::Left | Key::Ctrl('b') => InputRequest::GoToPrevChar,
        Key::Right | Key::Ctrl('f') => InputRequest::GoToNextChar,
        Key::Home | Key::Ctrl('a') => InputRequest::GoToStart,
        Key::End | Key::Ctrl('e') => InputRequest::GoToEnd,
        Key::Ctrl('w') => InputRequest::DeletePrevWord,
        Key::Ctrl('u') => InputRequest::DeleteFromStart,
        Key::Ctrl('k') => InputRequest::DeleteTillEnd,
        Key::Ctrl('y') => InputRequest::Yank,
        _ => return None,
    })
}
