use super::painter::Painter;
use crate::state::{Role, cells};

/// A box in the middle of the screen: lines, some with the key that does what they say.
pub(super) fn draw(paint: &mut Painter, lines: &[(String, Role, String)]) {
    let area = paint.area();
    let keys = lines.iter().map(|(_, _, key)| cells(key)).max();
    // Behind "Enter", where no key is longer.
    let column = keys.unwrap_or(0).max(5) + 2;
    let inner = lines.iter().map(|(text, _, key)| {
        let before = if key.is_empty() { 0 } else { column };
        cells(text) + before
    });
    let inner = inner.max().unwrap_or(0);
    let width = (inner + 4).min(area.width);
    let height = u16::try_from(lines.len() + 2)
        .unwrap_or(u16::MAX)
        .min(area.height);
    let x = (area.width - width) / 2;
    let y = (area.height - height) / 2;
    frame(paint, x, y, width, height);
    let room = width.saturating_sub(4);
    for (row, (text, role, key)) in (y + 1..y + height - 1).zip(lines) {
        let column = if key.is_empty() { 0 } else { column };
        paint.put(x + 2, row, key, room, Role::Strong);
        paint.put(
            x + 2 + column,
            row,
            text,
            room.saturating_sub(column),
            *role,
        );
    }
}

fn frame(paint: &mut Painter, x: u16, y: u16, width: u16, height: u16) {
    let inner = usize::from(width.saturating_sub(2));
    let (line, blank) = ("─".repeat(inner), " ".repeat(inner));
    for row in y..y + height {
        let edges = match row {
            row if row == y => ("┌", &line, "┐"),
            row if row + 1 == y + height => ("└", &line, "┘"),
            _ => ("│", &blank, "│"),
        };
        let text = format!("{}{}{}", edges.0, edges.1, edges.2);
        paint.put(x, row, &text, width, Role::Dim);
    }
}
