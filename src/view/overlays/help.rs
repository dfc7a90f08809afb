use ratatui::layout::Position;

use crate::state::{Action, HelpPage, KeyContext, Role, State, cells};
use crate::text::wrapped;
use crate::view::painter::Painter;
use crate::view::{header_footer, text_field};

/// The keys of the screen below. Gives the place of the cursor where the filter is typed.
pub(crate) fn draw(paint: &mut Painter, state: &State, help: &HelpPage) -> Option<Position> {
    header_footer::header(
        paint,
        &[
            title(help.of),
            if help.figures.is_empty() {
                "Keys"
            } else {
                "Metrics and keys"
            },
        ],
        &[],
    );
    let (width, height) = (state.size.width, state.size.body_height());
    let rows = help.rows(&state.keymap, state.size.width);
    let keys = rows.iter().map(|(keys, _)| cells(keys)).max().unwrap_or(0);
    for (y, (key, does)) in (2..2 + height).zip(rows.iter().skip(help.top)) {
        paint.put(2, y, key, keys, Role::Strong);
        let x = 2 + keys + 2;
        paint.put(x, y, does, width.saturating_sub(x), Role::Text);
    }
    let below = rows.len().saturating_sub(help.top + usize::from(height));
    if below > 0 {
        paint.put_right(width, 2 + height, &format!("{below} more below"), Role::Dim);
    }
    if rows.is_empty() {
        nothing(paint, state, help);
    }
    let y = state.size.height.saturating_sub(1);
    if help.filtering {
        paint.put(0, y, &" ".repeat(usize::from(width)), width, Role::Text);
        return Some(text_field::put(paint, 0, y, "/ ", &help.filter, width));
    }
    None
}

/// No key does what the filter says: what to do about it.
fn nothing(paint: &mut Painter, state: &State, help: &HelpPage) {
    let key = |action| state.keymap.name(KeyContext::Help, action);
    let how = if help.filtering {
        "Press Backspace to shorten the filter or Esc to close it.".to_owned()
    } else {
        let (filter, back) = (key(Action::Filter), key(Action::Back));
        format!("Press {filter} to edit the filter or {back} to go back.")
    };
    let width = state.size.width.saturating_sub(2);
    let lines = ["No matching keys", &how];
    let lines = lines.iter().flat_map(|line| wrapped(line, width, 2));
    for (y, line) in (2..2 + state.size.body_height()).zip(lines) {
        paint.put(2, y, &line, width, Role::Text);
    }
}

/// The name of a screen.
pub(crate) fn title(context: KeyContext) -> &'static str {
    match context {
        KeyContext::Home => "Home",
        KeyContext::Take => "Form",
        KeyContext::Result => "Result",
        KeyContext::Browse => "Results",
        KeyContext::Compare => "Compare",
        KeyContext::Trend => "Trend",
        KeyContext::Team => "Team",
        KeyContext::Broken => "Broken file",
        _ => "All screens",
    }
}
