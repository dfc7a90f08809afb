use super::writer::{Emphasis, TextOptions, TextWriter};
use crate::results::{CategoryHistory, LadderAnswer, LevelChange, PersonHistory, marked};
use crate::text::{cells as width, padded, sparkline, visible, wrap};
use crate::words::{
    MEAN, POSITION, change_words, goal_level_words, goal_words, level_words, mean_value_words,
    mean_words, shared_words,
};

/// The maximum number of results in a chart: the latest ones.
const DRAWN: usize = 24;

/// The trend of a person as text.
pub fn trend_text(history: &PersonHistory, options: &TextOptions) -> String {
    let mut writer = TextWriter::new(options);
    let dot = options.dot();
    let name = marked(&history.name, &history.logins);
    let (assessment, name) = (visible(&history.assessment), visible(&name));
    writer.paragraph(Emphasis::Strong, 0, &format!("{assessment} {dot} {name}"));
    if let Some(line) = shared_words(&history.name, &history.logins) {
        writer.paragraph(Emphasis::Faint, 0, &line);
    }
    whole(&mut writer, history);
    let names = history.categories.iter();
    let names = names.map(|line| width(&visible(&line.name)));
    let names = names.max().unwrap_or(0).clamp(6, options.width() / 3);
    let all = history.results.len();
    let drawn = all.min(DRAWN).min(options.width() - names - 4);
    if drawn < all {
        let text = format!("The charts show the last {drawn} of {all} results.");
        writer.paragraph(Emphasis::Faint, 0, &text);
    }
    let mut group = None;
    writer.blank();
    for line in &history.categories {
        writer.group(line.group.as_deref(), &mut group);
        category(&mut writer, history, line, names, drawn);
    }
    legend(&mut writer, history);
    writer.done()
}

/// The results, each with its mean.
fn whole(writer: &mut TextWriter<'_>, history: &PersonHistory) {
    let mut means = history.results.iter().filter_map(|head| head.scores.mean);
    let first = means.next();
    let latest = history.results.last().and_then(|head| head.scores.mean);
    if let (Some(first), Some(latest)) = (first, latest) {
        let from = if first.of == latest.of {
            first.rounded()
        } else {
            mean_value_words(first)
        };
        let latest = mean_value_words(latest);
        let text = match history.results.len() {
            1 => format!("Mean level {latest}"),
            _ => format!("Mean level {from} {} {latest}", writer.options.arrow()),
        };
        writer.paragraph(Emphasis::Plain, 0, &text);
    }
    writer.blank();
    for head in &history.results {
        let scores = &head.scores;
        let date = writer.options.date_column(head.taken_at);
        let mean = mean_words(scores.mean, scores.rated, scores.categories);
        let version = visible(&head.version);
        writer.paragraph(
            Emphasis::Plain,
            2,
            &format!("{date}  {mean}, version {version}"),
        );
    }
}

fn category(
    writer: &mut TextWriter<'_>,
    history: &PersonHistory,
    line: &CategoryHistory,
    names: usize,
    drawn: usize,
) {
    let skipped = line.cells.len().saturating_sub(drawn);
    let values: Vec<_> = line.cells[skipped..]
        .iter()
        .map(|cell| {
            let cell = cell.as_ref();
            (
                cell.and_then(LadderAnswer::position),
                cell.and_then(|cell| cell.answer.current()),
            )
        })
        .collect();
    let chart = sparkline::line(writer.options.ascii, &values);
    let words = words(writer.options, history, line);
    let room = writer.options.width().saturating_sub(names + drawn + 6);
    let beside = room >= 20;
    let name = wrap(&visible(&line.name), names);
    let words = wrap(
        &words,
        if beside {
            room
        } else {
            writer.options.width() - 6
        },
    );
    let lines = name.len().max(if beside { words.len() } else { 1 });
    for at in 0..lines {
        let name = padded(name.get(at).map_or("", String::as_str), names);
        let chart = if at == 0 { chart.as_str() } else { "" };
        let words = words.get(at).filter(|_| beside).map_or("", String::as_str);
        writer.line(&format!("  {name}  {}  {words}", padded(chart, drawn)));
    }
    if !beside {
        for line in &words {
            writer.line(&format!("      {line}"));
        }
    }
}

/// "1 Beginner → 3 Fluent, up 2 levels; goal 4 Leading".
fn words(options: &TextOptions, history: &PersonHistory, line: &CategoryHistory) -> String {
    let (Some((first_at, first)), Some((last_at, last))) = (line.first(), line.last()) else {
        return "never rated".to_owned();
    };
    let level = |cell: &LadderAnswer| level_words(cell, cell.answer.current().unwrap_or(0));
    let mut words = level(last);
    let change = change_words(line.delta());
    if first_at < last_at
        && line.delta().change == LevelChange::Unchanged
        && !line.delta().by_position
    {
        words = format!("{words}, {change}");
    } else if first_at < last_at {
        words = format!("{} {} {words}, {change}", level(first), options.arrow());
    }
    if last_at + 1 < line.cells.len() {
        let date = history.results.get(last_at);
        let date = date.map(|head| options.date(head.taken_at));
        words = format!("{words}; last rated {}", date.unwrap_or_default());
    }
    if let Some(goal) = goal_level_words(last) {
        words = format!("{words}; goal {goal}");
    }
    match goal_words(line.goal_status()) {
        "" => words,
        goal => format!("{words}; previous goal {goal}"),
    }
}

fn legend(writer: &mut TextWriter<'_>, history: &PersonHistory) {
    writer.blank();
    let text = if writer.options.ascii {
        "Each digit is the level in one result, oldest first; . means no level."
    } else {
        "Each bar is one result, oldest first: ▁ lowest level, █ top level, · no level."
    };
    writer.paragraph(Emphasis::Faint, 0, text);
    if history
        .categories
        .iter()
        .any(|line| line.delta().by_position)
    {
        writer.paragraph(Emphasis::Faint, 0, POSITION);
    }
    writer.paragraph(Emphasis::Faint, 0, MEAN);
}
