use super::level_marks;
use super::painter::Painter;
use crate::results::{Answer, GoalStatus, LadderAnswer};
use crate::state::{CategoryDetail, DetailLine, Role, cells};
use crate::words::answer_words;

/// Draws a category with its ladder into a place; where it does not fit, texts give way.
pub(super) fn draw(
    paint: &mut Painter,
    sheet: &CategoryDetail,
    x: u16,
    y: u16,
    (width, height): (u16, u16),
) {
    let lines = sheet.fitted(width, usize::from(height));
    put(paint, sheet, x, y, (width, height), &lines);
}

/// Draws a category on a page of its own, whole, scrolled to the line `top`.
pub(super) fn page(
    paint: &mut Painter,
    sheet: &CategoryDetail,
    top: usize,
    (width, height): (u16, u16),
) {
    let width = width.saturating_sub(4);
    let lines = sheet.whole(width);
    let last = lines.len().saturating_sub(usize::from(height));
    put(paint, sheet, 2, 2, (width, height), &lines[top.min(last)..]);
    if lines.len() > usize::from(height) {
        let from = top.min(last) + 1;
        let to = (top.min(last) + usize::from(height)).min(lines.len());
        let text = format!("{from}-{to} of {} · PgDn PgUp", lines.len());
        paint.put_right(width + 4, height + 2, &text, Role::Dim);
    }
}

fn put(
    paint: &mut Painter,
    sheet: &CategoryDetail,
    x: u16,
    y: u16,
    (width, height): (u16, u16),
    lines: &[DetailLine],
) {
    for (y, line) in (y..y + height).zip(lines) {
        match line {
            DetailLine::Name(text) => drop(paint.put(x, y, text, width, Role::Strong)),
            DetailLine::About(text) => drop(paint.put(x, y, text, width, Role::Text)),
            DetailLine::Gap => {}
            DetailLine::LastTime => {
                let text = last_time(sheet);
                paint.put(x, y, &text, width, Role::Dim);
            }
            DetailLine::Level(number) => level(paint, sheet, *number, x, y, width),
            DetailLine::Text(number, text) => {
                let chosen = sheet.answer.current() == Some(*number);
                let role = if chosen { Role::Text } else { Role::Dim };
                paint.put(x + 4, y, text, width.saturating_sub(4), role);
            }
            DetailLine::Note(text, first) => {
                paint.put(x, y, if *first { "✎" } else { "" }, 1, Role::Accent);
                paint.put(x + 2, y, text, width.saturating_sub(2), Role::Text);
            }
        }
    }
}

/// The heading of a level: its mark, number and label, and what it is to this answer.
fn level(paint: &mut Painter, sheet: &CategoryDetail, level: u8, x: u16, y: u16, width: u16) {
    let (mark, role) = level_marks::glyph(sheet.answer, level, previous_level(sheet));
    let chosen = sheet.answer.current() == Some(level);
    if !matches!(mark, "○" | "·") {
        paint.put(x, y, mark, 1, role.chosen(chosen));
    }
    let (mut words, word_role) = words(sheet, level);
    let room = width.saturating_sub(2);
    let label = sheet
        .assessment
        .label(sheet.index, level)
        .unwrap_or_default();
    let text = format!("{level} {label}");
    paint.put(x + 2, y, &text, room, Role::Text.chosen(chosen));
    // The label first: what does not fit beside it is left out, what the mark says anyway first.
    while !words.is_empty() && cells(&text) + 2 + cells(&words.join(" · ")) > room {
        words.remove(0);
    }
    paint.put_right(x + width, y, &words.join(" · "), word_role);
}

fn previous_level(sheet: &CategoryDetail) -> Option<u8> {
    sheet
        .previous
        .and_then(|previous| previous.answer)
        .and_then(Answer::current)
}

/// What a level is to this answer, and was to the last one.
fn words(sheet: &CategoryDetail, level: u8) -> (Vec<&'static str>, Role) {
    let mut words = Vec::new();
    let wanted = sheet.answer.desired() == Some(level);
    let current = sheet.answer.current() == Some(level);
    if current {
        words.push(match (sheet.taken_over, wanted && sheet.level_up) {
            (true, _) => "copied",
            (false, true) => "top level ▲",
            (false, false) => "current",
        });
    } else if wanted {
        words.push("goal");
    }
    let last = sheet.previous.and_then(|previous| previous.answer);
    if previous_level(sheet) == Some(level) {
        words.push("previous");
    }
    let wish = last.filter(|answer| answer.gap() > 0 && answer.desired() == Some(level));
    let wish = wish
        .and(sheet.previous)
        .map(|previous| wish_words(sheet, &previous.was));
    words.extend(wish);
    let role = if wanted && (!current || sheet.level_up) {
        Role::Accent
    } else {
        Role::Dim
    };
    (words, role)
}

/// What was said last time, where that is no level of today's ladder.
fn last_time(sheet: &CategoryDetail) -> String {
    let Some(previous) = sheet.previous else {
        return String::new();
    };
    let was = answer_words(previous.was.answer)
        .or(previous.was.label())
        .unwrap_or_default();
    let taken = if sheet.taken_over { ", copied" } else { "" };
    format!("◦ previous: {was}{taken}")
}

/// What became of the wish of last time, as far as today's answer goes.
fn wish_words(sheet: &CategoryDetail, was: &LadderAnswer) -> &'static str {
    let now = LadderAnswer::new(sheet.assessment, sheet.index, sheet.answer);
    if now.answer.current().is_none() {
        return "previous goal";
    }
    match GoalStatus::between(Some(was), Some(&now)) {
        GoalStatus::Met => "goal met",
        GoalStatus::Exceeded => "goal exceeded",
        GoalStatus::Missed | GoalStatus::None => "goal not met",
    }
}
