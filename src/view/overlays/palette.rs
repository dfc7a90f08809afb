use ratatui::layout::Position;

use super::help;
use crate::state::{MARKER, Palette, Role, State, cells};
use crate::text::wrapped;
use crate::view::painter::Painter;
use crate::view::{header_footer, text_field};

/// With less room than this the name and the keys of a command speak for themselves.
const DOES_LEAST: u16 = 12;

/// The commands that match, and the line in which they are looked for. Gives the place of the
/// cursor.
pub(crate) fn draw(paint: &mut Painter, state: &State, palette: &Palette) -> Position {
    header_footer::header(paint, &[help::title(palette.of), "Command palette"], &[]);
    let width = state.size.width;
    if palette.rows.is_empty() {
        nothing(paint, state);
    }
    rows(paint, state, palette);
    let y = state.size.height.saturating_sub(1);
    paint.put(0, y, &" ".repeat(usize::from(width)), width, Role::Text);
    let help = "Enter run · Esc close";
    // What is typed comes first: the help makes way for it.
    let room = width.saturating_sub(cells(help) + 2);
    if cells(palette.field.text()) + 4 < room {
        paint.put_right(width, y, help, Role::Dim);
        return text_field::put(paint, 0, y, ": ", &palette.field, room);
    }
    text_field::put(paint, 0, y, ": ", &palette.field, width)
}

fn rows(paint: &mut Painter, state: &State, palette: &Palette) {
    let (width, height) = (state.size.width, state.size.body_height());
    let widest = |text: fn(&crate::state::PaletteRow) -> &str, least: u16| {
        let rows = palette.rows.iter();
        rows.map(|row| cells(text(row)))
            .max()
            .unwrap_or(0)
            .max(least)
    };
    // As wide as they mostly are, so that little moves while somebody types.
    let (names, keys) = (widest(|row| row.name, 14), widest(|row| &row.keys, 8));
    let shown = palette.rows.iter().enumerate().skip(palette.list.top);
    for (y, (index, row)) in (2..2 + height).zip(shown) {
        let chosen = index == palette.list.at;
        if chosen {
            paint.put(0, y, "▌", 1, Role::StrongAccent);
        }
        paint.put(MARKER, y, row.name, names, Role::Text.chosen(chosen));
        let x = MARKER + names + 2;
        paint.put(x, y, &row.keys, keys, Role::Strong);
        let x = x + keys + 2;
        let room = width.saturating_sub(x);
        if room >= DOES_LEAST {
            paint.put(x, y, &row.description, room, Role::Dim);
        }
    }
    let below = palette
        .rows
        .len()
        .saturating_sub(palette.list.top + usize::from(height));
    if below > 0 {
        paint.put_right(width, 2 + height, &format!("{below} more below"), Role::Dim);
    }
}

fn nothing(paint: &mut Painter, state: &State) {
    let width = state.size.width.saturating_sub(MARKER);
    let lines = [
        "No matching commands",
        "Press Backspace to shorten the search or Esc to close.",
    ];
    let lines = lines.iter().flat_map(|line| wrapped(line, width, 2));
    for (y, line) in (2..2 + state.size.body_height()).zip(lines) {
        paint.put(MARKER, y, &line, width, Role::Text);
    }
}
