use askama::Template;
use jiff::tz::TimeZone;

use super::level_bar::{LevelBar, title};
use super::{clean, rendered, short};
use crate::results::{AssessmentResult, LadderAnswer, compare};
use crate::words::{cell_words, counts_words, local_date, mean_words};

/// The maximum number of categories on a card.
const ROWS: usize = 40;
/// The top of the categories, and the height of one.
const TOP: usize = 104;
const STEP: usize = 22;

#[derive(Template)]
#[template(path = "card.svg")]
struct SvgCard {
    height: usize,
    assessment: String,
    short_assessment: String,
    name: String,
    person: String,
    date: String,
    mean: String,
    description: String,
    rows: Vec<CardRow>,
    more: String,
}

struct CardRow {
    y: usize,
    name: String,
    title: String,
    words: String,
    bar: Option<LevelBar>,
}

/// A result as an SVG card without external resources.
pub fn result_svg(result: &AssessmentResult, zone: &TimeZone) -> String {
    let (assessment, name) = (clean(&result.assessment.name), clean(&result.name));
    let date = local_date(result.taken_at, zone);
    let scores = result.scores();
    let mean = mean_words(scores.mean, scores.rated, scores.categories);
    let label = if scores.mean.is_some() {
        "Mean level "
    } else {
        ""
    };
    let table = compare(&[result]);
    let rows = table.rows.iter().take(ROWS).enumerate().map(|(at, line)| {
        let cell = line.cells.first().and_then(Option::as_ref);
        row(TOP + at * STEP, &line.name, cell)
    });
    let rows: Vec<_> = rows.collect();
    let more = match table.rows.len().saturating_sub(ROWS) {
        0 => String::new(),
        more => format!("and {more} more"),
    };
    let foot = if more.is_empty() { 0 } else { STEP };
    rendered(&SvgCard {
        height: TOP + rows.len() * STEP + foot + 12,
        short_assessment: short(&assessment, 48),
        person: format!("{}, {date}", short(&name, 50)),
        mean: format!("{label}{mean}"),
        description: format!("{label}{mean}; {}", counts_words(&scores)),
        assessment,
        name,
        date,
        rows,
        more,
    })
}

fn row(y: usize, name: &str, cell: Option<&LadderAnswer>) -> CardRow {
    let name = clean(name);
    let answer = cell.map(title).unwrap_or_default();
    CardRow {
        y,
        title: format!("{name}: {answer}"),
        name: short(&name, 26),
        words: short(&words(cell), 20),
        bar: LevelBar::of(cell),
    }
}

/// "2 Better", with a mark if there is a goal above it.
fn words(cell: Option<&LadderAnswer>) -> String {
    let has_goal = cell.is_some_and(|cell| cell.answer.gap() > 0);
    let words = clean(&cell_words(cell));
    if has_goal {
        format!("{words} ▲")
    } else {
        words
    }
}
