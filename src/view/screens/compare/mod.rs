mod category_texts;

use ratatui::layout::Rect;

use crate::results::LadderAnswer;
use crate::state::{CompareScreen, ListLine, MARKER, Role, State};
use crate::view::painter::Painter;
use crate::view::{header_footer, level_marks, widgets};
use crate::words::{cell_words, mean_value_words, rated_words};

/// The texts of the selected category are not wider.
const TEXTS_MOST: u16 = 80;
const TEXTS_BELOW_MOST: u16 = 100;

/// Draws a table with a column per result, and the texts of the selected category.
pub(crate) fn draw(paint: &mut Painter, state: &State, compare: &CompareScreen) {
    let layout = compare.layout(state.size);
    let results = format!("{} results", widgets::visible_columns(&compare.grid));
    header_footer::header(paint, &["Compare"], &[(results, Role::Text)]);
    if layout.about {
        paint.put_line(MARKER, 2, &about(compare), Role::Text);
    }
    headings(paint, state, compare, layout.headings);
    table(paint, state, compare);
    let bottom = state.size.height.saturating_sub(2);
    if layout.beside {
        let x = compare.grid.end() + 1;
        paint.vertical_rule(x, 2, state.size.body_height());
        let width = state.size.width.saturating_sub(x + 3).min(TEXTS_MOST);
        let area = Rect::new(x + 2, 2, width, bottom.saturating_sub(2));
        category_texts::draw_all(paint, state, compare, area);
    } else if layout.below > 0 {
        let y = layout.table.lines().end;
        let width = state.size.width.saturating_sub(MARKER);
        let width = width.min(TEXTS_BELOW_MOST);
        paint.rule(MARKER, y, width);
        let area = Rect::new(MARKER, y + 1, width, bottom.saturating_sub(y + 1));
        category_texts::draw_selected(paint, state, compare, area);
    }
}

/// What the results have in common, and how changes are measured.
fn about(compare: &CompareScreen) -> String {
    let comparison = &compare.comparison;
    let assessment = if comparison.has_several_assessments() {
        "multiple assessments"
    } else {
        let last = comparison.results.last();
        last.map_or("", |head| &head.assessment)
    };
    let changes = if comparison.has_mixed_ladders() {
        "ladders differ: changes with * are in % of the ladder"
    } else {
        "changes from the result to the left"
    };
    format!("{assessment} · {changes}")
}

/// Draws the headings of the columns: date, person, version, mean.
fn headings(paint: &mut Painter, state: &State, compare: &CompareScreen, y: u16) {
    let layout = compare.layout(state.size);
    let several = compare.comparison.has_several_assessments();
    for (at, x) in compare.grid.shown() {
        let Some(head) = compare.comparison.results.get(at) else {
            continue;
        };
        let selected = at == compare.grid.at;
        let mut lines = vec![
            (state.date(head.taken_at), Role::Text),
            (head.name.clone(), Role::Text),
        ];
        if layout.versions {
            let of = if several { &head.assessment } else { "version" };
            lines.push((format!("{of} {}", head.version), Role::Dim));
        }
        if layout.about {
            let scores = &head.scores;
            let rated = || rated_words(scores.rated, scores.categories);
            lines.push((scores.mean.map_or_else(rated, mean_value_words), Role::Text));
        }
        if selected {
            paint.put(x.saturating_sub(2), y, "▌", 1, Role::StrongAccent);
        }
        let width = compare.grid.column.saturating_sub(2);
        for (row, (text, role)) in (y..).zip(&lines) {
            paint.put(x, row, text, width, role.if_selected(selected));
        }
    }
    if layout.about {
        let y = y + 2 + u16::from(layout.versions);
        let width = compare.name_width(state.size);
        paint.put(MARKER, y, "Mean level", width, Role::Dim);
    }
}

fn table(paint: &mut Painter, state: &State, compare: &CompareScreen) {
    let layout = compare.layout(state.size);
    let lines = compare.outline.lines.iter().skip(compare.list.top);
    for (y, line) in layout.table.lines().zip(lines) {
        match *line {
            ListLine::Gap | ListLine::Tail(_) => {}
            ListLine::Group(index) => {
                let group = compare.comparison.rows[index].group.as_deref();
                widgets::group_heading(paint, y, group, compare.grid.end());
            }
            ListLine::Category { index, .. } => row(paint, state, compare, y, index),
        }
    }
}

fn row(paint: &mut Painter, state: &State, compare: &CompareScreen, y: u16, index: usize) {
    let row = &compare.comparison.rows[index];
    let width = compare.name_width(state.size);
    widgets::row_name(paint, y, &row.name, width, index == compare.list.at);
    for (at, x) in compare.grid.shown() {
        let answer = row.cells.get(at).and_then(Option::as_ref);
        let end = cell(paint, compare, (x, y), answer);
        if let Some(delta) = at.checked_sub(1).and_then(|at| row.changes.get(at)) {
            let (sign, role) = widgets::change(*delta, state.settings.ascii);
            paint.put(end + 2, y, &sign, 7, role);
        }
    }
}

/// Draws a level and whether there is a goal above it. Returns the column after the level.
fn cell(
    paint: &mut Painter,
    compare: &CompareScreen,
    (x, y): (u16, u16),
    cell: Option<&LadderAnswer>,
) -> u16 {
    let has_room = compare.label > 0;
    let width = if has_room { compare.label } else { 3 };
    let no_category = || ("·".to_owned(), Role::Dim);
    let (text, role) = cell.map_or_else(no_category, |cell| answer(cell, has_room));
    paint.put(x, y, &text, width, role);
    if cell.is_some_and(|cell| cell.answer.gap() > 0) {
        paint.put(x + width, y, "▲", 1, Role::Accent);
    }
    x + width
}

/// "2 Competent", or "2/4" without room.
fn answer(cell: &LadderAnswer, has_room: bool) -> (String, Role) {
    let current = cell.answer.current();
    let text = match current {
        _ if has_room => cell_words(Some(cell)),
        Some(level) => format!("{level}/{}", cell.of()),
        None => level_marks::short_words(cell.answer).to_owned(),
    };
    (text, current.map_or(Role::Dim, |_| Role::Text))
}
