//! Draws an answer as marks, one per level of the ladder.

use super::painter::Painter;
use crate::results::Answer;
use crate::state::{CategoryColumns, Role};

/// Draws an answer: the current level filled, the goal as `▲`, the other levels hollow. An answer
/// without a level is a short text; without room for marks, the level is a number.
pub(super) fn draw(
    paint: &mut Painter,
    x: u16,
    y: u16,
    (answer, previous): (Answer, Option<u8>),
    top: u8,
    columns: &CategoryColumns,
) {
    let width = columns.marks;
    match answer {
        Answer::Rated { current, desired } if columns.figures => {
            let goal = if desired > current { "▲" } else { "" };
            let end = paint.put(x, y, &format!("{current}/{top}"), width, Role::Text);
            paint.put(end, y, goal, 1, Role::Accent);
        }
        Answer::Unanswered | Answer::Rated { .. } if !columns.figures => {
            for level in 1..=top {
                let (glyph, role) = glyph(answer, level, previous);
                paint.put(x + u16::from(level - 1) * 2, y, glyph, 1, role);
            }
        }
        answer => drop(paint.put(x, y, short_words(answer), width, Role::Dim)),
    }
}

/// Two or three cells for an answer without a level.
pub(super) fn short_words(answer: Answer) -> &'static str {
    match answer {
        Answer::Rated { .. } => "",
        Answer::Unknown => "?",
        Answer::NotApplicable => "n/a",
        Answer::Unanswered => "–",
    }
}

/// The mark of one level: current, goal, previous, or other.
pub(super) fn glyph(answer: Answer, level: u8, previous: Option<u8>) -> (&'static str, Role) {
    match answer {
        Answer::Rated { current, .. } if level == current => ("●", Role::Text),
        Answer::Rated { current, desired } if level == desired && desired > current => {
            ("▲", Role::Accent)
        }
        _ if previous == Some(level) => ("◦", Role::Text),
        Answer::Rated { .. } => ("○", Role::Dim),
        _ => ("·", Role::Dim),
    }
}

/// The text after the marks: the label of the current level, or a word for an answer without one.
pub(super) fn label(answer: Answer, level: Option<&str>) -> (&str, Role) {
    match answer {
        Answer::Rated { .. } => (level.unwrap_or_default(), Role::Text),
        Answer::Unknown => ("don't know", Role::Dim),
        Answer::NotApplicable => ("", Role::Dim),
        Answer::Unanswered => ("–", Role::Dim),
    }
}
