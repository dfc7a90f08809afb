//! Draws a text field, scrolled so that its cursor is visible.

use ratatui::layout::Position;
use unicode_segmentation::UnicodeSegmentation as _;

use super::painter::Painter;
use crate::state::{Role, TextField, cells};
use crate::text::{visible, width};

/// Draws a label and a field over the bottom line. Returns the position of the cursor.
pub(super) fn draw_in_footer(paint: &mut Painter, label: &str, field: &TextField) -> Position {
    let area = paint.area();
    let y = area.height.saturating_sub(1);
    paint.clear_row(y);
    draw(paint, y, label, field, area.width)
}

/// Draws a label and a field at the left edge. Returns the position of the cursor.
pub(super) fn draw(
    paint: &mut Painter,
    y: u16,
    label: &str,
    field: &TextField,
    width: u16,
) -> Position {
    let x = paint.put(0, y, label, width, Role::Strong);
    let room = width.saturating_sub(cells(label)).max(2);
    let before = field.before_cursor();
    let hidden = before.len() - end_that_fits(before, room - 1).len();
    let shown = visible(&field.text()[hidden..]);
    if cells(&shown) > room {
        // `…` always takes the last cell, so that the text before the cursor does not move.
        let kept = width::head(&shown, usize::from(room) - 1);
        paint.put(x, y, kept, room, Role::Text);
        paint.put(x + room - 1, y, "…", 1, Role::Text);
    } else {
        paint.put(x, y, &shown, room, Role::Text);
    }
    let cursor = x + cells(&before[hidden..]).min(room - 1);
    Position { x: cursor, y }
}

/// The longest end of `text` that fits into `room` cells, in whole graphemes.
fn end_that_fits(text: &str, room: u16) -> &str {
    let mut left = room;
    let mut start = text.len();
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        match left.checked_sub(cells(grapheme)) {
            Some(rest) => (left, start) = (rest, at),
            None => break,
        }
    }
    &text[start..]
}
