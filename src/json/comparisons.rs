//! Writes comparisons, trends, and teams as JSON, version 1 of the format.

use serde::Serialize;

use super::SCHEMA_VERSION;
use super::write_result::pretty;
use crate::results::{
    Comparison, HelpOffer, LadderAnswer, Mean, PersonHistory, Team, TeamCategory,
};
use crate::words::time_words;

#[derive(Serialize)]
struct ComparisonJson<'c> {
    schema_version: u64,
    results: Vec<HeadJson<'c>>,
    categories: Vec<ComparedJson<'c>>,
}

#[derive(Serialize)]
struct HeadJson<'c> {
    id: String,
    name: &'c str,
    assessment: &'c str,
    assessment_version: &'c str,
    taken_at: String,
}

#[derive(Serialize)]
struct ComparedJson<'c> {
    key: &'c str,
    name: &'c str,
    answers: Vec<Option<AnswerJson>>,
}

#[derive(Serialize)]
struct AnswerJson {
    current: u8,
    desired: u8,
    of: u8,
}

impl AnswerJson {
    fn of(cell: Option<&LadderAnswer>) -> Option<Self> {
        let cell = cell?;
        Some(Self {
            current: cell.answer.current()?,
            desired: cell.answer.desired()?,
            of: cell.of(),
        })
    }
}

/// Writes a comparison, with a newline at the end. An answer without a level is null.
pub fn comparison_json(comparison: &Comparison) -> String {
    let rows = comparison.rows.iter().map(|row| ComparedJson {
        key: &row.key,
        name: &row.name,
        answers: row
            .cells
            .iter()
            .map(|cell| AnswerJson::of(cell.as_ref()))
            .collect(),
    });
    pretty(&ComparisonJson {
        schema_version: SCHEMA_VERSION,
        results: comparison.results.iter().map(head_json).collect(),
        categories: rows.collect(),
    })
}

fn head_json(head: &crate::results::ResultHead) -> HeadJson<'_> {
    HeadJson {
        id: head.id.to_string(),
        name: &head.name,
        assessment: &head.slug,
        assessment_version: &head.version,
        taken_at: time_words(head.taken_at),
    }
}

#[derive(Serialize)]
struct TrendJson<'h> {
    schema_version: u64,
    assessment: &'h str,
    name: &'h str,
    results: Vec<PointJson<'h>>,
    categories: Vec<LineJson<'h>>,
}

#[derive(Serialize)]
struct PointJson<'h> {
    id: String,
    taken_at: String,
    assessment_version: &'h str,
    mean: Option<f64>,
    rated: usize,
    categories: usize,
}

#[derive(Serialize)]
struct LineJson<'h> {
    key: &'h str,
    name: &'h str,
    current: Vec<Option<u8>>,
    desired: Vec<Option<u8>>,
}

/// Writes a trend, with a newline at the end.
pub fn trend_json(history: &PersonHistory) -> String {
    let points = history.results.iter().map(|head| PointJson {
        id: head.id.to_string(),
        taken_at: time_words(head.taken_at),
        assessment_version: &head.version,
        mean: head.scores.mean.map(Mean::value),
        rated: head.scores.rated,
        categories: head.scores.categories,
    });
    let lines = history.categories.iter().map(|line| LineJson {
        key: &line.key,
        name: &line.name,
        current: currents(&line.cells),
        desired: desireds(&line.cells),
    });
    pretty(&TrendJson {
        schema_version: SCHEMA_VERSION,
        assessment: &history.slug,
        name: &history.name,
        results: points.collect(),
        categories: lines.collect(),
    })
}

fn currents(cells: &[Option<LadderAnswer>]) -> Vec<Option<u8>> {
    let level = |cell: &Option<LadderAnswer>| cell.as_ref()?.answer.current();
    cells.iter().map(level).collect()
}

fn desireds(cells: &[Option<LadderAnswer>]) -> Vec<Option<u8>> {
    let level = |cell: &Option<LadderAnswer>| cell.as_ref()?.answer.desired();
    cells.iter().map(level).collect()
}

#[derive(Serialize)]
struct TeamJson<'t> {
    schema_version: u64,
    assessment: &'t str,
    people: Vec<PersonJson<'t>>,
    categories: Vec<SpreadJson<'t>>,
}

#[derive(Serialize)]
struct PersonJson<'t> {
    name: &'t str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    taken_at: String,
}

#[derive(Serialize)]
struct SpreadJson<'t> {
    key: &'t str,
    name: &'t str,
    of: u8,
    current: Vec<Option<u8>>,
    desired: Vec<Option<u8>>,
    distribution: &'t [usize],
    can_help: Vec<HelpJson<'t>>,
}

#[derive(Serialize)]
struct HelpJson<'t> {
    name: &'t str,
    desired: u8,
    of: u8,
    helpers: Vec<&'t str>,
    #[serde(skip_serializing_if = "is_none")]
    more_helpers: usize,
}

/// Writes a team, with a newline at the end. A level on a different ladder than the category's is
/// null and not counted. Without names there are no IDs: they lead to the names.
pub fn team_json(team: &Team) -> String {
    let people = team.people.iter().map(|member| PersonJson {
        name: &member.name,
        id: member.id.map(|id| id.to_string()),
        taken_at: time_words(member.taken_at),
    });
    pretty(&TeamJson {
        schema_version: SCHEMA_VERSION,
        assessment: &team.slug,
        people: people.collect(),
        categories: team
            .categories
            .iter()
            .map(|category| spread(team, category))
            .collect(),
    })
}

fn spread<'t>(team: &'t Team, category: &'t TeamCategory) -> SpreadJson<'t> {
    // A level on a different ladder may be off this one.
    let cells = category.cells.iter().map(|cell| {
        let cell = cell.as_ref().filter(|cell| !category.is_elsewhere(cell));
        cell.cloned()
    });
    let cells: Vec<_> = cells.collect();
    SpreadJson {
        key: &category.key,
        name: &category.name,
        of: category.of(),
        current: currents(&cells),
        desired: desireds(&cells),
        distribution: &category.distribution,
        can_help: category
            .helps()
            .iter()
            .map(|help| can_help(team, help))
            .collect(),
    }
}

fn can_help<'t>(team: &'t Team, help: &HelpOffer) -> HelpJson<'t> {
    let name = |at: usize| {
        team.people
            .get(at)
            .map_or("", |member| member.name.as_str())
    };
    HelpJson {
        name: name(help.person),
        desired: help.goal,
        of: help.of,
        helpers: help.helpers.iter().map(|at| name(*at)).collect(),
        more_helpers: help.others,
    }
}

// serde requires a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_none(count: &usize) -> bool {
    *count == 0
}
