use std::fmt::Write as _;

use crate::assessment::Assessment;
use crate::results::{Answer, AnswerEntry, GoalStatus, LadderAnswer};
use crate::state::CategoryDetail;
use crate::words::{answer_words, cell_words, goal_words};

/// A level as it is called, with its number: "2 Better". A label that is its number stands alone.
pub(crate) fn level_words(level: u8, label: Option<&str>) -> String {
    match label {
        Some(label) if label != level.to_string() => format!("{level} {label}"),
        _ => level.to_string(),
    }
}

/// What was said about the category at `index`: "2 Better, wanted 3 Best".
pub(crate) fn entry_words(assessment: &Assessment, index: usize, entry: &AnswerEntry) -> String {
    let level = |level| level_words(level, assessment.label(index, level));
    let mut words = match entry.answer {
        Answer::Rated { current, desired } if desired > current => {
            format!("{}, goal {}", level(current), level(desired))
        }
        Answer::Rated { current, .. } if entry.level_up => {
            format!(
                "{}, level-up set, but this is the top level",
                level(current)
            )
        }
        Answer::Rated { current, .. } => level(current),
        Answer::Unanswered if entry.level_up => {
            "unanswered, level-up applies when rated".to_owned()
        }
        Answer::Unanswered => "unanswered".to_owned(),
        other => answer_words(other).unwrap_or_default().to_owned(),
    };
    if entry.copied_previous {
        words.push_str(", copied from the previous result");
    }
    words
}

/// What was said last time, and what became of the wish as far as today's answer goes: "2
/// Competent, wanted 3 Fluent, not yet".
pub(crate) fn last_time_words(sheet: &CategoryDetail) -> Option<String> {
    let was = &sheet.previous?.was;
    let mut words = cell_words(Some(was));
    if let Some(wanted) = was.goal() {
        let level = was.answer.desired().unwrap_or(0);
        let _ = write!(words, ", goal {}", level_words(level, Some(wanted)));
        let now = LadderAnswer::new(sheet.assessment, sheet.index, sheet.answer);
        let fate = goal_words(GoalStatus::between(Some(was), Some(&now)));
        if !fate.is_empty() {
            words.push_str(", ");
            words.push_str(fate);
        }
    }
    if sheet.previous?.answer.is_none() {
        words.push_str(", which is not on the current ladder");
    }
    Some(words)
}
