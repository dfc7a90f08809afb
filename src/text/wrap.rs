//! Wraps text at the places where Unicode allows a line break (UAX 14).

use textwrap::core::Fragment;
use textwrap::word_splitters::split_words;
use textwrap::wrap_algorithms::wrap_first_fit;
use textwrap::{WordSeparator, WordSplitter};

use super::pad::cut;
use super::visible::{is_printable_ascii, visible};
use super::width::{cells, head, parts};

/// The text in lines of at most `room` cells. A word that is longer than a line is split between
/// graphemes.
pub fn wrap(text: &str, room: usize) -> Vec<String> {
    let words = WordSeparator::UnicodeBreakProperties.find_words(text);
    let mut pieces = Vec::new();
    for word in split_words(words, &WordSplitter::Custom(after_hyphens)) {
        let at = pieces.len();
        pieces.extend(parts(word.word, room).map(|part| WrapFragment::new(part, "")));
        if pieces.len() == at {
            pieces.push(WrapFragment::new("", ""));
        }
        if let Some(last) = pieces.last_mut() {
            last.space = word.whitespace;
        }
    }
    let room = u32::try_from(room).unwrap_or(u32::MAX);
    let lines = wrap_first_fit(&pieces, &[f64::from(room)]);
    lines.into_iter().map(joined).collect()
}

/// The places after hyphens between letters, but not those in dates and numbers.
fn after_hyphens(word: &str) -> Vec<usize> {
    let is_break = |at: &usize| {
        let before = word[..*at].chars().next_back();
        let after = word[at + 1..].chars().next();
        before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphabetic)
    };
    let hyphens = word.match_indices('-').map(|(at, _)| at);
    hyphens.filter(is_break).map(|at| at + 1).collect()
}

/// The lines of a text in a column, at most `most`; the last line ends with `…` if the text is
/// longer. Hidden characters are replaced with placeholders.
pub fn wrapped(text: &str, width: u16, most: usize) -> Vec<String> {
    let width = usize::from(width.max(1));
    if text.len() <= width && is_printable_ascii(text) && !text.ends_with(' ') && most > 0 {
        return vec![text.to_owned()];
    }
    let mut lines = wrap_start(text, width, most);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = cut(&format!("{}…", last.trim_end()), width, '…');
        }
    }
    lines
}

/// The first lines of the [`visible()`] text as [`wrap`] breaks it: `most` lines, and at least one more
/// if the text is longer. Reads only the text of these lines.
pub fn wrap_start(text: &str, room: usize, most: usize) -> Vec<String> {
    let mut reach = room.saturating_mul(most.saturating_add(1));
    loop {
        // A character never takes more cells than bytes.
        let start = if text.len() <= reach {
            text
        } else {
            // `find_words` misses a break before hyphens at the end of a text.
            head(text, reach).trim_end_matches('-')
        };
        let lines = wrap(&visible(start), room);
        // Spaces at the end of a line take no room, so the start may be too short.
        if lines.len() > most || start.len() == text.len() {
            return lines;
        }
        reach = reach.saturating_mul(2).max(1);
    }
}

/// Joins the pieces of a line, without the space after the last one.
fn joined(pieces: &[WrapFragment<'_>]) -> String {
    let mut line = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        line.push_str(piece.text);
        if at + 1 < pieces.len() {
            line.push_str(piece.space);
        }
    }
    line
}

/// A part of a text that is not split, and the space after it.
#[derive(Debug)]
struct WrapFragment<'t> {
    text: &'t str,
    space: &'t str,
    cells: u32,
}

impl<'t> WrapFragment<'t> {
    fn new(text: &'t str, space: &'t str) -> Self {
        let cells = u32::try_from(cells(text)).unwrap_or(u32::MAX);
        Self { text, space, cells }
    }
}

impl Fragment for WrapFragment<'_> {
    fn width(&self) -> f64 {
        f64::from(self.cells)
    }

    fn whitespace_width(&self) -> f64 {
        f64::from(u32::try_from(self.space.len()).unwrap_or(u32::MAX))
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}
