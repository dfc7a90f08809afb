use ratatui::layout::Position;
use unicode_segmentation::UnicodeSegmentation as _;

use super::painter::Painter;
use crate::state::{Role, TextField, cells};
use crate::text::{visible, width};

/// Writes a text field: a label, and the text scrolled so that the cursor shows. Gives the place
/// of the cursor.
pub(super) fn put(
    paint: &mut Painter,
    x: u16,
    y: u16,
    label: &str,
    field: &TextField,
    width: u16,
) -> Position {
    let x = paint.put(x, y, label, width, Role::Strong);
    let room = width.saturating_sub(cells(label)).max(2);
    let before = field.before_cursor();
    let hidden = before.len() - end_of(before, room - 1).len();
    let shown = &field.text()[hidden..];
    let shown = visible(shown);
    if cells(&shown) > room {
        // Its sign has a cell of its own, the last: what stands before the cursor stays in place.
        let kept = width::head(&shown, usize::from(room) - 1);
        paint.put(x, y, kept, room, Role::Text);
        paint.put(x + room - 1, y, "…", 1, Role::Text);
    } else {
        paint.put(x, y, &shown, room, Role::Text);
    }
    let at = x + cells(&before[hidden..]).min(room - 1);
    Position { x: at, y }
}

/// The end of what stands before the cursor that fits: whole graphemes, placeholders included.
fn end_of(before: &str, room: u16) -> &str {
    let mut left = room;
    let mut start = before.len();
    for (at, grapheme) in before.grapheme_indices(true).rev() {
        match left.checked_sub(cells(grapheme)) {
            Some(rest) => (left, start) = (rest, at),
            None => break,
        }
    }
    &before[start..]
}
