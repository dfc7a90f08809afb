mod chart;
mod plan;
mod radar;

use ratatui::layout::Position;

use crate::results::{AssessmentResult, Scores};
use crate::state::{ListLine, MARKER, ResultScreen, ResultView, Role, State};
use crate::view::painter::Painter;
use crate::view::{category_detail, changes, header_footer, level_marks, messages, text_field};
use crate::words::{answer_words, counts_words, mean_words, rated_words};

/// Under this width the figures stand in the line below the top one.
const FIGURES_ABOVE: u16 = 70;

/// A result: every category with its level, the level wanted, the gap and the note.
pub(crate) fn draw(paint: &mut Painter, state: &State, screen: &ResultScreen) -> Option<Position> {
    let result = &screen.result;
    let date = state.date(result.taken_at);
    let figures = figures(&result.scores());
    let above = state.size.width >= FIGURES_ABOVE;
    let right = if above {
        vec![(figures.clone(), Role::Text)]
    } else {
        Vec::new()
    };
    header_footer::header(
        paint,
        &[&result.assessment.name, &result.name, &date],
        &right,
    );
    if let (Some(top), Some(sheet)) = (screen.page, screen.sheet()) {
        let size = (state.size.width, state.size.body_height());
        category_detail::page(paint, &sheet, top, size);
        return typing(paint, state, screen);
    }
    let line = if above {
        about(result)
    } else {
        format!("{figures} · {}", about(result))
    };
    paint.put(
        MARKER,
        2,
        &line,
        state.size.width.saturating_sub(MARKER),
        Role::Text,
    );
    match screen.view {
        ResultView::Table => {
            headings(paint, state, screen);
            rows(paint, state, screen);
        }
        ResultView::Chart => chart::draw(paint, state, screen),
        ResultView::Plan => plan::draw(paint, state, screen),
    }
    typing(paint, state, screen)
}

/// The line in which the name of a file is typed.
fn typing(paint: &mut Painter, state: &State, screen: &ResultScreen) -> Option<Position> {
    let file = screen.file.as_ref().filter(|_| state.overlay.is_none())?;
    let (width, y) = (state.size.width, state.size.height.saturating_sub(1));
    paint.put(0, y, &" ".repeat(usize::from(width)), width, Role::Text);
    if state.message.is_some() {
        header_footer::footer(paint, state);
    }
    Some(text_field::put(paint, 0, y, "export to: ", file, width))
        .filter(|_| state.message.is_none())
}

/// "2.4 of 4, 11 of 12 rated", or how many are rated where there is no mean.
fn figures(scores: &Scores) -> String {
    match scores.mean {
        Some(_) => mean_words(scores.mean, scores.rated, scores.categories),
        None => rated_words(scores.rated, scores.categories),
    }
}

/// What else is to be said about a result as a whole.
fn about(result: &AssessmentResult) -> String {
    let scores = result.scores();
    let why = if scores.mean.is_none() && scores.rated > 0 {
        " · no mean: ladders differ"
    } else {
        ""
    };
    format!(
        "{}{why} · version {}",
        counts_words(&scores),
        result.assessment.version
    )
}

/// The words above the columns.
fn headings(paint: &mut Painter, state: &State, screen: &ResultScreen) {
    let columns = &screen.columns;
    let mut x = MARKER + columns.name + 2 + columns.marks + 2;
    if columns.label > 0 {
        paint.put(x, 3, "current", columns.label, Role::Dim);
        x += columns.label + 2;
        paint.put(x, 3, "goal", columns.label, Role::Dim);
        x += columns.label + 2;
    }
    let x = paint.put(x, 3, "gap", 3, Role::Dim) + 2;
    if let Some(before) = screen.before.as_ref().filter(|_| screen.columns.since > 0) {
        let since = format!("since {}", state.date(before.taken_at));
        paint.put(x, 3, &since, columns.since, Role::Dim);
    }
}

fn rows(paint: &mut Painter, state: &State, screen: &ResultScreen) {
    let height = u16::try_from(ResultScreen::height(state.size)).unwrap_or(u16::MAX);
    let lines = screen.outline.lines.iter().skip(screen.list.top);
    for (y, line) in (4..4 + height).zip(lines) {
        match *line {
            ListLine::Gap => {}
            ListLine::Tail(at) => gone(paint, screen, y, at),
            ListLine::Group(index) => group(paint, screen, y, index),
            ListLine::Category { index, part } => row(paint, screen, y, index, part),
        }
    }
}

/// The heading of a group, with the mean of its categories.
fn group(paint: &mut Painter, screen: &ResultScreen, y: u16, index: usize) {
    let assessment = &screen.result.assessment;
    let group = assessment.categories[index].group.as_deref();
    let width = screen.columns.list;
    let name = group.unwrap_or_default().to_uppercase();
    let x = paint.put(MARKER, y, &name, width.saturating_sub(MARKER), Role::Dim);
    let scores = screen.result.group_scores(group.unwrap_or_default());
    let figures = mean_words(scores.mean, scores.rated, scores.categories);
    paint.put(x + 2, y, &figures, width.saturating_sub(x + 2), Role::Text);
}

fn row(paint: &mut Painter, screen: &ResultScreen, y: u16, index: usize, part: usize) {
    let chosen = index == screen.list.at;
    if chosen {
        paint.put(0, y, "▌", 1, Role::StrongAccent);
    }
    let names = screen.name_lines(index);
    if let Some(name) = names.get(part) {
        paint.put(
            MARKER,
            y,
            name,
            screen.columns.name,
            Role::Text.chosen(chosen),
        );
    } else if let Some(note) = screen.note_lines(index).get(part - names.len()) {
        let first = part == names.len();
        paint.put(MARKER + 2, y, if first { "✎" } else { "" }, 1, Role::Dim);
        paint.put(
            MARKER + 4,
            y,
            note,
            screen.columns.list.saturating_sub(6),
            Role::Dim,
        );
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
    level_marks::put(paint, x, y, (answer, None), assessment.top(index), columns);
    x += columns.marks + 2;
    if columns.label > 0 {
        let label = |level: Option<u8>| assessment.label(index, level.unwrap_or(0));
        let now = answer_words(answer)
            .or(label(answer.current()))
            .unwrap_or_default();
        let role = if answer.current().is_some() {
            Role::Text
        } else {
            Role::Dim
        };
        paint.put(
            x,
            y,
            now,
            if answer.current().is_some() {
                columns.label
            } else {
                columns.label * 2
            },
            role,
        );
        x += columns.label + 2;
        if answer.gap() > 0 {
            let wanted = label(answer.desired()).unwrap_or_default();
            paint.put(x, y, wanted, columns.label, Role::Accent);
        }
        x += columns.label + 2;
    }
    if answer.gap() > 0 {
        let gap = format!("+{}", answer.gap());
        paint.put(x, y, &gap, 3, Role::Accent);
    }
    since(paint, screen, x + 5, y, index);
}

/// A category that the result before alone has.
fn gone(paint: &mut Painter, screen: &ResultScreen, y: u16, at: usize) {
    let width = paint.area().width.saturating_sub(MARKER);
    let Some(since) = &screen.since else { return };
    match at.checked_sub(1).and_then(|at| since.gone.get(at)) {
        None => drop(paint.put(
            MARKER,
            y,
            "REMOVED SINCE THE PREVIOUS RESULT",
            width,
            Role::Dim,
        )),
        Some(name) => drop(paint.put(MARKER, y, name, width, Role::Dim)),
    }
}

/// What changed since the result before, and what became of the wish.
fn since(paint: &mut Painter, screen: &ResultScreen, x: u16, y: u16, index: usize) {
    let since = screen.since.as_ref().filter(|_| screen.columns.since > 0);
    let Some(since) = since.and_then(|since| since.categories.get(index)) else {
        return;
    };
    let (change, role) = changes::sign(since.delta, paint.ascii);
    let end = paint.put(x, y, &change, screen.columns.since, role);
    let wish = messages::wish(since.goal_status);
    let room = (x + screen.columns.since).saturating_sub(end + 1);
    paint.put(end + 1, y, wish, room, Role::Text);
}
