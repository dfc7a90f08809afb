//! Trend and team as CSV: one line for each person's answer to each category.

use jiff::Timestamp;
use uuid::Uuid;

use super::results::{file_begin, lines};
use crate::results::{Answer, LadderAnswer, Mean, PersonHistory, Scores, Team};
use crate::words::time_words;

/// What a trend has besides: the figures of the whole result, the same on each of its lines.
const WHOLE: [&str; 4] = ["mean", "mean_of", "rated", "categories"];

const HEADS: [&str; 15] = [
    "id",
    "name",
    "assessment",
    "taken_at",
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
    "position",
];

/// A history as CSV, oldest result first; categories by the keys that they have now. Each line ends
/// with the mean level of the whole result and its denominators.
pub fn trend_csv(history: &PersonHistory) -> String {
    let rows = history.results.iter().enumerate().flat_map(|(at, head)| {
        history.categories.iter().map(move |line| {
            let said = CsvAnswer {
                id: Some(head.id),
                name: &history.name,
                assessment: &history.slug,
                taken_at: head.taken_at,
                category: [&line.key, &line.name, line.group.as_deref().unwrap_or("")],
            };
            let mut cells = said.cells(line.cells.get(at).and_then(Option::as_ref));
            cells.extend(whole(&head.scores));
            cells
        })
    });
    file_begin(&[&HEADS[..], &WHOLE].concat()) + &lines(rows)
}

/// The figures of a whole result; without a mean there is no number of ratings either.
fn whole(scores: &Scores) -> [String; 4] {
    let of_mean = |of: fn(Mean) -> String| scores.mean.map(of).unwrap_or_default();
    [
        of_mean(|mean| mean.value().to_string()),
        of_mean(|mean| mean.of.to_string()),
        scores.rated.to_string(),
        scores.categories.to_string(),
    ]
}

/// A team as CSV, person by person.
pub fn team_csv(team: &Team) -> String {
    let rows = team.people.iter().enumerate().flat_map(|(at, member)| {
        team.categories.iter().map(move |category| {
            let group = category.group.as_deref().unwrap_or("");
            let said = CsvAnswer {
                id: member.id,
                name: &member.name,
                assessment: &team.slug,
                taken_at: member.taken_at,
                category: [&category.key, &category.name, group],
            };
            said.cells(category.cells.get(at).and_then(Option::as_ref))
        })
    });
    file_begin(&HEADS) + &lines(rows)
}

/// What stands in a line before the answer.
struct CsvAnswer<'a> {
    id: Option<Uuid>,
    name: &'a str,
    assessment: &'a str,
    taken_at: Timestamp,
    category: [&'a str; 3],
}

impl CsvAnswer<'_> {
    fn cells(&self, cell: Option<&LadderAnswer>) -> Vec<String> {
        let number = |level: Option<u8>| level.map(|level| level.to_string()).unwrap_or_default();
        let answer = cell.map_or(Answer::Unanswered, |cell| cell.answer);
        let label = |level: Option<u8>| {
            let label = level.and_then(|level| cell?.label_of(level));
            label.unwrap_or_default().to_owned()
        };
        let position = cell.and_then(LadderAnswer::position);
        let mut cells = vec![
            self.id.map(|id| id.to_string()).unwrap_or_default(),
            self.name.to_owned(),
            self.assessment.to_owned(),
            time_words(self.taken_at),
        ];
        cells.extend(self.category.map(str::to_owned));
        cells.extend([
            status(cell).to_owned(),
            number(answer.current()),
            label(answer.current()),
            number(answer.desired()),
            label(answer.desired()),
            number(answer.current().map(|_| answer.gap())),
            number(cell.map(LadderAnswer::of)),
            position
                .map(|position| position.to_string())
                .unwrap_or_default(),
        ]);
        cells
    }
}

/// The answer in one word; `absent` where the version did not have the category.
fn status(cell: Option<&LadderAnswer>) -> &'static str {
    match cell.map(|cell| cell.answer) {
        None => "absent",
        Some(Answer::Unanswered) => "unanswered",
        Some(Answer::Unknown) => "unknown",
        Some(Answer::NotApplicable) => "not_applicable",
        Some(Answer::Rated { .. }) => "rated",
    }
}
