//! Replaces glyphs by ASCII.

use ratatui::buffer::Buffer;

/// The glyphs that the program draws, and their replacements of the same width.
const ASCII: [(&str, &str); 24] = [
    ("┌", "+"),
    ("┐", "+"),
    ("└", "+"),
    ("┘", "+"),
    ("→", ">"),
    ("█", "#"),
    ("░", "."),
    ("▏", "|"),
    ("✓", "+"),
    ("●", "@"),
    ("○", "o"),
    ("▲", "^"),
    ("◦", "L"),
    ("·", "."),
    ("▌", ">"),
    ("›", ">"),
    ("─", "-"),
    ("│", "|"),
    ("✎", "*"),
    ("–", "-"),
    ("…", "~"),
    ("✗", "x"),
    ("↓", "v"),
    ("↑", "^"),
];

/// Replaces the glyphs in a finished frame.
pub(super) fn to_ascii(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if let Some((_, plain)) = ASCII.iter().find(|(glyph, _)| *glyph == cell.symbol()) {
            cell.set_symbol(plain);
        }
    }
}
