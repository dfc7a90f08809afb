//! How a shell writes words: quotes and backslashes.

use std::ffi::{OsStr, OsString};

/// The word that a shell takes this for; also where its quote is not closed yet.
pub(super) fn meant(word: &OsStr) -> OsString {
    match word.to_str() {
        Some(text) => unquoted(text).into(),
        None => word.to_owned(),
    }
}

/// The same of a text. What is no word of a shell stays as it is.
pub(super) fn unquoted(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let closed = ["", "\"", "'"].iter().find_map(|quote| {
        let mut words = shell_words::split(&format!("{text}{quote}")).ok()?;
        (words.len() == 1).then(|| words.remove(0))
    });
    closed.unwrap_or_else(|| text.to_owned())
}

/// The quote that a word is in, if any.
pub(super) fn quote(word: &str) -> Option<char> {
    word.chars()
        .next()
        .filter(|first| matches!(first, '"' | '\''))
}

/// A word as it has to be written for bash, within the quote that is open there.
pub(super) fn written(word: &str, quote: Option<char>) -> String {
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
    match quote {
        Some('"') => escaped(|c| matches!(c, '"' | '\\' | '$' | '`')),
        Some(_) => word.to_owned(),
        None => escaped(|c| c.is_ascii() && !is_plain(c)),
    }
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "@~%+-=:,./_".contains(c)
}
