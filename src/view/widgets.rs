//! Parts that several screens draw: names of rows, group headings, empty states.

use super::painter::Painter;
use crate::results::{Delta, LevelChange};
use crate::state::{ColumnGrid, MARKER, Role};
use crate::text::wrapped;
use crate::words::change_sign;

/// Marks the selected row.
pub(super) fn selection_marker(paint: &mut Painter, y: u16) {
    paint.put(0, y, "▌", 1, Role::StrongAccent);
}

/// Writes the name of a row, and marks the row if it is selected.
pub(super) fn row_name(paint: &mut Painter, y: u16, name: &str, width: u16, selected: bool) {
    if selected {
        selection_marker(paint, y);
    }
    paint.put(MARKER, y, name, width, Role::Text.if_selected(selected));
}

/// Writes the heading of a group in capitals, up to the column `right`. Returns the column after it.
pub(super) fn group_heading(paint: &mut Painter, y: u16, group: Option<&str>, right: u16) -> u16 {
    let heading = group.unwrap_or_default().to_uppercase();
    paint.put(MARKER, y, &heading, right.saturating_sub(MARKER), Role::Dim)
}

/// Writes why a list is empty, and below it what to do about it.
pub(super) fn empty_state<'a>(
    paint: &mut Painter,
    y: u16,
    title: &str,
    hints: impl IntoIterator<Item = &'a str>,
) {
    paint.put_line(MARKER, y, title, Role::Strong);
    let last = paint.area().height.saturating_sub(1);
    let width = paint.area().width.saturating_sub(MARKER);
    let lines = hints.into_iter().flat_map(|hint| wrapped(hint, width, 3));
    for (y, line) in (y + 2..last).zip(lines) {
        paint.put_line(MARKER, y, &line, Role::Text);
    }
}

/// Writes how many of `count` rows are below those visible, under a list that fills the body.
pub(super) fn more_below(paint: &mut Painter, count: usize, top: usize, height: u16) {
    let below = count.saturating_sub(top + usize::from(height));
    if below > 0 {
        let text = format!("{below} more below");
        paint.put_right(paint.area().width, 2 + height, &text, Role::Dim);
    }
}

/// Which columns are visible: "7", or "1-4 of 7".
pub(super) fn visible_columns(grid: &ColumnGrid) -> String {
    let last = (grid.left + grid.fits).min(grid.count);
    match grid.left + 1 {
        _ if !grid.scrolls() => grid.count.to_string(),
        first if first == last => format!("{first} of {}", grid.count),
        first => format!("{first}-{last} of {}", grid.count),
    }
}

/// How to get out of a filter without matches: while you type it, or afterward.
pub(super) fn no_matches_hint(is_typing: bool, back: &str, filter: &str) -> String {
    if is_typing {
        format!("Press Backspace to shorten the filter, or Esc and then {back} to clear it.")
    } else {
        format!("Press {back} to clear the filter, or {filter} to edit it.")
    }
}

/// A change in a few cells, with its role.
pub(super) fn change(delta: Delta, ascii: bool) -> (String, Role) {
    let role = match delta.change {
        LevelChange::New | LevelChange::Up(_) | LevelChange::Rated => Role::Accent,
        LevelChange::Down(_) | LevelChange::Unrated => Role::Error,
        _ => Role::Dim,
    };
    (change_sign(delta, ascii), role)
}
