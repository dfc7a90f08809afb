//! The selected category in each result: level, text of the level, and note.

use ratatui::layout::Rect;

use crate::assessment::Assessment;
use crate::results::Answer;
use crate::state::{CompareScreen, Role, State};
use crate::text::wrapped;
use crate::view::painter::Painter;
use crate::words::{answer_words, change_words, goal_level_words};

/// Indent, text, and role.
type Line = (u16, String, Role);

/// Draws the texts of all results, under the name of the category.
pub(super) fn draw_all(paint: &mut Painter, state: &State, compare: &CompareScreen, area: Rect) {
    let row = compare.comparison.rows.get(compare.list.at);
    let name = row.map_or("", |row| &row.name);
    let name = wrapped(name, area.width, 2).into_iter();
    let mut lines: Vec<Line> = name.map(|line| (0, line, Role::Strong)).collect();
    lines.push((0, String::new(), Role::Text));
    let room = usize::from(area.height).saturating_sub(lines.len());
    let most = (room / compare.grid.count.max(1)).max(3);
    for column in 0..compare.grid.count {
        let texts = texts(state, compare, column, area.width);
        lines.extend(texts.into_iter().take(most));
    }
    put_lines(paint, area, &lines);
}

/// Draws the texts of the result to the left and the selected result.
pub(super) fn draw_selected(
    paint: &mut Painter,
    state: &State,
    compare: &CompareScreen,
    area: Rect,
) {
    let selected = compare.grid.at;
    let from = selected.saturating_sub(1);
    let most = (usize::from(area.height) / (selected + 1 - from)).max(1);
    let columns = from..=selected;
    let lines = columns.flat_map(|column| {
        let texts = texts(state, compare, column, area.width);
        texts.into_iter().take(most)
    });
    put_lines(paint, area, &lines.collect::<Vec<_>>());
}

fn put_lines(paint: &mut Painter, area: Rect, lines: &[Line]) {
    for (y, (indent, text, role)) in (area.y..area.bottom()).zip(lines) {
        let width = area.width.saturating_sub(*indent);
        paint.put(area.x + indent, y, text, width, *role);
    }
}

/// The date, the person, and the answer of one result, the text of the level, and the note.
fn texts(state: &State, compare: &CompareScreen, column: usize, width: u16) -> Vec<Line> {
    let Some(head) = compare.comparison.results.get(column) else {
        return Vec::new();
    };
    let date = state.date(head.taken_at);
    let answer = answer_and_change(compare, column);
    let heading = format!("{date} {}: {answer}", head.name);
    let role = Role::Text.if_selected(column == compare.grid.at);
    let heading = wrapped(&heading, width, 2).into_iter();
    let mut lines: Vec<Line> = heading.map(|line| (0, line, role)).collect();
    let Some((result, place)) = compare.category(compare.list.at, column) else {
        return lines;
    };
    let mut add = |text: &str, most: usize, role: Role| {
        let text = text.replace('\n', " ");
        let wrapped = wrapped(&text, width.saturating_sub(2), most).into_iter();
        lines.extend(wrapped.map(|line| (2, line, role)));
    };
    let answer = result.answers.get(place).copied().unwrap_or_default();
    if let Some(text) = level_text(&result.assessment, place, answer) {
        add(text, 4, Role::Dim);
    }
    let note = result.notes.get(place).map_or("", String::as_str);
    if !note.is_empty() {
        add(&format!("✎ {note}"), 3, Role::Text);
    }
    lines
}

/// "2 of 4 Competent, goal 3 · up 1 level".
fn answer_and_change(compare: &CompareScreen, column: usize) -> String {
    let Some(row) = compare.comparison.rows.get(compare.list.at) else {
        return String::new();
    };
    let Some(cell) = row.cells.get(column).and_then(Option::as_ref) else {
        let several = compare.comparison.has_several_assessments();
        let of = if several { "assessment" } else { "version" };
        return format!("not in this {of}");
    };
    let mut words = match (cell.answer, cell.label()) {
        (Answer::Rated { current, .. }, Some(label)) => {
            format!("{current} of {} {label}", cell.of())
        }
        (answer, _) => answer_words(answer).unwrap_or_default().to_owned(),
    };
    if let Some(goal) = goal_level_words(cell) {
        words = format!("{words}, goal {goal}");
    }
    if let Some(delta) = column.checked_sub(1).and_then(|at| row.changes.get(at)) {
        words = format!("{words} · {}", change_words(*delta));
    }
    words
}

/// The text of the current level: that of the category, or the description of the rating.
fn level_text(assessment: &Assessment, place: usize, answer: Answer) -> Option<&str> {
    let level = answer.current()?;
    let own = assessment.categories.get(place)?.level_text(level);
    let index = usize::from(level).checked_sub(1)?;
    let rating = assessment.ladder(place).get(index);
    own.or(rating.and_then(|rating| rating.description.as_deref()))
}
