use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar as _;

/// Whether a character could steer a terminal instead of being read: a control character (C0, DEL,
/// C1), or one of the invisible marks that turn the direction of text or break its line.
pub fn is_hidden(c: char) -> bool {
    c.is_control() || is_bidi(c) || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Whether each byte of a text is a character that takes one cell.
pub(crate) fn is_printable_ascii(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// Whether a character overrides or isolates the direction of the text after it
/// (Unicode Standard Annex 9, section 2).
pub fn is_bidi(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character has the Unicode property `Default_Ignorable_Code_Point`: for example, a
/// zero-width space, a joiner, a soft hyphen, a byte order mark, or a bidi character.
pub(crate) fn is_default_ignorable(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether nothing of a text can be seen: it is empty, or has only spaces and characters without
/// width, such as U+200B. What is shown as a placeholder can be seen.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || (c.width() == Some(0) && !is_hidden(c)))
}

/// Whether a character has no glyph and no width, and does not change its neighbors: for example, a
/// zero-width space, a soft hyphen, or a tag. The joiners of Persian, Indic scripts, and emoji, and
/// variation selectors, change neighbors and are not included.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}'
        | '\u{200B}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{3164}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E00FF}')
}

/// Replaces every hidden or invisible character with a visible placeholder such as `<U+001B>`.
///
/// All text that came from files or people passes through here on its way to a terminal.
pub fn visible(text: &str) -> Cow<'_, str> {
    replaced(text, |c, _| is_hidden(c) || is_invisible(c))
}

/// The same for the output of the program: keeps tabs and line breaks, and, if `is_styled`, colors
/// (SGR sequences).
pub(crate) fn visible_output(text: &str, is_styled: bool) -> Cow<'_, str> {
    let mut style_end = 0;
    replaced(text, |c, at| {
        let rest = &text[at..];
        if c == '\u{1b}' && is_styled {
            style_end = style_end.max(at + style_length(rest));
        }
        let is_layout = matches!(c, '\n' | '\t') || rest.starts_with("\r\n") || at < style_end;
        !is_layout && (is_hidden(c) || is_invisible(c))
    })
}

/// The length in bytes of an SGR sequence at the start of a text; 0 if there is none.
fn style_length(text: &str) -> usize {
    let Some(parameters) = text.strip_prefix("\u{1b}[") else {
        return 0;
    };
    let end = parameters.find(|c: char| !matches!(c, '0'..='9' | ';' | ':'));
    match end {
        Some(end) if parameters[end..].starts_with('m') => end + "\u{1b}[m".len(),
        _ => 0,
    }
}

/// Replaces each character for which `hides` is true; it is called with the character and its offset.
fn replaced(text: &str, mut hides: impl FnMut(char, usize) -> bool) -> Cow<'_, str> {
    if is_printable_ascii(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::new();
    let mut copied = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii_graphic()) {
        if hides(c, at) {
            shown.push_str(&text[copied..at]);
            let _ = write!(shown, "<U+{:04X}>", u32::from(c));
            copied = at + c.len_utf8();
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    shown.push_str(&text[copied..]);
    Cow::Owned(shown)
}
