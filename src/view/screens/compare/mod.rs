mod category_texts;

use crate::results::{Answer, LadderAnswer};
use crate::state::{CompareScreen, ListLine, MARKER, Role, State};
use crate::view::painter::Painter;
use crate::view::{changes, header_footer, messages};
use crate::words::{answer_words, mean_value_words, rated_words};

/// Results side by side: categories down, results across, changes to the left neighbour.
pub(crate) fn draw(paint: &mut Painter, state: &State, compare: &CompareScreen) {
    let rows = compare.rows(state.size);
    top(paint, compare);
    if rows.about {
        let text = about(compare);
        let width = state.size.width.saturating_sub(MARKER);
        paint.put(MARKER, 2, &text, width, Role::Text);
    }
    let y = if rows.about { 4 } else { 2 };
    heads(paint, state, compare, y);
    table(paint, state, compare);
    if rows.beside {
        let x = compare.grid.end() + 1;
        paint.upright(x, 2, state.size.body_height());
        let width = state.size.width.saturating_sub(x + 3).min(80);
        category_texts::draw(paint, state, compare, (x + 2, 2), width, true);
    } else if rows.below > 0 {
        let y = rows.table + rows.height;
        paint.rule(MARKER, y, state.size.width.saturating_sub(MARKER).min(100));
        let width = state.size.width.saturating_sub(MARKER).min(100);
        category_texts::draw(paint, state, compare, (MARKER, y + 1), width, false);
    }
}

fn top(paint: &mut Painter, compare: &CompareScreen) {
    let grid = &compare.grid;
    let right = format!("{} results", messages::columns(grid));
    header_footer::header(paint, &["Compare"], &[(right, Role::Text)]);
}

/// What the results have in common, and how changes are measured.
fn about(compare: &CompareScreen) -> String {
    let heads = &compare.comparison.results;
    let mut parts = Vec::new();
    if let Some(last) = heads.last() {
        if compare.comparison.has_several_assessments() {
            parts.push("multiple assessments".to_owned());
        } else {
            parts.push(last.assessment.clone());
        }
    }
    if compare.comparison.has_mixed_ladders() {
        parts.push("ladders differ: changes are in % of the ladder".to_owned());
    } else {
        parts.push("changes from the result to the left".to_owned());
    }
    parts.join(" · ")
}

/// The lines above the columns: date, person, version, mean.
fn heads(paint: &mut Painter, state: &State, compare: &CompareScreen, y: u16) {
    let rows = compare.rows(state.size);
    let several = compare.comparison.has_several_assessments();
    for (at, x) in compare.grid.shown() {
        let Some(head) = compare.comparison.results.get(at) else {
            continue;
        };
        let chosen = at == compare.grid.at;
        let width = compare.grid.column.saturating_sub(2);
        let mut lines = vec![
            (state.date(head.taken_at), Role::Text),
            (head.name.clone(), Role::Text),
        ];
        if rows.versions && several {
            lines.push((format!("{} {}", head.assessment, head.version), Role::Dim));
        } else if rows.versions {
            lines.push((format!("version {}", head.version), Role::Dim));
        }
        if rows.about {
            let scores = &head.scores;
            let mean = scores.mean.map_or_else(
                || rated_words(scores.rated, scores.categories),
                mean_value_words,
            );
            lines.push((mean, Role::Text));
        }
        if chosen {
            paint.put(x.saturating_sub(2), y, "▌", 1, Role::StrongAccent);
        }
        for (row, (text, role)) in (y..).zip(&lines) {
            paint.put(x, row, text, width, role.chosen(chosen));
        }
    }
    if rows.about {
        let y = y + 2 + u16::from(rows.versions);
        let width = compare.name_width(state.size);
        paint.put(MARKER, y, "Mean level", width, Role::Dim);
    }
}

fn table(paint: &mut Painter, state: &State, compare: &CompareScreen) {
    let rows = compare.rows(state.size);
    let lines = compare.outline.lines.iter().skip(compare.list.top);
    for (y, line) in (rows.table..rows.table + rows.height).zip(lines) {
        match *line {
            ListLine::Gap | ListLine::Tail(_) => {}
            ListLine::Group(index) => {
                let group = compare.comparison.rows[index].group.as_deref();
                let group = group.unwrap_or_default().to_uppercase();
                let width = compare.grid.end().saturating_sub(MARKER);
                paint.put(MARKER, y, &group, width, Role::Dim);
            }
            ListLine::Category { index, .. } => row(paint, state, compare, y, index),
        }
    }
}

fn row(paint: &mut Painter, state: &State, compare: &CompareScreen, y: u16, index: usize) {
    let width = compare.name_width(state.size);
    let row = &compare.comparison.rows[index];
    let chosen = index == compare.list.at;
    if chosen {
        paint.put(0, y, "▌", 1, Role::StrongAccent);
    }
    paint.put(MARKER, y, &row.name, width, Role::Text.chosen(chosen));
    for (at, x) in compare.grid.shown() {
        let before = at.checked_sub(1).and_then(|at| row.changes.get(at));
        let before = before.map(|delta| changes::sign(*delta, state.settings.ascii));
        let found = row.cells.get(at).and_then(Option::as_ref);
        cell(paint, compare, (x, y), found, before);
    }
}

/// A level, whether more is wanted, and what became of it since the column before.
fn cell(
    paint: &mut Painter,
    compare: &CompareScreen,
    (x, y): (u16, u16),
    cell: Option<&LadderAnswer>,
    change: Option<(String, Role)>,
) {
    let width = match compare.label {
        0 => 3,
        label => label,
    };
    let (text, role) = cell.map_or_else(
        || ("·".to_owned(), Role::Dim),
        |cell| level(cell, compare.label > 0),
    );
    paint.put(x, y, &text, width, role);
    let mut end = x + width;
    if cell.is_some_and(|cell| cell.answer.gap() > 0) {
        paint.put(end, y, "▲", 1, Role::Accent);
    }
    end += 2;
    if let Some((sign, role)) = change {
        paint.put(end, y, &sign, 7, role);
    }
}

/// What a cell says: "2 Competent", or "2/4" where there is no room.
fn level(cell: &LadderAnswer, full: bool) -> (String, Role) {
    match (cell.answer, full) {
        (Answer::Rated { current, .. }, true) => {
            let label = cell.label().unwrap_or_default();
            (format!("{current} {label}"), Role::Text)
        }
        (Answer::Rated { current, .. }, false) => (format!("{current}/{}", cell.of()), Role::Text),
        (Answer::Unknown, false) => ("?".into(), Role::Dim),
        (Answer::NotApplicable, false) => ("n/a".into(), Role::Dim),
        (Answer::Unanswered, false) => ("–".into(), Role::Dim),
        (answer, true) => (answer_words(answer).unwrap_or_default().into(), Role::Dim),
    }
}
