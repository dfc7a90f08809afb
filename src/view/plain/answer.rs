use std::fmt::Write as _;

use crate::assessment::Assessment;
use crate::results::{Answer, AnswerEntry, GoalStatus, LadderAnswer};
use crate::state::CategoryDetail;
use crate::words::{answer_words, cell_words, goal_words};

/// Returns a level with its label: "2 Better". Returns only the number if it is also the label.
pub(crate) fn level_words(level: u8, label: Option<&str>) -> String {
    match label {
        Some(label) if label != level.to_string() => format!("{level} {label}"),
        _ => level.to_string(),
    }
}

/// Returns the answer for the category at `index` in words: "2 Better, goal 3 Best".
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

/// Returns the previous answer in words and, if it has a goal, whether the current answer meets it:
/// "2 Competent, goal 3 Fluent, not met". `None` if there is no previous answer.
pub(crate) fn last_time_words(sheet: &CategoryDetail) -> Option<String> {
    let was = &sheet.previous?.was;
    let mut words = cell_words(Some(was));
    if let Some(label) = was.goal() {
        let level = was.answer.desired().unwrap_or(0);
        let _ = write!(words, ", goal {}", level_words(level, Some(label)));
        let now = LadderAnswer::new(sheet.assessment, sheet.index, sheet.answer);
        let status = goal_words(GoalStatus::between(Some(was), Some(&now)));
        if !status.is_empty() {
            words.push_str(", ");
            words.push_str(status);
        }
    }
    if sheet.previous?.answer.is_none() {
        words.push_str(", which is not on the current ladder");
    }
    Some(words)
}
