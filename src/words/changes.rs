use super::results::answer_words;
use crate::results::{Comparison, Delta, GoalStatus, LadderAnswer, LevelChange};
use crate::text::visible;

/// A change in a few cells: "↑ 1", "=", "new"; by position with a star and in hundredths of a
/// ladder, "↑ 25%*", "=*".
pub(crate) fn change_words(delta: Delta, ascii: bool) -> String {
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
        LevelChange::Unrated => "no level".to_owned(),
        LevelChange::Other => "changed".to_owned(),
    }
}

/// A change as a sentence would have it: "2 levels higher", "the same", "new here".
pub(crate) fn change_sentence(delta: Delta) -> String {
    let levels = |by: u8| match (delta.by_position, by) {
        (true, by) => format!("{by}%* of the ladder"),
        (false, 1) => "1 level".to_owned(),
        (false, by) => format!("{by} levels"),
    };
    match delta.change {
        LevelChange::Absent => "in neither".to_owned(),
        LevelChange::New => "new".to_owned(),
        LevelChange::Removed => "removed".to_owned(),
        LevelChange::Unchanged if delta.by_position => "same position*".to_owned(),
        LevelChange::Unchanged => "unchanged".to_owned(),
        LevelChange::Up(by) => format!("{} higher", levels(by)),
        LevelChange::Down(by) => format!("{} lower", levels(by)),
        LevelChange::Rated => "newly rated".to_owned(),
        LevelChange::Unrated => "no longer rated".to_owned(),
        LevelChange::Other => "answer changed".to_owned(),
    }
}

/// What became of a wish: "met", "not yet", "exceeded"; empty where there was none.
pub(crate) fn wish_words(wish: GoalStatus) -> &'static str {
    match wish {
        GoalStatus::None => "",
        GoalStatus::Met => "met",
        GoalStatus::Missed => "not met",
        GoalStatus::Exceeded => "exceeded",
    }
}

/// The level with its label, "2 Better", or what was said instead; "-" where there is no cell.
/// Hidden characters show as placeholders.
pub(crate) fn cell_words(cell: Option<&LadderAnswer>) -> String {
    let Some(cell) = cell else {
        return "-".to_owned();
    };
    match (answer_words(cell.answer), cell.answer.current()) {
        (Some(words), _) => words.to_owned(),
        (None, level) => level_words(cell, level.unwrap_or(0)),
    }
}

/// A level with its label: "2 Better".
pub(crate) fn level_words(cell: &LadderAnswer, level: u8) -> String {
    let label = visible(cell.label_of(level).unwrap_or("?")).into_owned();
    if label == level.to_string() {
        return label;
    }
    format!("{level} {label}")
}

/// The wanted level with its label, where more is wanted.
pub(crate) fn wanted_words(cell: &LadderAnswer) -> Option<String> {
    let desired = cell.answer.desired().filter(|_| cell.answer.gap() > 0)?;
    Some(level_words(cell, desired))
}

/// What became of result `at` - 1 in result `at`, counted: "3 higher, 1 lower, 5 the same, 2 not
/// rated on either side".
pub(crate) fn tally_words(comparison: &Comparison, at: usize) -> String {
    let rows = comparison.rows.iter();
    let rows = rows.filter_map(|row| Some((row, row.changes.get(at.checked_sub(1)?)?)));
    let mut counts = [0_usize; 8];
    for (row, delta) in rows {
        let rated = row.cells.get(at).and_then(Option::as_ref);
        let rated = rated.is_some_and(|cell| cell.answer.current().is_some());
        let at = match delta.change {
            LevelChange::Up(_) => 0,
            LevelChange::Down(_) => 1,
            LevelChange::Unchanged if rated => 2,
            LevelChange::Rated => 3,
            LevelChange::Unrated => 4,
            LevelChange::New => 5,
            LevelChange::Removed => 6,
            // Neither has a level, whether the answer is the same or another.
            LevelChange::Unchanged | LevelChange::Other => 7,
            LevelChange::Absent => continue,
        };
        counts[at] += 1;
    }
    let words = [
        "higher",
        "lower",
        "unchanged",
        "newly rated",
        "no longer rated",
        "new",
        "removed",
        "not rated in either",
    ];
    let told = counts.iter().zip(words).filter(|(count, _)| **count > 0);
    let told: Vec<_> = told
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    told.join(", ")
}
