use crate::results::{Answer, LadderAnswer};

/// The headings of [`answer_cells`].
pub(super) const ANSWER_HEADINGS: [&str; 10] = [
    "category",
    "category_name",
    "group",
    "status",
    "current",
    "current_label",
    "desired",
    "desired_label",
    "gap",
    "of",
];

/// The cells of an answer; `category`: key, name, and group.
pub(super) fn answer_cells(
    category: [&str; 3],
    cell: Option<&LadderAnswer>,
) -> impl Iterator<Item = String> {
    let number = |level: Option<u8>| level.map(|level| level.to_string()).unwrap_or_default();
    let label = |level: Option<u8>| {
        let label = level.and_then(|level| cell?.label_of(level));
        label.unwrap_or_default().to_owned()
    };
    let answer = cell.map_or(Answer::Unanswered, |cell| cell.answer);
    let (current, desired) = (answer.current(), answer.desired());
    let cells = [
        status(cell).to_owned(),
        number(current),
        label(current),
        number(desired),
        label(desired),
        number(current.map(|_| answer.gap())),
        number(cell.map(LadderAnswer::of)),
    ];
    category.map(str::to_owned).into_iter().chain(cells)
}

/// The kind of an answer; `absent` if the version does not have the category.
fn status(cell: Option<&LadderAnswer>) -> &'static str {
    match cell.map(|cell| cell.answer) {
        None => "absent",
        Some(Answer::Unanswered) => "unanswered",
        Some(Answer::Unknown) => "unknown",
        Some(Answer::NotApplicable) => "not_applicable",
        Some(Answer::Rated { .. }) => "rated",
    }
}
