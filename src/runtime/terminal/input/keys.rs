//! Decodes keys from characters and control sequences.

use crate::state::Key;

/// Bits of the modifiers of a key. Sequences encode them as their sum plus one.
#[derive(Debug, Clone, Copy)]
struct Modifiers(u32);

impl Modifiers {
    fn shift(self) -> bool {
        self.0 & 1 != 0
    }

    fn alt(self) -> bool {
        self.0 & 2 != 0
    }

    fn ctrl(self) -> bool {
        self.0 & 4 != 0
    }
}

/// Returns the key for a character outside a sequence.
pub(crate) fn typed(character: char) -> Key {
    if character.is_ascii_control() {
        control(character)
    } else {
        Key::Char(character)
    }
}

/// Returns the key that sends a C0 control or DEL.
pub(crate) fn control(control: char) -> Key {
    match control {
        '\u{7f}' => Key::Backspace,
        '\0' => Key::Ctrl(' '),
        '\u{1}'..='\u{1a}' => Key::with_ctrl(char::from(control as u8 + b'`')),
        // Terminals since the VT220 send these for Ctrl-4 to Ctrl-7.
        _ => Key::Ctrl(char::from(control as u8 + 0x18)),
    }
}

/// Returns the key of an SS3 sequence: arrows, F1 to F4, and the keypad. `None` for other keys.
pub(crate) fn ss3(end: char) -> Option<Key> {
    Some(match end {
        'M' => Key::Enter,
        'I' => Key::Tab,
        ' ' => Key::Char(' '),
        'X' => Key::Char('='),
        'R' => Key::F(3),
        'j'..='y' => Key::Char(char::from(end as u8 - b'@')),
        _ => return letter(end),
    })
}

/// Returns the key of a CSI sequence with these parameters. `None` if it is not a key, or if the
/// key is released.
pub(crate) fn csi(parameters: &str, end: char) -> Option<Key> {
    let is_number = |character: char| character.is_ascii_digit() || ";:".contains(character);
    if !parameters.chars().all(is_number) {
        return None;
    }
    let mut fields = parameters.split(';');
    let first = fields.next().unwrap_or_default();
    let (modifiers, kind) = modifiers(fields.next().unwrap_or_default());
    if kind == Some(3) {
        return None;
    }
    let number = || first.split(':').next()?.parse::<u32>().ok();
    match end {
        '~' if number() == Some(27) => character(fields.next()?.parse().ok()?, modifiers),
        '~' => numbered(number()?),
        'u' => coded(first, modifiers, fields.next()),
        'Z' => Some(Key::BackTab),
        'A'..='D' | 'F' | 'H' => letter(end),
        // With other numbers these are not keys, and R reports the cursor position.
        'P' | 'Q' | 'S' if matches!(first, "" | "1") => letter(end),
        _ => None,
    }
}

/// Returns the modifiers and the kind of the event: 1 for a press, 2 for a repeat, 3 for a release.
fn modifiers(field: &str) -> (Modifiers, Option<u32>) {
    let mut numbers = field.split(':').map(|number| number.parse::<u32>().ok());
    let bits = numbers.next().flatten().unwrap_or(1).saturating_sub(1);
    (Modifiers(bits), numbers.next().flatten())
}

/// Returns the key for the final letter of a sequence.
fn letter(end: char) -> Option<Key> {
    Some(match end {
        'A' => Key::Up,
        'B' => Key::Down,
        'C' => Key::Right,
        'D' => Key::Left,
        'F' => Key::End,
        'H' => Key::Home,
        'P' => Key::F(1),
        'Q' => Key::F(2),
        'S' => Key::F(4),
        _ => return None,
    })
}

/// Returns the key for the number of a sequence that ends with `~`.
fn numbered(number: u32) -> Option<Key> {
    let function = |before: u32| u8::try_from(number - before).ok().map(Key::F);
    match number {
        1 | 7 => Some(Key::Home),
        3 => Some(Key::Delete),
        4 | 8 => Some(Key::End),
        5 => Some(Key::PageUp),
        6 => Some(Key::PageDown),
        11..=15 => function(10),
        17..=21 => function(11),
        23..=26 => function(12),
        28..=29 => function(13),
        31..=34 => function(14),
        _ => None,
    }
}

/// Returns a key of the kitty keyboard protocol. `codes` has its code and, if reported, the shifted
/// code; `text` is the code of the text that the key types.
fn coded(codes: &str, modifiers: Modifiers, text: Option<&str>) -> Option<Key> {
    let mut codes = codes.split(':');
    let code = codes.next()?.parse().ok()?;
    if let Some(key) = keypad(code) {
        return Some(key);
    }
    let plain = !modifiers.ctrl() && !modifiers.alt();
    let typed = text.filter(|_| plain).and_then(|text| text.parse().ok());
    let mut shifted = || codes.next()?.parse().ok();
    let shifted = if modifiers.shift() { shifted() } else { None };
    let upper = || {
        let upper = char::from_u32(code).filter(|_| modifiers.shift())?;
        let mut upper = upper.to_uppercase();
        upper.next().filter(|_| upper.next().is_none())
    };
    let code = typed
        .or(shifted)
        .or_else(|| upper().map(u32::from))
        .unwrap_or(code);
    character(code, modifiers)
}

/// Returns the key for a Unicode code point with modifiers. `None` if it has no key.
fn character(code: u32, modifiers: Modifiers) -> Option<Key> {
    Some(match char::from_u32(code)? {
        '\u{1b}' => Key::Esc,
        '\r' => Key::Enter,
        '\t' if modifiers.shift() => Key::BackTab,
        '\t' => Key::Tab,
        '\u{7f}' | '\u{8}' => Key::Backspace,
        // Modifiers, locks, and media keys have private-use codes.
        '\u{e000}'..='\u{f8ff}' => return None,
        other if other.is_control() => return None,
        other if modifiers.ctrl() => Key::with_ctrl(other),
        other if modifiers.alt() => Key::Alt(other),
        other => Key::Char(other),
    })
}

/// Returns a keypad key of the kitty keyboard protocol, or F13 or higher.
fn keypad(code: u32) -> Option<Key> {
    const CHARACTERS: &[u8; 15] = b"0123456789./*-+";
    Some(match code {
        57_376..=57_398 => Key::F(u8::try_from(code - 57_363).ok()?),
        57_399..=57_413 => Key::Char(char::from(CHARACTERS[usize::try_from(code - 57_399).ok()?])),
        57_414 => Key::Enter,
        57_415 => Key::Char('='),
        57_416 => Key::Char(','),
        57_417 => Key::Left,
        57_418 => Key::Right,
        57_419 => Key::Up,
        57_420 => Key::Down,
        57_421 => Key::PageUp,
        57_422 => Key::PageDown,
        57_423 => Key::Home,
        57_424 => Key::End,
        57_426 => Key::Delete,
        _ => return None,
    })
}
