mod bars;
mod chart;
mod plan;
mod radar;

use ratatui::layout::{Position, Rect};

use crate::results::{AssessmentResult, Scores};
use crate::state::{ListLine, MARKER, ResultScreen, ResultView, Role, State, cells};
use crate::view::painter::Painter;
use crate::view::{category_detail, header_footer, level_marks, text_field, widgets};
use crate::words::{answer_words, counts_words, goal_words, mean_words, rated_words};

/// Under this width the mean is below the top line.
const MEAN_IN_HEADER: u16 = 70;

/// Draws a result as a table, a chart, or a plan. Returns the cursor if a file name is typed.
pub(crate) fn draw(paint: &mut Painter, state: &State, screen: &ResultScreen) -> Option<Position> {
    let result = &screen.result;
    let (width, height) = (state.size.width, state.size.body_height());
    let mut right = Vec::new();
    let mut line = about(result);
    let mean = mean(&result.scores());
    if width >= MEAN_IN_HEADER {
        right.push((mean, Role::Text));
    } else {
        line = format!("{mean} · {line}");
    }
    let date = state.date(result.taken_at);
    header_footer::header(
        paint,
        &[&result.assessment.name, &result.name, &date],
        &right,
    );
    if let (Some(top), Some(detail)) = (screen.page, screen.sheet()) {
        let area = Rect::new(2, 2, width.saturating_sub(4), height);
        category_detail::draw_page(paint, &detail, top, area);
        return file_field(paint, state, screen);
    }
    let y = ResultScreen::layout(state.size).scores;
    paint.put_line(MARKER, y, &line, Role::Text);
    match screen.view {
        ResultView::Table => {
            headings(paint, state, screen);
            rows(paint, state, screen);
        }
        ResultView::Chart => draw_chart(paint, state, screen),
        ResultView::Plan => plan::draw(paint, state, screen),
    }
    file_field(paint, state, screen)
}

/// Draws a radar, or bars if a radar would not be readable.
fn draw_chart(paint: &mut Painter, state: &State, screen: &ResultScreen) {
    let categories = chart::categories(screen);
    let size = (state.size.width, state.size.body_height().saturating_sub(2));
    if radar::fits(&categories, size) && !state.settings.ascii {
        let area = Rect::new(0, 3, size.0.min(110), size.1 + 1);
        radar::draw(paint, &categories, area, screen.before.is_some());
    } else {
        bars::draw(paint, screen, &categories, size.1);
    }
}

/// Draws the field for the name of a file in the bottom line, or the message that covers it.
fn file_field(paint: &mut Painter, state: &State, screen: &ResultScreen) -> Option<Position> {
    let file = screen.file.as_ref().filter(|_| state.overlay.is_none())?;
    let cursor = text_field::draw_in_footer(paint, "export to: ", file);
    if state.message.is_some() {
        header_footer::footer(paint, state);
        return None;
    }
    Some(cursor)
}

/// "2.4 of 4, 11 of 12 rated", without the reason if there is no mean.
fn mean(scores: &Scores) -> String {
    match scores.mean {
        Some(_) => mean_words(scores.mean, scores.rated, scores.categories),
        None => rated_words(scores.rated, scores.categories),
    }
}

/// The counts of a result, why it has no mean, and its version.
fn about(result: &AssessmentResult) -> String {
    let scores = result.scores();
    let why = if scores.mean.is_none() && scores.rated > 0 {
        " · no mean: ladders differ"
    } else {
        ""
    };
    let version = &result.assessment.version;
    format!("{}{why} · version {version}", counts_words(&scores))
}

fn headings(paint: &mut Painter, state: &State, screen: &ResultScreen) {
    let columns = &screen.columns;
    let y = ResultScreen::layout(state.size).headings;
    let mut x = MARKER + columns.name + 2 + columns.marks + 2;
    if columns.label > 0 {
        paint.put(x, y, "current", columns.label, Role::Dim);
        x += columns.label + 2;
        paint.put(x, y, "goal", columns.label, Role::Dim);
        x += columns.label + 2;
    }
    let x = paint.put(x, y, "gap", 3, Role::Dim) + 2;
    if let Some(before) = screen.before.as_ref().filter(|_| columns.since > 0) {
        let since = format!("since {}", state.date(before.taken_at));
        paint.put(x, y, &since, columns.since, Role::Dim);
    }
}

fn rows(paint: &mut Painter, state: &State, screen: &ResultScreen) {
    let area = ResultScreen::layout(state.size).list;
    let lines = screen.outline.lines.iter().skip(screen.list.top);
    for (y, line) in area.lines().zip(lines) {
        match *line {
            ListLine::Gap => {}
            ListLine::Tail(at) => removed_category(paint, screen, y, at),
            ListLine::Group(index) => group(paint, screen, y, index),
            ListLine::Category { index, part } => row(paint, screen, y, index, part),
        }
    }
}

/// Draws the heading of a group with the mean of its categories.
fn group(paint: &mut Painter, screen: &ResultScreen, y: u16, index: usize) {
    let group = screen.result.assessment.categories[index].group.as_deref();
    let right = screen.columns.list;
    let x = widgets::group_heading(paint, y, group, right) + 2;
    let scores = screen.result.group_scores(group.unwrap_or_default());
    let mean = mean_words(scores.mean, scores.rated, scores.categories);
    paint.put(x, y, &mean, right.saturating_sub(x), Role::Text);
}

fn row(paint: &mut Painter, screen: &ResultScreen, y: u16, index: usize, part: usize) {
    let columns = &screen.columns;
    let names = screen.name_lines(index);
    let name = names.get(part).map_or("", String::as_str);
    widgets::row_name(paint, y, name, columns.name, index == screen.list.at);
    let note = part.checked_sub(names.len());
    let note = note.and_then(|line| screen.note_lines(index).into_iter().nth(line));
    if let Some(note) = note {
        let mark = if part == names.len() { "✎" } else { "" };
        paint.put(MARKER + 2, y, mark, 1, Role::Dim);
        let width = columns.list.saturating_sub(6);
        paint.put(MARKER + 4, y, &note, width, Role::Dim);
    }
    if part == 0 {
        answer(paint, screen, y, index);
    }
}

fn answer(paint: &mut Painter, screen: &ResultScreen, y: u16, index: usize) {
    let columns = &screen.columns;
    let assessment = &screen.result.assessment;
    let answer = screen.result.answers[index];
    let mut x = MARKER + columns.name + 2;
    level_marks::draw(paint, x, y, (answer, None), assessment.top(index), columns);
    x += columns.marks + 2;
    if columns.label > 0 {
        let label = |level: Option<u8>| assessment.label(index, level?);
        if let Some(words) = answer_words(answer) {
            paint.put(x, y, words, columns.label * 2, Role::Dim);
        } else {
            let current = label(answer.current()).unwrap_or_default();
            paint.put(x, y, current, columns.label, Role::Text);
        }
        x += columns.label + 2;
        if answer.gap() > 0 {
            let goal = label(answer.desired()).unwrap_or_default();
            paint.put(x, y, goal, columns.label, Role::Accent);
        }
        x += columns.label + 2;
    }
    if answer.gap() > 0 {
        paint.put(x, y, &format!("+{}", answer.gap()), 3, Role::Accent);
    }
    change(paint, screen, x + 5, y, index);
}

/// Draws the change since the previous result, and whether the previous goal was met.
fn change(paint: &mut Painter, screen: &ResultScreen, x: u16, y: u16, index: usize) {
    let width = screen.columns.since;
    let since = screen.since.as_ref().filter(|_| width > 0);
    let Some(since) = since.and_then(|since| since.categories.get(index)) else {
        return;
    };
    let (change, role) = widgets::change(since.delta, paint.ascii);
    let end = paint.put(x, y, &change, width, role) + 1;
    let room = (x + width).saturating_sub(end);
    let outcome = goal_words(since.goal_status);
    let goal = format!("goal {outcome}");
    let goal = if cells(&goal) <= room { &goal } else { outcome };
    if !outcome.is_empty() {
        paint.put(end, y, goal, room, Role::Text);
    }
}

/// Draws a category that only the previous result has, or the heading of these.
fn removed_category(paint: &mut Painter, screen: &ResultScreen, y: u16, at: usize) {
    let Some(since) = &screen.since else { return };
    let name = at.checked_sub(1).and_then(|at| since.removed.get(at));
    let heading = "REMOVED SINCE THE PREVIOUS RESULT";
    paint.put_line(MARKER, y, name.map_or(heading, String::as_str), Role::Dim);
}
