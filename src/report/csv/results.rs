use super::answer_cells::{ANSWER_HEADINGS, answer_cells};
use super::writer::{file_start, lines};
use crate::results::{AssessmentResult, LadderAnswer, Mean, ResultRow};
use crate::words::time_words;

/// The start of a file of [`answer_lines`].
pub fn answer_heads() -> String {
    let result = ["id", "name", "assessment", "version", "taken_at"];
    file_start(&[&result[..], &ANSWER_HEADINGS, &["note"]].concat())
}

/// A result as lines, one per category.
pub fn answer_lines(result: &AssessmentResult) -> String {
    let assessment = &result.assessment;
    let categories = assessment.categories.iter().enumerate();
    let answers = LadderAnswer::all(result);
    lines(categories.map(|(index, category)| {
        let mut cells = vec![
            result.id.to_string(),
            result.name.clone(),
            assessment.slug.clone(),
            assessment.version.clone(),
            time_words(result.taken_at),
        ];
        let group = category.group.as_deref().unwrap_or_default();
        let category = [&category.key, &category.name, group];
        cells.extend(answer_cells(category, answers.get(index)));
        cells.push(result.notes.get(index).cloned().unwrap_or_default());
        cells
    }))
}

/// The rows of a list of results.
pub fn results_csv(rows: &[ResultRow]) -> String {
    let headings = file_start(&[
        "id",
        "taken_at",
        "assessment",
        "assessment_name",
        "name",
        "mean",
        "of",
        "rated",
        "categories",
        "level_ups",
    ]);
    headings + &lines(rows.iter().map(row_cells))
}

fn row_cells(row: &ResultRow) -> Vec<String> {
    let of_mean = |of: fn(Mean) -> String| row.mean.map(of).unwrap_or_default();
    vec![
        row.id.to_string(),
        time_words(row.taken_at),
        row.slug.clone(),
        row.assessment.clone(),
        row.name.clone(),
        of_mean(|mean| mean.value().to_string()),
        of_mean(|mean| mean.of.to_string()),
        row.rated.to_string(),
        row.categories.to_string(),
        row.level_ups.to_string(),
    ]
}
