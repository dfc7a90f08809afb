use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::text::nearest;

/// A key, independent of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Key {
    /// A character; letters are case-sensitive.
    Char(char),
    /// A lowercase letter with Ctrl.
    Ctrl(char),
    /// A character with Alt. Not used by default: many keyboards need Alt to type.
    Alt(char),
    /// A function key, F1 to F12. Not used by default: many terminals use them.
    F(u8),
    Enter,
    Esc,
    Tab,
    /// Shift-Tab.
    BackTab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

impl Key {
    /// Returns the key for a character with Ctrl. For some, terminals send the same byte as for a named
    /// key, such as `Ctrl-H` and Backspace.
    pub fn with_ctrl(character: char) -> Self {
        match character.to_ascii_lowercase() {
            'h' => Self::Backspace,
            'i' => Self::Tab,
            'j' | 'm' => Self::Enter,
            '[' => Self::Esc,
            letter => Self::Ctrl(letter),
        }
    }

    /// Returns whether it can run an action while text is typed.
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

/// An invalid name of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownKey {
    /// The most similar name.
    pub nearest: Option<&'static str>,
}

/// Keys with names; the first name of each is shown.
const NAMED: &[(&str, Key)] = &[
    ("Space", Key::Char(' ')),
    ("Enter", Key::Enter),
    ("Return", Key::Enter),
    ("Esc", Key::Esc),
    ("Escape", Key::Esc),
    ("Tab", Key::Tab),
    ("Shift-Tab", Key::BackTab),
    ("BackTab", Key::BackTab),
    ("Backspace", Key::Backspace),
    ("Delete", Key::Delete),
    ("Del", Key::Delete),
    ("Up", Key::Up),
    ("Down", Key::Down),
    ("Left", Key::Left),
    ("Right", Key::Right),
    ("Home", Key::Home),
    ("End", Key::End),
    ("PgUp", Key::PageUp),
    ("PageUp", Key::PageUp),
    ("PgDn", Key::PageDown),
    ("PageDown", Key::PageDown),
];

impl FromStr for Key {
    type Err = UnknownKey;

    /// Parses a character or a case-insensitive name: `x`, `Space`, `Ctrl-R`, `Shift-Tab`, `Alt-x`,
    /// `F5`.
    fn from_str(text: &str) -> Result<Self, UnknownKey> {
        let mut signs = text.chars();
        if let (Some(sign), None) = (signs.next(), signs.next()) {
            return plain(sign);
        }
        // Both `+` and `-` are common.
        let name = text.replace('+', "-");
        if let Some(key) = named(&name).or_else(|| function(&name)) {
            return Ok(key);
        }
        let (modifier, rest) = name
            .split_at_checked(name.find('-').map_or(0, |at| at + 1))
            .filter(|(modifier, _)| !modifier.is_empty())
            .ok_or_else(|| no_key(&name))?;
        let sign = if rest.eq_ignore_ascii_case("space") {
            Some(' ')
        } else {
            only(rest)
        };
        let sign = sign.filter(|sign| !sign.is_control());
        match (modifier.to_ascii_lowercase().as_str(), sign) {
            ("ctrl-" | "control-", Some(sign)) if sign.is_ascii() => Ok(Self::with_ctrl(sign)),
            ("alt-", Some(sign)) => Ok(Self::Alt(sign)),
            ("shift-", Some(sign)) if sign.is_alphabetic() => {
                only(&sign.to_uppercase().to_string()).map_or_else(|| Err(no_key(&name)), plain)
            }
            _ => Err(no_key(&name)),
        }
    }
}

fn plain(sign: char) -> Result<Key, UnknownKey> {
    let seen = !sign.is_control();
    seen.then_some(Key::Char(sign))
        .ok_or(UnknownKey { nearest: None })
}

fn only(text: &str) -> Option<char> {
    let mut signs = text.chars();
    signs.next().filter(|_| signs.next().is_none())
}

fn named(name: &str) -> Option<Key> {
    let found = NAMED
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, key)| *key)
}

fn function(name: &str) -> Option<Key> {
    let number = name.strip_prefix(['F', 'f'])?.parse().ok()?;
    (1..=12).contains(&number).then_some(Key::F(number))
}

fn no_key(name: &str) -> UnknownKey {
    let names = NAMED.iter().map(|(known, _)| *known);
    UnknownKey {
        nearest: nearest(name, names),
    }
}
