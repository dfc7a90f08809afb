use super::writer::{Emphasis, TextOptions, TextWriter, change_style};
use crate::results::{ComparedCategory, Comparison, Delta, ResultHead};
use crate::text::{cells as width, cut, padded, visible, wrap};
use crate::words::{
    MEAN, POSITION, cell_words, change_sign, counts_words, goal_level_words, mean_words, short_id,
    tally_words,
};

/// The least cells of a result's column, and of the change in it.
const COLUMN: usize = 20;
const CHANGE: usize = 8;

/// Results side by side as text, no line longer than the paper is wide. Where not all columns fit,
/// the table comes in several parts.
pub fn comparison_text(comparison: &Comparison, paper: &TextOptions) -> String {
    let mut sheet = TextWriter::new(paper);
    for (at, head) in comparison.results.iter().enumerate() {
        result_head(&mut sheet, at, head);
    }
    if comparison.has_several_assessments() {
        let text = "These results are from different assessments; categories with the same key \
        are aligned.";
        sheet.blank();
        sheet.paragraph(Emphasis::Plain, 0, text);
    }
    tallies(&mut sheet, comparison);
    let names = name_column(comparison, paper);
    let most = ((paper.width() - names) / COLUMN).max(1);
    // Parts of about one size read better than one full and a rest.
    let parts = comparison.results.len().div_ceil(most).max(1);
    let fit = comparison.results.len().div_ceil(parts).max(1);
    let mut from = 0;
    while from < comparison.results.len() {
        let to = (from + fit).min(comparison.results.len());
        part(&mut sheet, comparison, names, from..to);
        from = to;
    }
    legend(&mut sheet, comparison);
    sheet.done()
}

fn result_head(sheet: &mut TextWriter<'_>, at: usize, head: &ResultHead) {
    let dot = sheet.paper.dot();
    let (assessment, name) = (visible(&head.assessment), visible(&head.name));
    let (version, date) = (visible(&head.version), sheet.paper.date(head.taken_at));
    let (number, id) = (at + 1, short_id(head.id));
    let title = format!(
        "{number}  {assessment} {dot} {name} {dot} {date} {dot} version {version} {dot} {id}"
    );
    sheet.paragraph(Emphasis::Strong, 0, &title);
    let scores = &head.scores;
    let mean = mean_words(scores.mean, scores.rated, scores.categories);
    let of = if scores.mean.is_some() { "mean " } else { "" };
    let counts = counts_words(scores).replace(" · ", ", ");
    sheet.paragraph(Emphasis::Plain, 3, &format!("{of}{mean}; {counts}"));
}

/// What became of each result in the next one, in words.
fn tallies(sheet: &mut TextWriter<'_>, comparison: &Comparison) {
    let arrow = sheet.paper.arrow();
    sheet.blank();
    for at in 1..comparison.results.len() {
        let words = tally_words(comparison, at);
        let text = format!("{at} {arrow} {}: {words}", at + 1);
        sheet.paragraph(Emphasis::Plain, 0, &text);
    }
}

fn name_column(comparison: &Comparison, paper: &TextOptions) -> usize {
    let names = comparison
        .rows
        .iter()
        .map(|row| width(&visible(&row.name)) + 2);
    let most = if paper.width() < 60 { 16 } else { 28 };
    names.max().unwrap_or(0).clamp(10, most)
}

/// The table of some of the results.
fn part(
    sheet: &mut TextWriter<'_>,
    comparison: &Comparison,
    names: usize,
    columns: std::ops::Range<usize>,
) {
    let room = (sheet.paper.width() - names) / columns.len().max(1);
    let room = room.min(36);
    let mut heads = padded("", names);
    for at in columns.clone() {
        heads.push_str(&padded(&format!("  {}", at + 1), room));
    }
    sheet.blank();
    let heads = sheet.paper.painted(Emphasis::Strong, heads.trim_end());
    sheet.line(&heads);
    let mut group = None;
    for row in &comparison.rows {
        if row.group != group {
            group.clone_from(&row.group);
            let name = group.as_deref().map(visible).unwrap_or_default();
            sheet.paragraph(Emphasis::Strong, 0, &name);
        }
        category(sheet, row, names, room, columns.clone());
    }
}

fn category(
    sheet: &mut TextWriter<'_>,
    row: &ComparedCategory,
    names: usize,
    room: usize,
    columns: std::ops::Range<usize>,
) {
    let name = visible(&row.name);
    let name = wrap(&name, names - 2);
    let cells: Vec<_> = columns
        .map(|at| {
            let change = at.checked_sub(1).and_then(|before| row.changes.get(before));
            cell(sheet.paper, row, at, change.copied(), room - 2)
        })
        .collect();
    let wishes = cells.iter().any(|(_, wish)| !wish.is_empty());
    let lines = name.len().max(1 + usize::from(wishes));
    for at in 0..lines {
        let mut line = format!(
            "  {}",
            padded(name.get(at).map_or("", String::as_str), names - 2)
        );
        for (level, wish) in &cells {
            let text = match at {
                0 => level.clone(),
                1 => padded(wish, room - 2),
                _ => padded("", room - 2),
            };
            line.push_str("  ");
            line.push_str(&text);
        }
        sheet.line(&line);
    }
}

/// The level with its change, and the wish below it.
fn cell(
    paper: &TextOptions,
    row: &ComparedCategory,
    at: usize,
    change: Option<Delta>,
    room: usize,
) -> (String, String) {
    let cell = row.cells.get(at).and_then(Option::as_ref);
    let wanted = cell.and_then(goal_level_words);
    let wish = wanted.map(|wanted| {
        cut(
            &format!("{} {wanted}", paper.wish()),
            room,
            paper.left_out(),
        )
    });
    let change = change.map_or((String::new(), Emphasis::Plain), |delta| {
        (change_sign(delta, paper.ascii), change_style(delta.change))
    });
    // A long answer may take what the change leaves.
    let level = cut(
        &cell_words(cell),
        room - width(&change.0) - 1,
        paper.left_out(),
    );
    let level = padded(&level, (room - CHANGE).max(width(&level) + 1));
    let gap = padded("", room.saturating_sub(width(&level) + width(&change.0)));
    let level = format!("{level}{}{gap}", paper.painted(change.1, &change.0));
    (level, wish.unwrap_or_default())
}

fn legend(sheet: &mut TextWriter<'_>, comparison: &Comparison) {
    let wish = sheet.paper.wish();
    sheet.blank();
    let signs = if sheet.paper.ascii {
        ("+1", "-1")
    } else {
        ("↑ 1", "↓ 1")
    };
    let text = format!(
        "{} one level higher than in the result to the left, {} one level lower, = unchanged; \
        {wish} goal; - not in this version.",
        signs.0, signs.1
    );
    sheet.paragraph(Emphasis::Faint, 0, &text);
    if comparison.has_mixed_ladders() {
        sheet.paragraph(Emphasis::Faint, 0, &format!("* {POSITION}"));
    }
    sheet.paragraph(Emphasis::Faint, 0, MEAN);
}
