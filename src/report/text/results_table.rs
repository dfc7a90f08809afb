use super::writer::TextOptions;
use crate::results::ResultRow;
use crate::text::{cells as width, cut, padded, right, visible};
use crate::words::{mean_value_words, short_id};

const COLUMNS: usize = 7;
const HEADS: [&str; COLUMNS] = ["DATE", "ASSESSMENT", "NAME", "MEAN", "RATED", "", "ID"];
const ASSESSMENT: usize = 1;
const NAME: usize = 2;
const LEVEL_UPS: usize = 5;
const GAP: usize = 2;

/// The rows as a table with headings, as wide as the terminal. If room is short, the names of
/// assessments and people are cut, but not below 8 cells.
pub fn results_table(rows: &[ResultRow], options: &TextOptions) -> String {
    let cells = |row: &ResultRow| cells_of(row, options.date(row.taken_at));
    let cells: Vec<_> = rows.iter().map(cells).collect();
    let mut heads = HEADS.map(str::to_owned);
    options.goal_mark().clone_into(&mut heads[LEVEL_UPS]);
    let mut widths = [0; COLUMNS];
    for line in cells.iter().chain([&heads]) {
        for (widest, cell) in widths.iter_mut().zip(line) {
            *widest = width(cell).max(*widest);
        }
    }
    narrow(&mut widths, options.columns);
    let lines = [&heads].into_iter().chain(&cells);
    lines
        .map(|line| line_of(line, &widths, options.ellipsis()) + "\n")
        .collect()
}

fn cells_of(row: &ResultRow, date: String) -> [String; COLUMNS] {
    [
        date,
        visible(&row.assessment).into_owned(),
        visible(&row.name).into_owned(),
        row.mean.map_or_else(|| "-".to_owned(), mean_value_words),
        format!("{} of {}", row.rated, row.categories),
        row.level_ups.to_string(),
        short_id(row.id),
    ]
}

/// Narrows the two columns of names, the wider one first, until the line fits.
fn narrow(widths: &mut [usize; COLUMNS], columns: usize) {
    const LEAST: usize = 8;
    let all: usize = widths.iter().sum::<usize>() + GAP * (COLUMNS - 1);
    for _ in columns..all {
        let wider = if widths[ASSESSMENT] >= widths[NAME] {
            ASSESSMENT
        } else {
            NAME
        };
        if widths[wider] > LEAST {
            widths[wider] -= 1;
        }
    }
}

fn line_of(cells: &[String; COLUMNS], widths: &[usize; COLUMNS], ellipsis: char) -> String {
    let mut line = String::new();
    for (column, (cell, cells)) in cells.iter().zip(widths).enumerate() {
        let cell = cut(cell, *cells, ellipsis);
        let cell = if column == LEVEL_UPS {
            right(&cell, *cells)
        } else {
            padded(&cell, *cells)
        };
        line.push_str(&cell);
        line.push_str("  ");
    }
    line.trim_end().to_owned()
}
