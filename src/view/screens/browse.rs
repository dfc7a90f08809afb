use ratatui::layout::Position;

use crate::results::ResultRow;
use crate::state::{Action, Browse, KeyContext, MARKER, Role, State, cells};
use crate::text::{thousands, wrapped};
use crate::view::painter::Painter;
use crate::view::{header_footer, text_field};
use crate::words::{row_mean_words, short_id};

/// The results browser. Gives the place of the cursor where the filter is typed.
pub(crate) fn draw(paint: &mut Painter, state: &State, browse: &Browse) -> Option<Position> {
    let mut right = vec![(count(browse), Role::Text)];
    if !browse.marked.is_empty() {
        right.insert(
            0,
            (format!("{} marked · ", browse.marked.len()), Role::Accent),
        );
    }
    header_footer::header(paint, &["Results"], &right);
    let filter = browse.filter.text();
    let mut cursor = None;
    if browse.filtering || !filter.is_empty() {
        cursor = Some(text_field::put(
            paint,
            0,
            2,
            "/ ",
            &browse.filter,
            state.size.width,
        ));
    } else if browse.total != Some(0) {
        let key = state.keymap.name(KeyContext::Browse, Action::Filter);
        paint.put(
            0,
            2,
            &format!("Press {key} to filter by name, assessment, date, or note"),
            state.size.width,
            Role::Dim,
        );
    }
    rows(paint, state, browse);
    cursor.filter(|_| browse.filtering)
}

fn count(browse: &Browse) -> String {
    let Some(total) = browse.total else {
        return "loading…".into();
    };
    let total_words = thousands(total);
    if browse.filter.text().is_empty() {
        return format!(
            "{total_words} {}",
            if total == 1 { "result" } else { "results" }
        );
    }
    match browse.found {
        None => format!("… of {total_words}"),
        Some(found) => {
            let more = if browse.is_counting() { "+" } else { "" };
            format!("{}{more} of {total_words}", thousands(found))
        }
    }
}

fn rows(paint: &mut Painter, state: &State, browse: &Browse) {
    let height = u16::try_from(Browse::height(state.size)).unwrap_or(u16::MAX);
    if browse.rows.is_empty() {
        return empty(paint, state, browse);
    }
    let widths = BrowseWidths::of(state.size.width, state.date_width());
    let shown = browse.rows.iter().enumerate().skip(browse.list.top);
    for (y, (index, row)) in (4..4 + height).zip(shown) {
        one(paint, state, row, widths, y, index == browse.list.at);
        if browse.marked.contains(&row.id) {
            paint.put(1, y, "✓", 1, Role::StrongAccent);
        }
    }
}

fn empty(paint: &mut Painter, state: &State, browse: &Browse) {
    let width = paint.area().width.saturating_sub(MARKER);
    let key = |action| state.keymap.name(KeyContext::Browse, action);
    let back = key(Action::Back);
    let (first, second) = match browse.total {
        None => return,
        Some(0) if state.outlook.away => ("Server offline", crate::view::messages::AWAY.to_owned()),
        Some(0) if state.below.is_empty() => (
            "No results yet",
            format!(
                "Press {back} to quit. Then run levelup, select an assessment, and press Enter \
                to take it."
            ),
        ),
        Some(0) => (
            "No results yet",
            format!("Press {back} to go back, select an assessment, and press Enter to take it."),
        ),
        Some(_) if !browse.is_settled() => return,
        Some(_) if browse.filtering => (
            "No matches",
            format!("Press Backspace to shorten the filter, or Esc and then {back} to clear it."),
        ),
        Some(_) => (
            "No matches",
            format!(
                "Press {back} to clear the filter, or {} to edit it.",
                key(Action::Filter)
            ),
        ),
    };
    paint.put(MARKER, 4, first, width, Role::Strong);
    for (y, line) in (6..).zip(wrapped(&second, width, 3)) {
        paint.put(MARKER, y, &line, width, Role::Text);
    }
}

/// The columns: fixed by the width of the terminal alone, so that no row moves another.
#[derive(Clone, Copy)]
struct BrowseWidths {
    date: u16,
    assessment: u16,
    name: u16,
    mean: u16,
    id: u16,
}

impl BrowseWidths {
    fn of(width: u16, date: u16) -> Self {
        if width < 46 {
            let rest = width.saturating_sub(MARKER + date + 2 + 2 + 2 + 6);
            let assessment = rest / 2;
            return Self {
                date,
                assessment,
                name: rest - assessment,
                mean: 0,
                id: 0,
            };
        }
        // Longer days take the room of what is looked at least.
        let more = date.saturating_sub(10);
        let mean = if width >= 60 + more { 11 } else { 0 };
        let id = if width >= 70 + more { 8 } else { 0 };
        let fixed = MARKER + date + 2 + 6 + mean + id + 6;
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

fn one(paint: &mut Painter, state: &State, row: &ResultRow, w: BrowseWidths, y: u16, chosen: bool) {
    if chosen {
        paint.put(0, y, "▌", 1, Role::StrongAccent);
    }
    let date = state.date(row.taken_at);
    paint.put(MARKER, y, &date, w.date, Role::Dim);
    let mut x = MARKER + w.date + 2;
    paint.put(x, y, &row.assessment, w.assessment, Role::Text);
    x += if w.assessment > 0 {
        w.assessment + 2
    } else {
        0
    };
    paint.put(x, y, &row.name, w.name, Role::Text.chosen(chosen));
    x += w.name + 2;
    if w.mean > 0 {
        paint.put(x, y, &row_mean_words(row), w.mean, Role::Dim);
        x += w.mean + 1;
    }
    if row.level_ups > 0 {
        paint.put(x, y, &format!("▲ {}", row.level_ups), 5, Role::Accent);
    }
    x += 6;
    if w.id > 0 {
        paint.put(x, y, &short_id(row.id), cells("00000000"), Role::Dim);
    }
}
