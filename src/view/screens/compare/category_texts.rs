//! The chosen row of a comparison in full: what each result said, in the words of its day.

use crate::results::Answer;
use crate::state::{CompareScreen, Role, State};
use crate::text::wrapped;
use crate::view::changes;
use crate::view::painter::Painter;
use crate::words::answer_words;

/// Draws the chosen category at a place: every result, or the chosen column and the one before.
pub(super) fn draw(
    paint: &mut Painter,
    state: &State,
    compare: &CompareScreen,
    (x, y): (u16, u16),
    width: u16,
    all: bool,
) {
    let bottom = state.size.height.saturating_sub(2);
    let mut lines = Vec::new();
    if all {
        let name = compare.comparison.rows.get(compare.list.at);
        let name = name.map_or("", |row| row.name.as_str());
        for line in wrapped(name, width, 2) {
            lines.push((0, line, Role::Strong));
        }
        lines.push((0, String::new(), Role::Text));
    }
    let room = usize::from(bottom.saturating_sub(y));
    let chosen = compare.grid.at;
    let from = if all { 0 } else { chosen.saturating_sub(1) };
    let to = if all { compare.grid.count } else { chosen + 1 };
    let most = (room.saturating_sub(lines.len()) / (to - from).max(1)).max(1);
    for column in from..to {
        let mut part = texts(state, compare, column, width);
        part.truncate(if all { most.max(3) } else { most });
        lines.extend(part);
    }
    for (row, (indent, text, role)) in (y..bottom).zip(lines) {
        paint.put(x + indent, row, &text, width.saturating_sub(indent), role);
    }
}

/// One result about the chosen category: when, who, the level in words, its text, the note.
fn texts(
    state: &State,
    compare: &CompareScreen,
    column: usize,
    width: u16,
) -> Vec<(u16, String, Role)> {
    let Some(head) = compare.comparison.results.get(column) else {
        return Vec::new();
    };
    let date = state.date(head.taken_at);
    let role = Role::Text.chosen(column == compare.grid.at);
    let said = said(compare, column);
    let mut lines = Vec::new();
    for line in wrapped(&format!("{date} {}: {said}", head.name), width, 2) {
        lines.push((0, line, role));
    }
    let Some((result, place)) = compare.category(compare.list.at, column) else {
        return lines;
    };
    let answer = result.answers.get(place).copied().unwrap_or_default();
    if let Some(text) = level_text(result, place, answer) {
        for line in wrapped(&text.replace('\n', " "), width.saturating_sub(2), 4) {
            lines.push((2, line, Role::Dim));
        }
    }
    let note = result.notes.get(place).map_or("", String::as_str);
    if !note.is_empty() {
        let note = format!("✎ {}", note.replace('\n', " "));
        for line in wrapped(&note, width.saturating_sub(2), 3) {
            lines.push((2, line, Role::Text));
        }
    }
    lines
}

fn said(compare: &CompareScreen, column: usize) -> String {
    let Some(row) = compare.comparison.rows.get(compare.list.at) else {
        return String::new();
    };
    let mut said = match row.cells.get(column).and_then(Option::as_ref) {
        None => "not in this version".to_owned(),
        Some(cell) => match (cell.answer, cell.label()) {
            (Answer::Rated { current, .. }, Some(label)) => {
                format!("{current} of {} {label}", cell.of())
            }
            (answer, _) => answer_words(answer).unwrap_or_default().to_owned(),
        },
    };
    let cell = row.cells.get(column).and_then(Option::as_ref);
    if let Some(wanted) = cell.and_then(|cell| cell.goal()) {
        said = format!("{said}, goal {wanted}");
    }
    let delta = column.checked_sub(1).and_then(|at| row.changes.get(at));
    if let Some(delta) = delta.filter(|_| cell.is_some()) {
        said = format!("{said} · {}", changes::words(*delta));
    }
    said
}

/// The text of the level reached: the category's own, else the rating's.
fn level_text(
    result: &crate::results::AssessmentResult,
    place: usize,
    answer: Answer,
) -> Option<String> {
    let level = answer.current()?;
    let assessment = &result.assessment;
    let own = assessment.categories.get(place)?.level_text(level);
    let shared = assessment
        .ladder(place)
        .get(usize::from(level).checked_sub(1)?)
        .and_then(|rating| rating.description.as_deref());
    own.or(shared).map(str::to_owned)
}
