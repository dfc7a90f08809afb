use jiff::Timestamp;
use uuid::Uuid;

use super::answer_cells::{ANSWER_HEADINGS, answer_cells};
use super::writer::{file_start, lines};
use crate::results::{LadderAnswer, Mean, PersonHistory, Scores, Team};
use crate::words::time_words;

/// A history as CSV, oldest result first, with the current keys of the categories. Each line ends
/// with the mean of the result.
pub fn trend_csv(history: &PersonHistory) -> String {
    let rows = history.results.iter().enumerate().flat_map(|(at, head)| {
        history.categories.iter().map(move |category| {
            let line = CsvLine {
                id: Some(head.id),
                name: &history.name,
                assessment: &history.slug,
                taken_at: head.taken_at,
            };
            let group = category.group.as_deref().unwrap_or_default();
            let category_cells = [&category.key, &category.name, group];
            let cell = category.cells.get(at).and_then(Option::as_ref);
            let mut cells = line.cells(category_cells, cell);
            cells.extend(mean_cells(&head.scores));
            cells
        })
    });
    let mean = ["mean", "mean_of", "rated", "categories"];
    file_start(&[&headings()[..], &mean].concat()) + &lines(rows)
}

fn mean_cells(scores: &Scores) -> [String; 4] {
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
            let line = CsvLine {
                id: member.id,
                name: &member.name,
                assessment: &team.slug,
                taken_at: member.taken_at,
            };
            let group = category.group.as_deref().unwrap_or_default();
            let category_cells = [&category.key, &category.name, group];
            line.cells(
                category_cells,
                category.cells.get(at).and_then(Option::as_ref),
            )
        })
    });
    file_start(&headings()) + &lines(rows)
}

fn headings() -> Vec<&'static str> {
    let result = ["id", "name", "assessment", "taken_at"];
    [&result[..], &ANSWER_HEADINGS, &["position"]].concat()
}

/// The cells before the answer.
struct CsvLine<'a> {
    id: Option<Uuid>,
    name: &'a str,
    assessment: &'a str,
    taken_at: Timestamp,
}

impl CsvLine<'_> {
    fn cells(&self, category: [&str; 3], cell: Option<&LadderAnswer>) -> Vec<String> {
        let mut cells = vec![
            self.id.map(|id| id.to_string()).unwrap_or_default(),
            self.name.to_owned(),
            self.assessment.to_owned(),
            time_words(self.taken_at),
        ];
        cells.extend(answer_cells(category, cell));
        let position = cell.and_then(LadderAnswer::position);
        cells.push(position.map(|it| it.to_string()).unwrap_or_default());
        cells
    }
}
