use ratatui::layout::Position;

use crate::state::{MARKER, Palette, PaletteRow, Role, State, cells};
use crate::view::painter::Painter;
use crate::view::{header_footer, text_field, widgets};

/// Descriptions are left out below this width.
const DESCRIPTION_LEAST: u16 = 12;
/// The least widths of names and keys. Most are no wider, so that columns stay while you type.
const NAME_LEAST: u16 = 14;
const KEYS_LEAST: u16 = 8;

/// Draws the matching commands and the search field. Returns the cursor.
pub(crate) fn draw(paint: &mut Painter, state: &State, palette: &Palette) -> Position {
    header_footer::header(paint, &[palette.of.title(), "Command palette"], &[]);
    if palette.rows.is_empty() {
        let hint = "Press Backspace to shorten the filter, or Esc to close.";
        widgets::empty_state(paint, 2, "No matching commands", [hint]);
    }
    rows(paint, state, palette);
    let (width, y) = (state.size.width, state.size.height.saturating_sub(1));
    paint.clear_row(y);
    let help = "Enter run · Esc close";
    // A long search hides the help.
    let room = width.saturating_sub(cells(help) + 2);
    if cells(palette.field.text()) + 4 < room {
        paint.put_right(width, y, help, Role::Dim);
        return text_field::draw(paint, y, ": ", &palette.field, room);
    }
    text_field::draw(paint, y, ": ", &palette.field, width)
}

fn rows(paint: &mut Painter, state: &State, palette: &Palette) {
    let height = state.size.body_height();
    let widest = |text: fn(&PaletteRow) -> &str, least: u16| {
        let widths = palette.rows.iter().map(|row| cells(text(row)));
        widths.fold(least, u16::max)
    };
    let names = widest(|row| row.name, NAME_LEAST);
    let keys = widest(|row| &row.keys, KEYS_LEAST);
    let shown = palette.rows.iter().enumerate().skip(palette.list.top);
    for (y, (index, row)) in (2..2 + height).zip(shown) {
        widgets::row_name(paint, y, row.name, names, index == palette.list.at);
        let x = MARKER + names + 2;
        paint.put(x, y, &row.keys, keys, Role::Strong);
        let x = x + keys + 2;
        if state.size.width.saturating_sub(x) >= DESCRIPTION_LEAST {
            paint.put_line(x, y, &row.description, Role::Dim);
        }
    }
    widgets::more_below(paint, palette.rows.len(), palette.list.top, height);
}
