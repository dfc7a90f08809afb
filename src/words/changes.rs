use super::results::answer_words;
use crate::results::{Comparison, Delta, GoalStatus, LadderAnswer, LevelChange};
use crate::text::{count, visible};

/// A change in at most 8 cells: "↑ 1", "=", "new"; with a star in % of the ladder: "↑ 25%*", "=*".
pub(crate) fn change_sign(delta: Delta, ascii: bool) -> String {
    // In ASCII an arrow would look like the mark of a level-up.
    let (up, down) = if ascii { ("+", "-") } else { ("↑ ", "↓ ") };
    let unit = if delta.by_position { "%*" } else { "" };
    match delta.change {
        LevelChange::Absent => String::new(),
        LevelChange::New => "new".to_owned(),
        LevelChange::Removed => "removed".to_owned(),
        LevelChange::Unchanged if delta.by_position => "=*".to_owned(),
        LevelChange::Unchanged => "=".to_owned(),
        LevelChange::Up(by) => format!("{up}{by}{unit}"),
        LevelChange::Down(by) => format!("{down}{by}{unit}"),
        LevelChange::Rated => "rated".to_owned(),
        LevelChange::Unrated => "unrated".to_owned(),
        LevelChange::Other => "changed".to_owned(),
    }
}

/// A change in words: "up 2 levels", "unchanged", "no longer rated".
pub(crate) fn change_words(delta: Delta) -> String {
    let by = |way: &str, by: u8| {
        if delta.by_position {
            format!("{way} {by}% of the ladder")
        } else {
            format!("{way} {}", count(by.into(), "level", "levels"))
        }
    };
    match delta.change {
        LevelChange::Absent => "in neither result".to_owned(),
        LevelChange::New => "new".to_owned(),
        LevelChange::Removed => "removed".to_owned(),
        LevelChange::Unchanged if delta.by_position => {
            "same position on a different ladder".to_owned()
        }
        LevelChange::Unchanged => "unchanged".to_owned(),
        LevelChange::Up(levels) => by("up", levels),
        LevelChange::Down(levels) => by("down", levels),
        LevelChange::Rated => "now rated".to_owned(),
        LevelChange::Unrated => "no longer rated".to_owned(),
        LevelChange::Other => "answer changed".to_owned(),
    }
}

/// The outcome of a goal: "met", "not met", "exceeded"; empty if there was none.
pub(crate) fn goal_words(goal: GoalStatus) -> &'static str {
    match goal {
        GoalStatus::None => "",
        GoalStatus::Met => "met",
        GoalStatus::Missed => "not met",
        GoalStatus::Exceeded => "exceeded",
    }
}

/// The level with its label, "2 Better", or the answer without a level; "-" if there is no answer.
/// Hidden characters are replaced with placeholders.
pub(crate) fn cell_words(cell: Option<&LadderAnswer>) -> String {
    let Some(cell) = cell else {
        return "-".to_owned();
    };
    match answer_words(cell.answer) {
        Some(words) => words.to_owned(),
        None => level_words(cell, cell.answer.current().unwrap_or(0)),
    }
}

/// A level with its label: "2 Better".
pub(crate) fn level_words(cell: &LadderAnswer, level: u8) -> String {
    let label = visible(cell.label_of(level).unwrap_or("?"));
    if label == level.to_string() {
        return label.into_owned();
    }
    format!("{level} {label}")
}

/// The goal with its label, if it is above the current level.
pub(crate) fn goal_level_words(cell: &LadderAnswer) -> Option<String> {
    let desired = cell.answer.desired().filter(|_| cell.answer.gap() > 0)?;
    Some(level_words(cell, desired))
}

/// The changes from result `at` - 1 to result `at`, counted: "3 up, 1 down, 5 unchanged".
pub(crate) fn tally_words(comparison: &Comparison, at: usize) -> String {
    const WORDS: [&str; 8] = [
        "up",
        "down",
        "unchanged",
        "now rated",
        "no longer rated",
        "new",
        "removed",
        "not rated in either",
    ];
    let mut counts = [0_usize; WORDS.len()];
    for row in &comparison.rows {
        let Some(delta) = at.checked_sub(1).and_then(|at| row.changes.get(at)) else {
            continue;
        };
        let cell = row.cells.get(at).and_then(Option::as_ref);
        let is_rated = cell.is_some_and(|cell| cell.answer.current().is_some());
        let word = match delta.change {
            LevelChange::Up(_) => 0,
            LevelChange::Down(_) => 1,
            LevelChange::Unchanged if is_rated => 2,
            LevelChange::Rated => 3,
            LevelChange::Unrated => 4,
            LevelChange::New => 5,
            LevelChange::Removed => 6,
            LevelChange::Unchanged | LevelChange::Other => 7,
            LevelChange::Absent => continue,
        };
        counts[word] += 1;
    }
    let counted = counts.iter().zip(WORDS).filter(|(count, _)| **count > 0);
    let words: Vec<_> = counted
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    words.join(", ")
}
