use uuid::Uuid;

use crate::results::{Answer, Mean, ResultRow, SHARED_MARK, Scores};
use crate::text::{count, named_and_more, visible};

/// The maximum number of logins that are named.
const LOGINS: usize = 5;

/// "2.4 of 4, 11 of 12 rated"; without a mean, "3 of 4 rated, no mean: ladders differ", or only the
/// count if no category is rated.
pub fn mean_words(mean: Option<Mean>, rated: usize, categories: usize) -> String {
    let rated_of = rated_words(rated, categories);
    match mean {
        Some(mean) => format!("{}, {rated_of}", mean_value_words(mean)),
        None if rated > 0 => format!("{rated_of}, no mean: ladders differ"),
        None => rated_of,
    }
}

/// "2.4 of 4".
pub(crate) fn mean_value_words(mean: Mean) -> String {
    format!("{} of {}", mean.rounded(), mean.of)
}

/// "11 of 12 rated".
pub(crate) fn rated_words(rated: usize, categories: usize) -> String {
    format!("{rated} of {categories} rated")
}

/// An answer without a level in words; `None` if there is a level.
pub(crate) fn answer_words(answer: Answer) -> Option<&'static str> {
    match answer {
        Answer::Unanswered => Some("unanswered"),
        Answer::Unknown => Some("don't know"),
        Answer::NotApplicable => Some("not applicable"),
        Answer::Rated { .. } => None,
    }
}

/// "* Several logins saved results as Ada: ada, bob". `None` if the name has no mark.
pub(crate) fn shared_words(name: &str, logins: &[String]) -> Option<String> {
    let (name, more) = (visible(name), logins.len().saturating_sub(LOGINS));
    let logins: Vec<_> = logins.iter().take(LOGINS).map(|it| visible(it)).collect();
    let logins = named_and_more(&logins.join(", "), more);
    let words = || format!("{SHARED_MARK} Several logins saved results as {name}: {logins}");
    (!logins.is_empty()).then(words)
}

/// The last 8 hexadecimal digits of an ID, for lists. IDs start with the time, so only their ends
/// differ within a day.
pub fn short_id(id: Uuid) -> String {
    format!("{:08x}", id.as_u128() & 0xffff_ffff)
}

/// The mean in a list: "2.4 of 4", or the number of rated categories if there is no mean.
pub fn row_mean_words(row: &ResultRow) -> String {
    match row.mean {
        Some(mean) => mean_value_words(mean),
        None => format!("{}/{} rated", row.rated, row.categories),
    }
}

/// The counts of a result: "2 level-ups, gap 3 · 1 don't know · 1 not applicable".
pub(crate) fn counts_words(scores: &Scores) -> String {
    let mut parts = vec![match scores.level_ups {
        0 => "no level-ups".to_owned(),
        ups => format!(
            "{}, gap {}",
            count(ups, "level-up", "level-ups"),
            scores.gap
        ),
    }];
    let counted = [
        (scores.unknown, Answer::Unknown),
        (scores.not_applicable, Answer::NotApplicable),
        (scores.unanswered, Answer::Unanswered),
    ];
    let counted = counted.into_iter().filter(|(count, _)| *count > 0);
    parts.extend(
        counted.filter_map(|(count, answer)| Some(format!("{count} {}", answer_words(answer)?))),
    );
    parts.join(" · ")
}
