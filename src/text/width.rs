//! Width of text in terminal cells, measured grapheme by grapheme, as it is drawn.
//!
//! The width of a string as a whole can differ: `لا` counts as one ligature there, but takes two
//! cells of a grid.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::visible::is_printable_ascii;

/// The width of a text in cells.
pub fn cells(text: &str) -> usize {
    if is_printable_ascii(text) {
        return text.len();
    }
    text.graphemes(true).map(cells_of).sum()
}

/// The width of a grapheme in cells. Terminals, and the grid of a frame, give the voiced marks of
/// half-width kana a separate cell.
fn cells_of(grapheme: &str) -> usize {
    let marks = grapheme
        .chars()
        .filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}'));
    grapheme.width() + marks.count()
}

/// The start of a text: as many graphemes as fit into `room` cells.
pub fn head(text: &str, room: usize) -> &str {
    let mut used = 0;
    let end = text.grapheme_indices(true).find(|(_, grapheme)| {
        used += cells_of(grapheme);
        used > room
    });
    &text[..end.map_or(text.len(), |(start, _)| start)]
}

/// The end of a text: as many graphemes as fit into `room` cells.
pub fn tail(text: &str, room: usize) -> &str {
    let mut used = 0;
    let start = text.grapheme_indices(true).rev().find(|(_, grapheme)| {
        used += cells_of(grapheme);
        used > room
    });
    &text[start.map_or(0, |(at, grapheme)| at + grapheme.len())..]
}

/// Splits a text between graphemes into parts of at most `room` cells. A wider grapheme is a separate
/// part. Each grapheme is measured once.
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
