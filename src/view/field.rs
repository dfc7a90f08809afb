use ratatui::layout::Position;

use super::paint::Paint;
use super::theme::Role;
use crate::state::{Field, cells};

/// Writes a text field: a label, and the text scrolled so that the cursor shows. Gives the place
/// of the cursor.
pub fn put(paint: &mut Paint, x: u16, y: u16, label: &str, field: &Field, width: u16) -> Position {
    let x = paint.put(x, y, label, width, Role::Strong);
    let room = width.saturating_sub(cells(label)).max(2);
    let before = field.before_cursor();
    let hidden = first_shown(before, room - 1);
    let shown = &field.text()[hidden..];
    paint.put(x, y, shown, room, Role::Text);
    let at = x + cells(&before[hidden..]).min(room - 1);
    Position { x: at, y }
}

/// The byte at which the shown text begins, so that what stands before the cursor fits.
fn first_shown(before: &str, room: u16) -> usize {
    let starts = before
        .char_indices()
        .map(|(at, _)| at)
        .chain([before.len()]);
    starts
        .into_iter()
        .find(|at| cells(&before[*at..]) <= room)
        .unwrap_or(0)
}
