//! Quotes and backslashes of shells.

use std::ffi::{OsStr, OsString};

/// A word without quotes and backslashes.
pub(crate) fn unquoted_word(word: &OsStr) -> OsString {
    match word.to_str() {
        Some(text) => unquoted(text).into(),
        None => word.to_owned(),
    }
}

/// A text without quotes and backslashes, even if a quote is still open. A text that is not one word of
/// a shell is not changed.
pub(crate) fn unquoted(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let closed = ["", "\"", "'"].iter().find_map(|quote| {
        let mut words = shell_words::split(&format!("{text}{quote}")).ok()?;
        (words.len() == 1).then(|| words.remove(0))
    });
    closed.unwrap_or_else(|| text.to_owned())
}

/// The offset of the quote that is open at the end of a word, and the quote.
pub(crate) fn open_quote(word: &str) -> Option<(usize, char)> {
    let mut open = None;
    let mut chars = word.char_indices();
    while let Some((at, c)) = chars.next() {
        match (open, c) {
            (Some((_, '\'')), '\\') => {}
            (_, '\\') => drop(chars.next()),
            (None, '"' | '\'') => open = Some((at, c)),
            (Some((_, quote)), c) if c == quote => open = None,
            _ => {}
        }
    }
    open
}

/// Quotes a word for bash, to insert after an open quote.
///
/// The quote is closed, unless the word continues, as after `KEY=`. bash would also close it, but not if the
/// word ends with the same character.
pub(crate) fn quoted(word: &str, quote: Option<char>) -> String {
    let escaped = |is_special: fn(char) -> bool| {
        let mut out = String::with_capacity(word.len());
        for c in word.chars() {
            if is_special(c) {
                out.push('\\');
            }
            out.push(c);
        }
        out
    };
    let mut quoted = match quote {
        Some('"') => escaped(|c| matches!(c, '"' | '\\' | '$' | '`')),
        Some(_) => word.replace('\'', r"'\''"),
        None => escaped(|c| c.is_ascii() && !is_plain(c)),
    };
    quoted.extend(quote.filter(|_| !word.ends_with(['=', '/'])));
    quoted
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "@~%+-=:,./_".contains(c)
}
