//! How much room a text takes, counted as it is drawn: grapheme by grapheme.
//!
//! The width of a whole string may be another one: in `لا` two letters are counted as the one sign
//! that a font makes of them, while a grid of cells has room for both.

use textwrap::core::Fragment;
use textwrap::word_splitters::split_words;
use textwrap::wrap_algorithms::wrap_first_fit;
use textwrap::{WordSeparator, WordSplitter};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::visible::visible;

/// How many cells of a terminal a text takes.
pub fn cells(text: &str) -> usize {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return text.len();
    }
    text.graphemes(true).map(cells_of).sum()
}

/// The width of a grapheme in cells. Voiced marks of half-width kana belong to the letter before
/// them, but terminals give them a cell of their own, and so does the grid that frames are made in.
fn cells_of(grapheme: &str) -> usize {
    let marks = grapheme
        .chars()
        .filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}'));
    grapheme.width() + marks.count()
}

/// As many whole graphemes as fit into `room` cells.
pub fn head(text: &str, room: usize) -> &str {
    let mut used = 0;
    let end = text.grapheme_indices(true).find(|(_, grapheme)| {
        used += cells_of(grapheme);
        used > room
    });
    &text[..end.map_or(text.len(), |(start, _)| start)]
}

/// The end of a text, as many whole graphemes as fit into `room` cells.
pub fn tail(text: &str, room: usize) -> &str {
    let mut used = 0;
    let start = text.grapheme_indices(true).rev().find(|(_, grapheme)| {
        used += cells_of(grapheme);
        used > room
    });
    &text[start.map_or(0, |(at, grapheme)| at + grapheme.len())..]
}

/// Splits a text between graphemes into parts of at most `room` cells. A wider grapheme is a part by
/// itself. Each grapheme is measured once.
pub fn parts(text: &str, room: usize) -> impl Iterator<Item = &str> {
    let mut graphemes = text.grapheme_indices(true).peekable();
    std::iter::from_fn(move || {
        let (start, first) = graphemes.next()?;
        let (mut end, mut used) = (start + first.len(), cells_of(first));
        while let Some((at, grapheme)) = graphemes.peek() {
            used += cells_of(grapheme);
            if used > room {
                break;
            }
            end = at + grapheme.len();
            graphemes.next();
        }
        Some(&text[start..end])
    })
}

/// Whether the text takes at most `room` cells. Stops reading when it does not.
pub fn fits(text: &str, room: usize) -> bool {
    head(text, room).len() == text.len()
}

/// The text in lines of at most `room` cells, broken where Unicode allows it (UAX 14); a word that
/// is longer than a line is broken between graphemes.
pub fn wrap(text: &str, room: usize) -> Vec<String> {
    let words = WordSeparator::UnicodeBreakProperties.find_words(text);
    let mut pieces = Vec::new();
    for word in split_words(words, &WordSplitter::HyphenSplitter) {
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

/// The pieces of a line; the space behind the last is left out.
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

/// A part of a text that stays together, and the space behind it.
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
