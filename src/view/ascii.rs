use ratatui::buffer::Buffer;

/// The program's own glyphs, and what stands in their place in plain ASCII, cell by cell.
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

/// Replaces the program's own glyphs in a finished frame.
pub(super) fn to_ascii(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if let Some((_, plain)) = ASCII.iter().find(|(glyph, _)| *glyph == cell.symbol()) {
            cell.set_symbol(plain);
        }
    }
}
