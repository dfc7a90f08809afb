//! Results as CSV, for spreadsheets.
//!
//! RFC 4180: commas, CRLF, quotes where they are needed. UTF-8 with a byte order mark, without
//! which a widespread spreadsheet takes the text for something else and breaks every name with an
//! accent. An apostrophe is added before each `=`, `+`, `-`, and `@` that a spreadsheet could read as
//! the start of a formula: at the start of a cell, or where a cell starts if it is split at a
//! semicolon, a tab, or a line break, also after spaces and apostrophes. One is also added to
//! apostrophes that are already there, so removing one at each place restores the text.

use std::borrow::Cow;

use crate::results::{Answer, AssessmentResult, Mean, ResultRow};
use crate::words::time_words;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The characters that begin a formula, also in their full-width forms.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Characters at which a spreadsheet may split a cell. After one at the start, it looks for a formula.
const SPLIT: [char; 4] = [';', '\t', '\r', '\n'];

/// The line of heads of [`answer_lines`], at the beginning of the file.
pub fn answer_heads() -> String {
    file_begin(&[
        "id",
        "name",
        "assessment",
        "version",
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
        "note",
    ])
}

/// A result as lines, one a category.
pub fn answer_lines(result: &AssessmentResult) -> String {
    let categories = 0..result.assessment.categories.len();
    lines(categories.map(|index| answer_cells(result, index)))
}

fn answer_cells(result: &AssessmentResult, index: usize) -> Vec<String> {
    let assessment = &result.assessment;
    let category = &assessment.categories[index];
    let answer = result.answers.get(index).copied().unwrap_or_default();
    let rated = matches!(answer, Answer::Rated { .. });
    let number = |level: Option<u8>| level.map(|level| level.to_string()).unwrap_or_default();
    let label = |level: Option<u8>| {
        let label = level.and_then(|level| assessment.label(index, level));
        label.unwrap_or_default().to_owned()
    };
    vec![
        result.id.to_string(),
        result.name.clone(),
        assessment.slug.clone(),
        assessment.version.clone(),
        time_words(result.taken_at),
        category.key.clone(),
        category.name.clone(),
        category.group.clone().unwrap_or_default(),
        status(answer).to_owned(),
        number(answer.current()),
        label(answer.current()),
        number(answer.desired()),
        label(answer.desired()),
        number(rated.then(|| answer.gap())),
        assessment.top(index).to_string(),
        result.notes.get(index).cloned().unwrap_or_default(),
    ]
}

fn status(answer: Answer) -> &'static str {
    match answer {
        Answer::Rated { .. } => "rated",
        Answer::Unknown => "unknown",
        Answer::NotApplicable => "not_applicable",
        Answer::Unanswered => "unanswered",
    }
}

/// The rows of a list, with a line of heads.
pub fn results_csv(rows: &[ResultRow]) -> String {
    let heads = file_begin(&[
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
    heads + &lines(rows.iter().map(row_cells))
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

/// The beginning of a file: the mark that says UTF-8, and the heads of the columns.
pub(super) fn file_begin(heads: &[&str]) -> String {
    let heads = heads.iter().map(|head| (*head).to_owned()).collect();
    BYTE_ORDER_MARK.to_owned() + &lines([heads])
}

/// Rows of cells as lines, with no formula in them.
pub fn lines(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        let cells = row.iter().map(|cell| harmless(cell).into_owned());
        // Memory takes everything.
        let _ = writer.write_record(cells);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// The text of a cell without formulas.
fn harmless(cell: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    // Whether a formula could begin here, and where the apostrophes before this place begin.
    let (mut begins, mut quotes) = (true, None);
    for (at, c) in cell.char_indices() {
        let split = SPLIT.contains(&c);
        let is_first = quotes.unwrap_or(at) == 0;
        if begins && (FORMULA.contains(&c) || (split && c != ';' && is_first)) {
            let start = quotes.unwrap_or(at);
            out.push_str(&cell[copied..start]);
            out.push('\'');
            copied = start;
        }
        let is_quote = begins && c == '\'';
        begins = split || is_quote || (begins && quotes.is_none() && is_space(c));
        quotes = is_quote.then(|| quotes.unwrap_or(at));
    }
    if out.is_empty() {
        return Cow::Borrowed(cell);
    }
    out.push_str(&cell[copied..]);
    Cow::Owned(out)
}

/// Characters that a spreadsheet may trim before it reads a cell.
fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}' | '\u{FEFF}')
}
