use super::writer::{Emphasis, TextOptions, TextWriter, change_style};
use crate::results::{ComparedCategory, Comparison, Delta, ResultHead};
use crate::text::{cells as width, cut, padded, visible, wrap};
use crate::words::{
    MEAN, POSITION, cell_words, change_sign, counts_words, goal_level_words, mean_words, short_id,
    tally_words,
};

/// The minimum widths of the column of a result, and of the change in it.
const COLUMN: usize = 20;
const CHANGE: usize = 8;

/// A comparison as text. If not all columns fit, it has several tables.
pub fn comparison_text(comparison: &Comparison, options: &TextOptions) -> String {
    let mut writer = TextWriter::new(options);
    for (at, head) in comparison.results.iter().enumerate() {
        result_head(&mut writer, at, head);
    }
    if comparison.has_several_assessments() {
        let text = "These results are from different assessments; categories with the same key \
        are aligned.";
        writer.blank();
        writer.paragraph(Emphasis::Plain, 0, text);
    }
    tallies(&mut writer, comparison);
    let names = name_column(comparison, options);
    let most = ((options.width() - names) / COLUMN).max(1);
    // Tables of about the same size read better than a full one and a rest.
    let parts = comparison.results.len().div_ceil(most).max(1);
    let fit = comparison.results.len().div_ceil(parts).max(1);
    let mut from = 0;
    while from < comparison.results.len() {
        let to = (from + fit).min(comparison.results.len());
        part(&mut writer, comparison, names, from..to);
        from = to;
    }
    legend(&mut writer, comparison);
    writer.done()
}

fn result_head(writer: &mut TextWriter<'_>, at: usize, head: &ResultHead) {
    let dot = writer.options.dot();
    let (assessment, name) = (visible(&head.assessment), visible(&head.name));
    let (version, date) = (visible(&head.version), writer.options.date(head.taken_at));
    let (number, id) = (at + 1, short_id(head.id));
    let title = format!(
        "{number}  {assessment} {dot} {name} {dot} {date} {dot} version {version} {dot} {id}"
    );
    writer.paragraph(Emphasis::Strong, 0, &title);
    let scores = &head.scores;
    let mean = mean_words(scores.mean, scores.rated, scores.categories);
    let of = if scores.mean.is_some() { "mean " } else { "" };
    let counts = counts_words(scores).replace(" · ", ", ");
    writer.paragraph(Emphasis::Plain, 3, &format!("{of}{mean}; {counts}"));
}

/// The changes between successive results, counted.
fn tallies(writer: &mut TextWriter<'_>, comparison: &Comparison) {
    let arrow = writer.options.arrow();
    writer.blank();
    for at in 1..comparison.results.len() {
        let words = tally_words(comparison, at);
        let text = format!("{at} {arrow} {}: {words}", at + 1);
        writer.paragraph(Emphasis::Plain, 0, &text);
    }
}

fn name_column(comparison: &Comparison, options: &TextOptions) -> usize {
    let names = comparison
        .rows
        .iter()
        .map(|row| width(&visible(&row.name)) + 2);
    let most = if options.width() < 60 { 16 } else { 28 };
    names.max().unwrap_or(0).clamp(10, most)
}

/// A table with some of the results.
fn part(
    writer: &mut TextWriter<'_>,
    comparison: &Comparison,
    names: usize,
    columns: std::ops::Range<usize>,
) {
    let room = (writer.options.width() - names) / columns.len().max(1);
    let room = room.min(36);
    let mut heads = padded("", names);
    for at in columns.clone() {
        heads.push_str(&padded(&format!("  {}", at + 1), room));
    }
    writer.blank();
    let heads = writer.options.painted(Emphasis::Strong, heads.trim_end());
    writer.line(&heads);
    let mut group = None;
    for row in &comparison.rows {
        writer.group(row.group.as_deref(), &mut group);
        category(writer, row, names, room, columns.clone());
    }
}

fn category(
    writer: &mut TextWriter<'_>,
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
            cell(writer.options, row, at, change.copied(), room - 2)
        })
        .collect();
    let has_goals = cells.iter().any(|(_, goal)| !goal.is_empty());
    let lines = name.len().max(1 + usize::from(has_goals));
    for at in 0..lines {
        let mut line = format!(
            "  {}",
            padded(name.get(at).map_or("", String::as_str), names - 2)
        );
        for (level, goal) in &cells {
            let text = match at {
                0 => level.clone(),
                1 => padded(goal, room - 2),
                _ => padded("", room - 2),
            };
            line.push_str("  ");
            line.push_str(&text);
        }
        writer.line(&line);
    }
}

/// The level with its change, and the goal below it.
fn cell(
    options: &TextOptions,
    row: &ComparedCategory,
    at: usize,
    change: Option<Delta>,
    room: usize,
) -> (String, String) {
    let cell = row.cells.get(at).and_then(Option::as_ref);
    let goal = cell.and_then(goal_level_words);
    let goal = goal.map(|goal| {
        cut(
            &format!("{} {goal}", options.goal_mark()),
            room,
            options.ellipsis(),
        )
    });
    let change = change.map_or((String::new(), Emphasis::Plain), |delta| {
        (
            change_sign(delta, options.ascii),
            change_style(delta.change),
        )
    });
    // A long answer can use the space that the change leaves.
    let level = cut(
        &cell_words(cell),
        room - width(&change.0) - 1,
        options.ellipsis(),
    );
    let level = padded(&level, (room - CHANGE).max(width(&level) + 1));
    let gap = padded("", room.saturating_sub(width(&level) + width(&change.0)));
    let level = format!("{level}{}{gap}", options.painted(change.1, &change.0));
    (level, goal.unwrap_or_default())
}

fn legend(writer: &mut TextWriter<'_>, comparison: &Comparison) {
    let goal = writer.options.goal_mark();
    writer.blank();
    let signs = if writer.options.ascii {
        ("+1", "-1")
    } else {
        ("↑ 1", "↓ 1")
    };
    let text = format!(
        "{} one level higher than in the result to the left, {} one level lower, = unchanged; \
        {goal} goal; - not in this version.",
        signs.0, signs.1
    );
    writer.paragraph(Emphasis::Faint, 0, &text);
    if comparison.has_mixed_ladders() {
        writer.paragraph(Emphasis::Faint, 0, &format!("* {POSITION}"));
    }
    writer.paragraph(Emphasis::Faint, 0, MEAN);
}
