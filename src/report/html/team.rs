use askama::Template;
use jiff::tz::TimeZone;

use super::heat_map::HeatMap;
use super::{clean, rendered};
use crate::report::text::{elsewhere, has_elsewhere, shared_lines, spread_words};
use crate::results::{HelpOffer, Team, TeamCategory, marked};
use crate::text::{count, named_and_more};
use crate::words::{
    ELSEWHERE, GAP, MEAN, cell_words, days_ago, goal_level_words, local_date, mean_words,
};

/// The height of the bar for the level with the most people.
const HIGH: usize = 24;

#[derive(Template)]
#[template(path = "team.html")]
struct TeamPage {
    title: String,
    assessment: String,
    people: String,
    heat: HeatMap,
    levels: Vec<LevelRow>,
    members: Vec<MemberRow>,
    shared: Vec<String>,
    spread: Vec<SpreadRow>,
    gaps: Vec<GapRow>,
    helps: Vec<HelpRow>,
    explained: Vec<String>,
}

struct MemberRow {
    number: usize,
    name: String,
    date: String,
    mean: String,
    ago: String,
}

struct LevelRow {
    name: String,
    answers: Vec<String>,
}

struct SpreadRow {
    name: String,
    words: String,
    width: usize,
    bars: Vec<Column>,
}

struct Column {
    class: &'static str,
    x: usize,
    y: usize,
    height: usize,
}

struct GapRow {
    name: String,
    level_ups: usize,
    gap: usize,
}

struct HelpRow {
    category: String,
    person: String,
    level: String,
    helpers: String,
}

/// A team as an HTML file without external resources.
pub fn team_html(team: &Team, zone: &TimeZone) -> String {
    let assessment = clean(&team.assessment);
    let people = count(team.people.len(), "person", "people");
    let members = team
        .people
        .iter()
        .enumerate()
        .map(|(at, member)| MemberRow {
            number: at + 1,
            name: clean(&marked(&member.name, &member.logins)),
            date: local_date(member.taken_at, zone),
            mean: mean_words(
                member.scores.mean,
                member.scores.rated,
                member.scores.categories,
            ),
            ago: days_ago(member.days),
        });
    let gaps = team.gaps().into_iter().map(|category| GapRow {
        name: clean(&category.name),
        level_ups: category.level_ups,
        gap: category.gap,
    });
    let helps = team.categories.iter().flat_map(|category| {
        let helps = category.helps().into_iter();
        helps.map(|help| help_row(team, category, &help))
    });
    rendered(&TeamPage {
        title: format!("{assessment}, {people}"),
        heat: HeatMap::of(team),
        levels: team.categories.iter().map(level_row).collect(),
        members: members.collect(),
        shared: shared_lines(team).map(|line| clean(&line)).collect(),
        spread: team.categories.iter().map(spread).collect(),
        gaps: gaps.collect(),
        helps: helps.collect(),
        explained: explained(team),
        assessment,
        people,
    })
}

fn explained(team: &Team) -> Vec<String> {
    let mark = has_elsewhere(team).then_some(ELSEWHERE);
    let lines = mark.into_iter().chain([GAP, MEAN]);
    lines.map(str::to_owned).collect()
}

/// A row of the heat map in words.
fn level_row(category: &TeamCategory) -> LevelRow {
    let answers = category.cells.iter().map(|cell| {
        let cell = cell.as_ref();
        let words = cell.map_or_else(
            || "no answer".to_owned(),
            |cell| clean(&cell_words(Some(cell))) + elsewhere(category, Some(cell)),
        );
        match cell.and_then(goal_level_words) {
            Some(goal) => format!("{words} ▲ {}", clean(&goal)),
            None => words,
        }
    });
    LevelRow {
        name: clean(&category.name),
        answers: answers.collect(),
    }
}

fn spread(category: &TeamCategory) -> SpreadRow {
    let most = category
        .distribution
        .iter()
        .copied()
        .max()
        .unwrap_or(0)
        .max(1);
    let bars = category.distribution.iter().enumerate().map(|(at, count)| {
        let height = (count * HIGH).div_ceil(most).max(1);
        Column {
            class: if *count > 0 { "now" } else { "track" },
            x: at * 18,
            y: HIGH + 2 - height,
            height,
        }
    });
    SpreadRow {
        name: clean(&category.name),
        words: clean(&spread_words(category)),
        width: category.distribution.len().max(1) * 18,
        bars: bars.collect(),
    }
}

fn help_row(team: &Team, category: &TeamCategory, help: &HelpOffer) -> HelpRow {
    let name = |at: &usize| team.people.get(*at).map(|member| clean(&member.name));
    let helpers: Vec<_> = help.helpers.iter().filter_map(name).collect();
    HelpRow {
        category: clean(&category.name),
        person: name(&help.person).unwrap_or_default(),
        level: format!("{} {}", help.goal, clean(&help.label)),
        helpers: if helpers.is_empty() {
            "no one yet".to_owned()
        } else {
            named_and_more(&helpers.join(", "), help.others)
        },
    }
}
