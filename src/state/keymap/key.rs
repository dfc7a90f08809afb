use std::fmt;

use serde::{Deserialize, Serialize};

/// A key as the program knows it, whatever terminal it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Key {
    /// A character; letters tell upper from lower case.
    Char(char),
    /// A letter with Ctrl, in lower case.
    Ctrl(char),
    /// A character with Alt. No action has one by itself: many keyboards need Alt to type.
    Alt(char),
    /// A function key, F1 to F12. No action has one by itself: many terminals keep them.
    F(u8),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// The tabulator.
    Tab,
    /// The tabulator with Shift.
    BackTab,
    /// Deletes backwards.
    Backspace,
    /// Deletes forwards.
    Delete,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// To the beginning.
    Home,
    /// To the end.
    End,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
}

impl Key {
    /// The key for a character with Ctrl. For some of these, terminals send the same byte as for a key
    /// with a name, such as `Ctrl-H` and Backspace.
    pub fn with_ctrl(character: char) -> Self {
        match character.to_ascii_lowercase() {
            'h' => Self::Backspace,
            'i' => Self::Tab,
            'j' | 'm' => Self::Enter,
            '[' => Self::Esc,
            letter => Self::Ctrl(letter),
        }
    }

    /// Whether it can be pressed in a text field without being text, or moving in it.
    pub(crate) fn is_command(self) -> bool {
        matches!(self, Self::Ctrl(_) | Self::Alt(_) | Self::F(_))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Char(' ') => f.write_str("Space"),
            Self::Char(c) => write!(f, "{c}"),
            Self::Ctrl(' ') => f.write_str("Ctrl-Space"),
            Self::Ctrl(c) => write!(f, "Ctrl-{}", c.to_ascii_uppercase()),
            Self::Alt(' ') => f.write_str("Alt-Space"),
            Self::Alt(c) => write!(f, "Alt-{c}"),
            Self::F(number) => write!(f, "F{number}"),
            Self::BackTab => f.write_str("Shift-Tab"),
            Self::PageUp => f.write_str("PgUp"),
            Self::PageDown => f.write_str("PgDn"),
            other => write!(f, "{other:?}"),
        }
    }
}
