use jiff::tz::TimeZone;

use super::symbols::Symbols;
use crate::results::ResultRow;
use crate::text::{DateFormat, cells as width, cut, padded, right, visible};
use crate::words::{mean_value_words, short_id};

const COLUMNS: usize = 7;
const HEADS: [&str; COLUMNS] = ["DATE", "ASSESSMENT", "NAME", "MEAN", "RATED", "", "ID"];
const ASSESSMENT: usize = 1;
const NAME: usize = 2;
const LEVEL_UPS: usize = 5;
const GAP: usize = 2;

/// The rows as a table with a line of heads, at most `columns` wide as far as it can be: where
/// room is short, names of assessments and people are cut.
pub fn results_table(
    rows: &[ResultRow],
    (zone, dates): (&TimeZone, &DateFormat),
    columns: usize,
    signs: Symbols,
) -> String {
    let date = |row: &ResultRow| dates.date(row.taken_at, zone);
    let cells: Vec<_> = rows.iter().map(|row| cells_of(row, date(row))).collect();
    let mut heads = HEADS.map(str::to_owned);
    signs.level_up.clone_into(&mut heads[LEVEL_UPS]);
    let mut widths = [0; COLUMNS];
    for line in cells.iter().chain([&heads]) {
        for (widest, cell) in widths.iter_mut().zip(line) {
            *widest = width(cell).max(*widest);
        }
    }
    narrow(&mut widths, columns);
    let lines = [&heads].into_iter().chain(&cells);
    lines
        .map(|line| line_of(line, &widths, signs) + "\n")
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

/// Takes from the two columns of names, from the wider one first, what the line is too long.
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

fn line_of(cells: &[String; COLUMNS], widths: &[usize; COLUMNS], signs: Symbols) -> String {
    let mut line = String::new();
    for (column, (cell, cells)) in cells.iter().zip(widths).enumerate() {
        let cell = cut(cell, *cells, signs.left_out);
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
