use ratatui::layout::Position;

use crate::results::ResultRow;
use crate::state::{Action, Browse, KeyContext, MARKER, Role, State};
use crate::text::thousands;
use crate::view::painter::Painter;
use crate::view::{header_footer, messages, text_field, widgets};
use crate::words::{row_mean_words, short_id};

/// The room for "▲ 12" and the space after it.
const LEVEL_UPS: u16 = 6;

/// Draws the list of all results. Returns the cursor if the filter is typed.
pub(crate) fn draw(paint: &mut Painter, state: &State, browse: &Browse) -> Option<Position> {
    let mut right = vec![(count_words(browse), Role::Text)];
    if !browse.marked.is_empty() {
        let marked = format!("{} marked · ", browse.marked.len());
        right.insert(0, (marked, Role::Accent));
    }
    header_footer::header(paint, &["Results"], &right);
    let y = Browse::layout(state.size).filter;
    let is_filtered = browse.filter.is_shown();
    let cursor = is_filtered
        .then(|| text_field::draw(paint, y, "/ ", &browse.filter.field, state.size.width));
    if !is_filtered && browse.total.get() != Some(&0) {
        let key = state.keymap.name(KeyContext::Browse, Action::Filter);
        let hint = format!("Press {key} to filter by name, assessment, date, or note");
        paint.put_line(0, y, &hint, Role::Dim);
    }
    if browse.rows.is_empty() {
        empty(paint, state, browse);
    } else {
        rows(paint, state, browse);
    }
    cursor.filter(|_| browse.filter.is_typed)
}

/// "14 results", or "3 of 14" if they are filtered.
fn count_words(browse: &Browse) -> String {
    let Some(&total) = browse.total.get() else {
        return "loading…".into();
    };
    let total_words = thousands(total);
    if browse.filter.is_empty() {
        let noun = if total == 1 { "result" } else { "results" };
        return format!("{total_words} {noun}");
    }
    match browse.found {
        None => format!("… of {total_words}"),
        Some(found) => {
            let more = if browse.is_counting() { "+" } else { "" };
            format!("{}{more} of {total_words}", thousands(found))
        }
    }
}

fn empty(paint: &mut Painter, state: &State, browse: &Browse) {
    let key = |action| state.keymap.name(KeyContext::Browse, action);
    let back = key(Action::Back);
    let (title, hint) = match browse.total.get() {
        None => return,
        Some(&0) if state.sync_status.away => ("Server offline", messages::OFFLINE_HINT.to_owned()),
        Some(&0) if state.below.is_empty() => (
            "No results yet",
            format!(
                "Press {back} to quit. Then run levelup, select an assessment, and press Enter \
                to take it."
            ),
        ),
        Some(&0) => (
            "No results yet",
            format!("Press {back} to go back, select an assessment, and press Enter to take it."),
        ),
        Some(_) if !browse.is_settled() => return,
        Some(_) => (
            "No matches",
            widgets::no_matches_hint(browse.filter.is_typed, &back, &key(Action::Filter)),
        ),
    };
    let y = Browse::layout(state.size).list.first;
    widgets::empty_state(paint, y, title, [&*hint]);
}

fn rows(paint: &mut Painter, state: &State, browse: &Browse) {
    let lines = Browse::layout(state.size).list.lines();
    let widths = BrowseWidths::new(state.size.width, state.date_width());
    let shown = browse.rows.iter().enumerate().skip(browse.list.top);
    for (y, (index, result)) in lines.zip(shown) {
        row(paint, state, result, widths, y, index == browse.list.at);
        if browse.marked.contains(&result.id) {
            paint.put(1, y, "✓", 1, Role::StrongAccent);
        }
    }
}

/// The widths of the columns, which depend only on the terminal, so that rows do not move.
#[derive(Clone, Copy)]
struct BrowseWidths {
    date: u16,
    assessment: u16,
    name: u16,
    mean: u16,
    id: u16,
}

impl BrowseWidths {
    fn new(width: u16, date: u16) -> Self {
        if width < 46 {
            let rest = width.saturating_sub(MARKER + date + 2 + 2 + 2 + LEVEL_UPS);
            let assessment = rest / 2;
            return Self {
                date,
                assessment,
                name: rest - assessment,
                mean: 0,
                id: 0,
            };
        }
        // Longer dates take the room of the mean and the ID.
        let more = date.saturating_sub(10);
        let mean = if width >= 60 + more { 11 } else { 0 };
        let id = if width >= 70 + more { 8 } else { 0 };
        let fixed = MARKER + date + 2 + 6 + mean + id + LEVEL_UPS;
        let rest = width.min(120).saturating_sub(fixed);
        let name = (rest * 45 / 100).min(40);
        Self {
            date,
            assessment: rest.saturating_sub(name).min(44),
            name,
            mean,
            id,
        }
    }
}

fn row(
    paint: &mut Painter,
    state: &State,
    row: &ResultRow,
    widths: BrowseWidths,
    y: u16,
    selected: bool,
) {
    if selected {
        widgets::selection_marker(paint, y);
    }
    paint.put(MARKER, y, &state.date(row.taken_at), widths.date, Role::Dim);
    let mut x = MARKER + widths.date + 2;
    if widths.assessment > 0 {
        paint.put(x, y, &row.assessment, widths.assessment, Role::Text);
        x += widths.assessment + 2;
    }
    paint.put(
        x,
        y,
        &row.name,
        widths.name,
        Role::Text.if_selected(selected),
    );
    x += widths.name + 2;
    if widths.mean > 0 {
        paint.put(x, y, &row_mean_words(row), widths.mean, Role::Dim);
        x += widths.mean + 1;
    }
    if row.level_ups > 0 {
        paint.put(x, y, &format!("▲ {}", row.level_ups), 5, Role::Accent);
    }
    paint.put(x + LEVEL_UPS, y, &short_id(row.id), widths.id, Role::Dim);
}
