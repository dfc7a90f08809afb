use ratatui::layout::Position;

use crate::state::{Action, HelpPage, KeyContext, Role, State, cells};
use crate::view::painter::Painter;
use crate::view::{header_footer, text_field, widgets};

/// Draws the metrics and keys of the screen below. Returns the cursor if the filter is typed.
pub(crate) fn draw(paint: &mut Painter, state: &State, help: &HelpPage) -> Option<Position> {
    let page = if help.metrics.is_empty() {
        "Keys"
    } else {
        "Metrics and keys"
    };
    header_footer::header(paint, &[help.of.title(), page], &[]);
    let height = state.size.body_height();
    let rows = help.rows(&state.keymap, state.size.width);
    let keys = rows.iter().map(|(keys, _)| cells(keys)).max().unwrap_or(0);
    for (y, (key, description)) in (2..2 + height).zip(rows.iter().skip(help.top)) {
        paint.put(2, y, key, keys, Role::Strong);
        paint.put_line(2 + keys + 2, y, description, Role::Text);
    }
    widgets::more_below(paint, rows.len(), help.top, height);
    if rows.is_empty() {
        no_matches(paint, state, help);
    }
    help.filter
        .is_typed
        .then(|| text_field::draw_in_footer(paint, "/ ", &help.filter.field))
}

fn no_matches(paint: &mut Painter, state: &State, help: &HelpPage) {
    let key = |action| state.keymap.name(KeyContext::Help, action);
    let hint = if help.filter.is_typed {
        "Press Backspace to shorten the filter or Esc to close it.".to_owned()
    } else {
        let (filter, back) = (key(Action::Filter), key(Action::Back));
        format!("Press {filter} to edit the filter or {back} to go back.")
    };
    widgets::empty_state(paint, 2, "No matching keys", [&*hint]);
}
