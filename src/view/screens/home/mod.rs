mod rows;

use ratatui::layout::Position;

use crate::state::{Action, Home, HomeData, KeyContext, MARKER, Role, State};
use crate::text::wrapped;
use crate::view::painter::Painter;
use crate::view::{header_footer, messages, text_field, widgets};

/// Descriptions of assessments are not longer.
const DESCRIPTION_MOST: u16 = 78;

/// Draws the assessments and the recent results. Returns the cursor if the filter is typed.
pub(crate) fn draw(paint: &mut Painter, state: &State, home: &Home) -> Option<Position> {
    let name = state.name.as_deref().map(|name| format!("name: {name}"));
    let sample = if state.demo { "sample data · " } else { "" };
    let right = [
        (sample.into(), Role::Accent),
        (name.unwrap_or_default(), Role::Dim),
    ];
    header_footer::header(paint, &[], &right);
    let filter = home.layout(state.size).filter;
    let cursor =
        filter.map(|y| text_field::draw(paint, y, "/ ", &home.filter.field, state.size.width));
    if home.rows.is_empty() {
        empty(paint, state, home);
    } else {
        rows::draw(paint, state, home);
        getting_started(paint, state, home);
    }
    description(paint, state, home);
    cursor.filter(|_| home.filter.is_typed)
}

fn empty(paint: &mut Painter, state: &State, home: &Home) {
    let key = |action| state.keymap.name(KeyContext::Home, action);
    let y = home.layout(state.size).list.first;
    if !home.filter.is_empty() {
        let (back, filter) = (key(Action::Back), key(Action::Filter));
        let hint = widgets::no_matches_hint(home.filter.is_typed, &back, &filter);
        return widgets::empty_state(paint, y, "No matches", [&*hint]);
    }
    let palette = key(Action::Palette);
    let hints = [
        "Run levelup new SLUG to create one.",
        &format!(
            "Run levelup list to see where assessments are read from, or press {palette} to find a \
             command."
        ),
    ];
    widgets::empty_state(paint, y, "No assessments found", hints);
}

/// Writes the first steps in place of the recent results if nothing has been taken yet.
fn getting_started(paint: &mut Painter, state: &State, home: &Home) {
    let is_empty =
        |data: &HomeData| data.recent.is_empty() && data.drafts.is_empty() && data.aside.is_empty();
    let is_first = home.data.get().is_some_and(is_empty) && home.filter.is_empty();
    if !is_first || home.filter.is_typed {
        return;
    }
    // While offline, it is unknown whether earlier results exist.
    let (title, steps) = if state.sync_status.away {
        ("Server offline", vec![messages::OFFLINE_HINT.to_owned()])
    } else {
        ("Getting started", first_steps(state))
    };
    let width = state.size.width.saturating_sub(MARKER);
    let steps: Vec<_> = steps
        .iter()
        .flat_map(|step| wrapped(step, width, 3))
        .collect();
    let y = home.lines() + 1;
    let area = home.layout(state.size).list;
    if area.page().saturating_sub(y) < steps.len() + 1 {
        return;
    }
    let y = area.first + u16::try_from(y).unwrap_or(u16::MAX);
    paint.put_line(MARKER, y, title, Role::Strong);
    for (y, step) in (y + 1..).zip(&steps) {
        paint.put_line(MARKER, y, step, Role::Text);
    }
}

fn first_steps(state: &State) -> Vec<String> {
    let key = |action| state.keymap.name(KeyContext::Home, action);
    vec![
        format!(
            "Press {} to take the selected assessment. Each answer is saved automatically in a \
             draft.",
            key(Action::Open)
        ),
        format!(
            "Press {} for the keys of the current screen, or {} to open the command palette.",
            key(Action::Help),
            key(Action::Palette)
        ),
        "Run levelup demo to explore sample data: a team over two years.".to_owned(),
    ]
}

/// Writes the description of the selected assessment above the bottom line.
fn description(paint: &mut Painter, state: &State, home: &Home) {
    if let Some(assessment) = home.selected() {
        let y = state.size.height.saturating_sub(2);
        paint.put(MARKER, y, assessment.about(), DESCRIPTION_MOST, Role::Dim);
    }
}
