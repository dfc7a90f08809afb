use super::painter::Painter;
use crate::results::Answer;
use crate::state::{CategoryColumns, Role};

/// Writes an answer's marks: the level reached filled, the level wanted as `▲`, the others hollow;
/// in words where there is no level, and as figures where there is no room.
pub(super) fn put(
    paint: &mut Painter,
    x: u16,
    y: u16,
    (answer, previous): (Answer, Option<u8>),
    top: u8,
    columns: &CategoryColumns,
) {
    let width = columns.marks;
    let dim = Role::Dim;
    match answer {
        Answer::NotApplicable => drop(paint.put(x, y, "n/a", width, dim)),
        Answer::Unknown => drop(paint.put(x, y, "?", width, dim)),
        Answer::Unanswered if columns.figures => drop(paint.put(x, y, "–", width, dim)),
        Answer::Rated { current, desired } if columns.figures => {
            let wanted = if desired > current { "▲" } else { "" };
            let end = paint.put(x, y, &format!("{current}/{top}"), width, Role::Text);
            paint.put(end, y, wanted, 1, Role::Accent);
        }
        answer => {
            for level in 1..=top {
                let (glyph, role) = glyph(answer, level, previous);
                let at = x + u16::from(level - 1) * 2;
                paint.put(at, y, glyph, 1, role);
            }
        }
    }
}

/// The mark of one level of an answer: now, wanted, last time, or neither.
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

/// What stands in the place of the label: the label of the level, or words.
pub(super) fn label(answer: Answer, name: Option<&str>) -> (&str, Role) {
    match answer {
        Answer::Rated { .. } => (name.unwrap_or_default(), Role::Text),
        Answer::Unknown => ("don't know", Role::Dim),
        Answer::NotApplicable => ("", Role::Dim),
        Answer::Unanswered => ("–", Role::Dim),
    }
}
