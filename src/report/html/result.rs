use askama::Template;
use jiff::tz::TimeZone;

use super::level_bar::LevelBar;
use super::radar::Radar;
use super::{Group, clean, clean_lines, grouped, rendered};
use crate::results::{AssessmentResult, LadderAnswer, PlanStep, Scores, compare, plan};
use crate::words::{
    GAP, MEAN, cell_words, goal_level_words, local_date, mean_value_words, rated_words,
};

#[derive(Template)]
#[template(path = "result.html")]
struct ResultPage {
    title: String,
    assessment: String,
    name: String,
    date: String,
    version: String,
    id: String,
    figures: Vec<(&'static str, String)>,
    radar: Option<Radar>,
    groups: Vec<Group<ResultRowHtml>>,
    plan: Vec<PlanStepHtml>,
    explained: Vec<String>,
}

struct ResultRowHtml {
    name: String,
    note: String,
    bar: Option<LevelBar>,
    current: String,
    goal: Option<String>,
    gap: String,
}

struct PlanStepHtml {
    category: String,
    from: String,
    to: String,
    levels: Vec<(String, String)>,
    note: String,
}

/// A result as an HTML file without external resources.
pub fn result_html(result: &AssessmentResult, zone: &TimeZone) -> String {
    let (assessment, name) = (clean(&result.assessment.name), clean(&result.name));
    let date = local_date(result.taken_at, zone);
    let scores = result.scores();
    let table = compare(&[result]);
    let cells: Vec<(&str, &LadderAnswer)> = table
        .rows
        .iter()
        .filter_map(|row| Some((row.name.as_str(), row.cells.first()?.as_ref()?)))
        .collect();
    let rows = table.rows.iter().enumerate().map(|(at, line)| {
        let cell = line.cells.first().and_then(Option::as_ref);
        (
            line.group.clone(),
            row(&line.name, cell, result.notes.get(at)),
        )
    });
    rendered(&ResultPage {
        title: format!("{assessment}, {name}, {date}"),
        version: clean(&result.assessment.version),
        id: result.id.to_string(),
        figures: figures(&scores),
        radar: Radar::of(&cells),
        groups: grouped(rows),
        plan: plan(result).iter().map(step).collect(),
        explained: explained(&scores),
        assessment,
        name,
        date,
    })
}

fn row(name: &str, cell: Option<&LadderAnswer>, note: Option<&String>) -> ResultRowHtml {
    let gap = cell.filter(|cell| cell.answer.current().is_some());
    ResultRowHtml {
        name: clean(name),
        note: note.map(|note| clean_lines(note)).unwrap_or_default(),
        bar: LevelBar::of(cell),
        current: clean(&cell_words(cell)),
        goal: cell.and_then(goal_level_words).map(|goal| clean(&goal)),
        gap: gap.map_or_else(String::new, |cell| cell.answer.gap().to_string()),
    }
}

fn step(step: &PlanStep) -> PlanStepHtml {
    let levels = step.levels.iter();
    let levels = levels.filter_map(|level| {
        let text = level.text.as_deref()?;
        Some((clean(&level.label), clean(text)))
    });
    PlanStepHtml {
        category: clean(&step.category),
        from: clean(&step.from.label),
        to: clean(&step.to().label),
        levels: levels.collect(),
        note: clean_lines(&step.note),
    }
}

fn figures(scores: &Scores) -> Vec<(&'static str, String)> {
    let why_none = if scores.rated > 0 {
        "none: ladders differ"
    } else {
        "none: no category is rated"
    };
    let mean = scores.mean.map(mean_value_words);
    let rated = rated_words(scores.rated, scores.categories);
    let mut figures = vec![
        ("Mean level", mean.unwrap_or_else(|| why_none.to_owned())),
        ("Rated", rated.replace(" rated", "")),
    ];
    let counts = [
        ("Level-ups", scores.level_ups),
        ("Gap", scores.gap),
        ("Don't know", scores.unknown),
        ("Not applicable", scores.not_applicable),
        ("Unanswered", scores.unanswered),
    ];
    let counts = counts
        .into_iter()
        .filter(|(what, count)| *count > 0 || *what == "Level-ups");
    figures.extend(counts.map(|(what, count)| (what, count.to_string())));
    figures
}

/// How the numbers are calculated, with the values of this result.
fn explained(scores: &Scores) -> Vec<String> {
    let own = match scores.mean {
        Some(mean) => format!(
            " Here: {} / {} = {}.",
            mean.sum,
            mean.rated,
            mean_value_words(mean)
        ),
        None => String::new(),
    };
    vec![format!("{MEAN}{own}"), GAP.to_owned()]
}
