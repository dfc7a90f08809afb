//! How a shell writes words: quotes and backslashes.

use std::ffi::{OsStr, OsString};

/// The word that a shell takes this for; also where its quote is not closed yet.
pub(crate) fn meant(word: &OsStr) -> OsString {
    match word.to_str() {
        Some(text) => unquoted(text).into(),
        None => word.to_owned(),
    }
}

/// The same of a text. What is no word of a shell stays as it is.
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

/// The quote that is still open at the end of a word, and its offset.
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

/// A word as it has to be written for bash, within the quote that is open there.
///
/// The quote is closed after it, unless the word goes on, as `KEY=` does: bash does that too, but
/// not if the word ends in that very character.
pub(crate) fn written(word: &str, quote: Option<char>) -> String {
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
    let mut written = match quote {
        Some('"') => escaped(|c| matches!(c, '"' | '\\' | '$' | '`')),
        Some(_) => word.replace('\'', r"'\''"),
        None => escaped(|c| c.is_ascii() && !is_plain(c)),
    };
    written.extend(quote.filter(|_| !word.ends_with(['=', '/'])));
    written
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "@~%+-=:,./_".contains(c)
}
