//! Completion for bash, which replaces only a part of the last word and takes values as text of the
//! line, so that they have to be quoted.

use std::ffi::OsString;

use clap::Command;
use clap_complete::engine::complete;

use super::shell_quoting::{open_quote, quoted, unquoted};

/// Separates two values.
const SEPARATOR: &str = "\u{b}";

/// The line up to the cursor.
pub(crate) struct Typed {
    /// The words without quotes; the last one is completed.
    pub(crate) words: Vec<OsString>,
    /// The part of the last word that bash does not replace.
    before: String,
    /// The open quote in the last word.
    quote: Option<char>,
}

/// Reads the arguments and variables of the script.
pub(crate) fn typed(given: &[OsString]) -> Typed {
    let variable = |name| std::env::var(name).unwrap_or_default();
    let index = variable("_CLAP_COMPLETE_INDEX").parse();
    let index = index.unwrap_or(given.len().saturating_sub(1));
    let given: Vec<_> = given
        .iter()
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let line = variable("_LEVELUP_LINE");
    let mut words = joined(&given[..index.min(given.len())], &line).unwrap_or_else(|| {
        let mut words = given;
        words.resize(index + 1, String::new());
        words
    });
    let last = words.pop().unwrap_or_default();
    let replaced = variable("_LEVELUP_WORD");
    let quote = open_quote(&last);
    let before = match quote {
        // Inside quotes, bash replaces the text after the quote.
        Some((at, _)) => &last[..at],
        None => last.strip_suffix(replaced.as_str()).unwrap_or_default(),
    };
    let before = unquoted(before);
    words.push(last);
    Typed {
        words: words.iter().map(|word| unquoted(word).into()).collect(),
        before,
        quote: quote.map(|(_, quote)| quote),
    }
}

/// Joins the words before the cursor that have no space between them on the line, and adds the rest
/// of the line. `None` if the words are not on the line.
fn joined(before: &[String], line: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    let mut rest = line;
    let mut add = |part: &str, apart: bool| match words.last_mut() {
        Some(last) if !apart => last.push_str(part),
        _ => words.push(part.to_owned()),
    };
    for part in before {
        let at = rest.find(part.as_str())?;
        add(part, at > 0);
        rest = &rest[at + part.len()..];
    }
    let last = rest.trim_start();
    add(last, last.len() < rest.len());
    Some(words)
}

/// Writes the values for the text that bash replaces.
pub(crate) fn write(command: &mut Command, typed: Typed, answer: &mut Vec<u8>) {
    let index = typed.words.len() - 1;
    let folder = std::env::current_dir().ok();
    let found = complete(command, typed.words, index, folder.as_deref()).unwrap_or_default();
    let mut between = "";
    for candidate in found {
        let value = candidate.get_value().to_string_lossy();
        let Some(rest) = value.strip_prefix(typed.before.as_str()) else {
            continue;
        };
        if !rest.is_empty() {
            answer.extend_from_slice(between.as_bytes());
            answer.extend_from_slice(quoted(rest, typed.quote).as_bytes());
            between = SEPARATOR;
        }
    }
}
