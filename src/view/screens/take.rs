use ratatui::layout::{Position, Rect};

use crate::results::{Answer, AnswerEntry};
use crate::state::{
    DraftStatus, EditKind, ListArea, ListLine, Panes, Role, State, TakePhase, TakeScreen, cells,
};
use crate::text::{cut, wrapped};
use crate::view::painter::Painter;
use crate::view::{category_detail, header_footer, level_marks, text_field, widgets};
use crate::words::answer_words;

/// Under this width the top line shows the progress as "7/12".
const PROGRESS_IN_WORDS: u16 = 70;

/// Draws the form: the list of categories, and the ladder of the selected one. Returns the cursor
/// if text is typed.
pub(crate) fn draw(paint: &mut Painter, state: &State, take: &TakeScreen) -> Option<Position> {
    header(paint, take);
    if take.assessment.categories.is_empty() {
        let hint = "Add categories to the assessment file to rate them and save a result.";
        widgets::empty_state(paint, 3, "No categories yet", [hint]);
    } else {
        body(paint, state, take);
    }
    footer_field(paint, state, take)
}

fn header(paint: &mut Painter, take: &TakeScreen) {
    let total = take.answers.entries.len();
    let answered = take.answers.answered();
    let progress = if paint.area().width < PROGRESS_IN_WORDS {
        format!("{answered}/{total}")
    } else {
        format!("{answered} of {total} answered")
    };
    let mut right = vec![(progress, Role::Text)];
    match (&take.phase, &take.draft_status) {
        (TakePhase::Opening(_), _) => right.push((" · opening…".into(), Role::Dim)),
        (TakePhase::Saving(_), _) | (_, DraftStatus::Unconfirmed) => {
            right.push((" · saving…".into(), Role::Dim));
        }
        (_, DraftStatus::Nothing) => {}
        // As wide as "saving…", so that nothing moves.
        (_, DraftStatus::Saved) => right.push((" · saved  ".into(), Role::Dim)),
        (_, DraftStatus::Failed { .. }) => right.push((" · not saved".into(), Role::Error)),
    }
    header_footer::header(paint, &[&take.assessment.name, &take.name], &right);
}

fn body(paint: &mut Painter, state: &State, take: &TakeScreen) {
    let detail = take.detail_place(state.size).zip(take.selected_detail());
    let detail = detail.map(|(at, sheet)| (Rect::new(at.x, at.y, at.width, at.height), sheet));
    if let (Some(top), Some((area, detail))) = (take.page_top, &detail) {
        return category_detail::draw_page(paint, detail, top, *area);
    }
    let list = TakeScreen::list_area(state.size);
    rows(paint, take, list);
    match state.size.panes() {
        Panes::Beside => {
            paint.vertical_rule(take.columns.list + 1, 1, state.size.body_height() + 2);
        }
        Panes::Stacked => paint.rule(0, list.lines().end, state.size.width),
        Panes::One | Panes::TooSmall => {}
    }
    if let Some((area, detail)) = detail {
        category_detail::draw(paint, &detail, area);
    }
}

fn rows(paint: &mut Painter, take: &TakeScreen, area: ListArea) {
    let lines = take.outline.lines.iter().skip(take.list.top);
    for (y, line) in area.lines().zip(lines) {
        match *line {
            ListLine::Gap | ListLine::Tail(_) => {}
            ListLine::Group(index) => {
                let group = take.assessment.categories[index].group.as_deref();
                widgets::group_heading(paint, y, group, take.columns.list);
            }
            ListLine::Category { index, part } => row(paint, take, y, index, part),
        }
    }
}

fn row(paint: &mut Painter, take: &TakeScreen, y: u16, index: usize, part: usize) {
    let name = &take.assessment.categories[index].name;
    let width = take.columns.name;
    let lines;
    let line = if take.assessment.wide_category {
        lines = wrapped(name, width, 2);
        lines.get(part).map_or("", String::as_str)
    } else {
        name
    };
    widgets::row_name(paint, y, line, width, index == take.list.at);
    if part == 0 {
        answer(paint, take, y, index, &take.answers.entries[index]);
    }
}

/// Draws the marks, the label, and the flags of an answer.
fn answer(paint: &mut Painter, take: &TakeScreen, y: u16, index: usize, entry: &AnswerEntry) {
    let columns = &take.columns;
    let x = columns.marks_at();
    level_marks::draw(
        paint,
        x,
        y,
        (entry.answer, take.previous_level(index)),
        take.assessment.top(index),
        columns,
    );
    let x = label(paint, take, (x + columns.marks + 2, y), index, entry);
    if entry.level_up && !(columns.figures && entry.answer.gap() > 0) {
        paint.put(x, y, "▲", 1, Role::Accent);
    }
    if entry.copied_previous {
        paint.put(x + 1, y, "◦", 1, Role::Dim);
    }
    if !entry.note.is_empty() {
        paint.put(x + 2, y, "✎", 1, Role::Dim);
    }
}

/// Writes the label of an answer, or the previous answer if that has no level. Returns the column of
/// the flags.
fn label(
    paint: &mut Painter,
    take: &TakeScreen,
    (x, y): (u16, u16),
    index: usize,
    entry: &AnswerEntry,
) -> u16 {
    let width = take.columns.label;
    let previous = take.previous_of(index).map(|previous| previous.was.answer);
    let previous = previous.and_then(answer_words);
    if let (Answer::Unanswered, Some(previous)) = (entry.answer, previous) {
        paint.put(x, y, &format!("◦ {previous}"), width.max(3), Role::Dim);
        return if width > 0 { x + width + 1 } else { x };
    }
    if width == 0 {
        return x.saturating_sub(1);
    }
    let level = entry.answer.current().unwrap_or(0);
    let (label, role) = level_marks::label(entry.answer, take.assessment.label(index, level));
    paint.put(x, y, label, width, role);
    x + width + 1
}

/// Draws the text field in the bottom line, or the message that covers it.
fn footer_field(paint: &mut Painter, state: &State, take: &TakeScreen) -> Option<Position> {
    let editing = take.editing.as_ref().filter(|_| state.overlay.is_none())?;
    let (width, y) = (state.size.width, state.size.height.saturating_sub(1));
    let (label, note) = match editing.kind {
        EditKind::Note => {
            let category = take.assessment.categories.get(editing.at);
            let name = category.map_or("", |category| &category.name);
            (
                format!("✎ {}: ", cut(name, usize::from(width / 3), '…')),
                "",
            )
        }
        EditKind::Name => ("name: ".into(), ""),
        EditKind::File => ("write answers to: ".into(), ""),
        EditKind::Find if take.finds_nothing() => ("find: ".into(), "  no matches"),
        EditKind::Find => ("find: ".into(), ""),
    };
    paint.clear_row(y);
    paint.put_right(width, y, note, Role::Error);
    if state.message.is_some() {
        header_footer::footer(paint, state);
        return None;
    }
    let room = width.saturating_sub(cells(note));
    Some(text_field::draw(paint, y, &label, &editing.field, room))
}
