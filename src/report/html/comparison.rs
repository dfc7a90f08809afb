use askama::Template;
use jiff::tz::TimeZone;

use super::level_bar::LevelBar;
use super::{Group, clean, grouped, rendered};
use crate::results::{ComparedCategory, Comparison, Delta, LevelChange, ResultHead};
use crate::words::{
    MEAN, POSITION, cell_words, change_sign, change_words, goal_level_words, local_date,
    mean_words, tally_words,
};

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparisonPage {
    title: String,
    what: String,
    who: String,
    heads: Vec<Head>,
    tallies: Vec<String>,
    groups: Vec<Group<ComparisonRow>>,
    explained: Vec<String>,
}

struct Head {
    number: usize,
    assessment: String,
    name: String,
    date: String,
    version: String,
    mean: String,
}

struct ComparisonRow {
    name: String,
    cells: Vec<Compared>,
}

struct Compared {
    bar: Option<LevelBar>,
    words: String,
    goal: Option<String>,
    change: String,
    sentence: String,
    class: &'static str,
}

/// Results side by side as one HTML file that needs nothing else.
pub fn comparison_html(comparison: &Comparison, zone: &TimeZone) -> String {
    let heads = comparison.results.iter().enumerate();
    let rows = comparison
        .rows
        .iter()
        .map(|row| (row.group.clone(), compared(row)));
    let (what, who) = (assessments(comparison), people(comparison));
    let mut explained = vec![MEAN.to_owned()];
    if comparison.has_mixed_ladders() {
        explained.push(format!("* {POSITION}"));
    }
    rendered(&ComparisonPage {
        title: format!("{what}: {who}, comparison"),
        what,
        who,
        heads: heads.map(|(at, result)| head(at, result, zone)).collect(),
        tallies: tallies(comparison),
        groups: grouped(rows),
        explained,
    })
}

/// The names of the assessments, each once.
fn assessments(comparison: &Comparison) -> String {
    let names = comparison.results.iter();
    each_once(names.map(|head| clean(&head.assessment)))
}

/// The people, each once.
fn people(comparison: &Comparison) -> String {
    let names = comparison.results.iter();
    each_once(names.map(|head| clean(&head.name)))
}

fn each_once(names: impl Iterator<Item = String>) -> String {
    let mut once: Vec<String> = Vec::new();
    for name in names {
        if !once.contains(&name) {
            once.push(name);
        }
    }
    once.join(", ")
}

fn head(at: usize, head: &ResultHead, zone: &TimeZone) -> Head {
    let scores = &head.scores;
    Head {
        number: at + 1,
        assessment: clean(&head.assessment),
        name: clean(&head.name),
        date: local_date(head.taken_at, zone),
        version: clean(&head.version),
        mean: mean_words(scores.mean, scores.rated, scores.categories),
    }
}

fn tallies(comparison: &Comparison) -> Vec<String> {
    let pairs = 1..comparison.results.len();
    let tally = |at: usize| format!("{at} → {}: {}", at + 1, tally_words(comparison, at));
    pairs.map(tally).collect()
}

fn compared(row: &ComparedCategory) -> ComparisonRow {
    let cells = row.cells.iter().enumerate().map(|(at, cell)| {
        let cell = cell.as_ref();
        let change = at.checked_sub(1).and_then(|before| row.changes.get(before));
        Compared {
            bar: LevelBar::of(cell),
            words: clean(&cell_words(cell)),
            goal: cell.and_then(goal_level_words).map(|goal| clean(&goal)),
            change: change
                .map(|delta| change_sign(*delta, false))
                .unwrap_or_default(),
            sentence: change.map(|delta| change_words(*delta)).unwrap_or_default(),
            class: change.copied().map_or("soft", class),
        }
    });
    ComparisonRow {
        name: clean(&row.name),
        cells: cells.collect(),
    }
}

fn class(delta: Delta) -> &'static str {
    match delta.change {
        LevelChange::Up(_) => "up",
        LevelChange::Down(_) => "down",
        _ => "soft",
    }
}
