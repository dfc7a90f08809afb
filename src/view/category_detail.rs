//! Draws a category with its ladder and note.

use ratatui::layout::Rect;

use super::level_marks;
use super::painter::Painter;
use crate::results::{Answer, GoalStatus, LadderAnswer};
use crate::state::{CategoryDetail, DetailLine, Role, cells};
use crate::words::{answer_words, goal_words};

/// Draws a category into an area; texts are shortened until it fits.
pub(super) fn draw(paint: &mut Painter, detail: &CategoryDetail, area: Rect) {
    let lines = detail.fitted(area.width, usize::from(area.height));
    draw_lines(paint, detail, area, &lines);
}

/// Draws a category on a page, scrolled to the line `top`.
pub(super) fn draw_page(paint: &mut Painter, detail: &CategoryDetail, top: usize, area: Rect) {
    let height = usize::from(area.height);
    let lines = detail.whole(area.width);
    let top = top.min(lines.len().saturating_sub(height));
    draw_lines(paint, detail, area, &lines[top..]);
    if lines.len() > height {
        let (from, to) = (top + 1, (top + height).min(lines.len()));
        let text = format!("{from}-{to} of {} · PgDn PgUp", lines.len());
        paint.put_right(area.right() + 2, area.bottom(), &text, Role::Dim);
    }
}

fn draw_lines(paint: &mut Painter, detail: &CategoryDetail, area: Rect, lines: &[DetailLine]) {
    let Rect { x, width, .. } = area;
    for (y, line) in (area.y..area.bottom()).zip(lines) {
        match line {
            DetailLine::Name(text) => drop(paint.put(x, y, text, width, Role::Strong)),
            DetailLine::About(text) => drop(paint.put(x, y, text, width, Role::Text)),
            DetailLine::Gap => {}
            DetailLine::Previous => {
                paint.put(x, y, &previous_words(detail), width, Role::Dim);
            }
            DetailLine::Level(number) => level(paint, detail, *number, (x, y), width),
            DetailLine::Text(number, text) => {
                let is_current = detail.answer.current() == Some(*number);
                let role = if is_current { Role::Text } else { Role::Dim };
                paint.put(x + 4, y, text, width.saturating_sub(4), role);
            }
            DetailLine::Note(text, is_first) => {
                paint.put(x, y, if *is_first { "✎" } else { "" }, 1, Role::Accent);
                paint.put(x + 2, y, text, width.saturating_sub(2), Role::Text);
            }
        }
    }
}

/// Draws the heading of a level: its mark, number, and label, and what it is to the answer.
fn level(paint: &mut Painter, detail: &CategoryDetail, level: u8, (x, y): (u16, u16), width: u16) {
    let (mark, role) = level_marks::glyph(detail.answer, level, previous_level(detail));
    let is_current = detail.answer.current() == Some(level);
    if !matches!(mark, "○" | "·") {
        paint.put(x, y, mark, 1, role.if_selected(is_current));
    }
    let (mut words, word_role) = level_words(detail, level);
    let room = width.saturating_sub(2);
    let label = detail.assessment.label(detail.index, level);
    let text = format!("{level} {}", label.unwrap_or_default());
    paint.put(x + 2, y, &text, room, Role::Text.if_selected(is_current));
    // Without room, words are left out, first those that repeat the mark.
    while !words.is_empty() && cells(&text) + 2 + cells(&words.join(" · ")) > room {
        words.remove(0);
    }
    paint.put_right(x + width, y, &words.join(" · "), word_role);
}

fn previous_level(detail: &CategoryDetail) -> Option<u8> {
    detail.previous?.answer.and_then(Answer::current)
}

/// What a level is to the answer, and was to the previous one.
fn level_words(detail: &CategoryDetail, level: u8) -> (Vec<String>, Role) {
    let mut words = Vec::new();
    let is_goal = detail.answer.desired() == Some(level);
    let is_current = detail.answer.current() == Some(level);
    if is_current {
        let current = match (detail.is_copied, is_goal && detail.level_up) {
            (true, _) => "copied",
            (false, true) => "top level ▲",
            (false, false) => "current",
        };
        words.push(current.to_owned());
    } else if is_goal {
        words.push("goal".to_owned());
    }
    if previous_level(detail) == Some(level) {
        words.push("previous".to_owned());
    }
    words.extend(previous_goal_words(detail, level));
    let role = if is_goal && (!is_current || detail.level_up) {
        Role::Accent
    } else {
        Role::Dim
    };
    (words, role)
}

/// Whether the previous goal was met, if it was this level.
fn previous_goal_words(detail: &CategoryDetail, level: u8) -> Option<String> {
    let previous = detail.previous?;
    let answer = previous.answer?;
    if answer.gap() == 0 || answer.desired() != Some(level) {
        return None;
    }
    let now = LadderAnswer::new(detail.assessment, detail.index, detail.answer);
    let is_goal_again = now.answer.gap() > 0 && now.answer.desired() == Some(level);
    let outcome = goal_words(GoalStatus::between(Some(&previous.was), Some(&now)));
    Some(match outcome {
        "" => "previous goal".to_owned(),
        _ if is_goal_again => format!("{outcome} before"),
        _ => format!("goal {outcome}"),
    })
}

/// The previous answer, if it is not a level of the current ladder.
fn previous_words(detail: &CategoryDetail) -> String {
    let Some(previous) = detail.previous else {
        return String::new();
    };
    let answer = answer_words(previous.was.answer).or(previous.was.label());
    let copied = if detail.is_copied { ", copied" } else { "" };
    format!("◦ previous: {}{copied}", answer.unwrap_or_default())
}
