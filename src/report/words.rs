use uuid::Uuid;

use crate::results::{ResultRow, Scores};

/// The mean with its denominator, "2.4 of 4 · 11 of 12 rated"; the denominator alone where there is
/// no mean.
pub fn mean(scores: &Scores) -> String {
    let rated = format!("{} of {} rated", scores.rated, scores.categories);
    match scores.mean {
        Some(mean) => format!("{:.1} of {} · {rated}", mean.value(), mean.of),
        None => rated,
    }
}

/// The mean of a group: like [`mean`], without a word where nothing is rated.
pub fn group_mean(scores: &Scores) -> String {
    if scores.rated == 0 {
        String::new()
    } else {
        mean(scores)
    }
}

/// What a list shows as the mean: "2.4 of 4", or how much is rated where there is no mean.
pub fn mean_short(row: &ResultRow) -> String {
    match row.mean {
        Some(mean) => format!("{:.1} of {}", mean.value(), mean.of),
        None => format!("{}/{} rated", row.rated, row.categories),
    }
}

/// The counts of a result: "2 level-ups, gap 3 · 1 don't know · 1 not applicable".
pub fn counts(scores: &Scores) -> String {
    let mut parts = vec![match scores.level_ups {
        0 => "no level-ups".to_owned(),
        1 => format!("1 level-up, gap {}", scores.gap),
        ups => format!("{ups} level-ups, gap {}", scores.gap),
    }];
    let counted = [
        (scores.unknown, "don't know"),
        (scores.not_applicable, "not applicable"),
        (scores.unanswered, "unanswered"),
    ];
    parts.extend(
        counted
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, word)| format!("{n} {word}")),
    );
    parts.join(" · ")
}

/// The end of an id, which lists show and commands take.
pub fn short_id(id: Uuid) -> String {
    let mut digits = id.simple().to_string();
    digits.split_off(24)
}

/// A number with commas: "1,204".
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
