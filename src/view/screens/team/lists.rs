//! The lists of a team: gaps, who can help, latest results.

use super::{mark_words, put_name};
use crate::results::{HelpOffer, Member, Team};
use crate::state::{ListLine, MARKER, Role, State, TeamScreen, cells};
use crate::text::{count, padded};
use crate::view::painter::Painter;
use crate::view::widgets;
use crate::words::{ago, mean_value_words, rated_words};

/// Lines are not longer.
const LINE_MOST: u16 = 100;

/// Draws the categories with the most level-ups, and the people with these.
pub(super) fn gaps(paint: &mut Painter, state: &State, screen: &TeamScreen) {
    if screen.gaps.is_empty() {
        return widgets::empty_state(paint, 2, "No level-ups", []);
    }
    about(paint, state, screen, "Categories with the most level-ups");
    let names = screen.gaps.iter().map(|c| cells(&c.name));
    let width = names.max().unwrap_or(0).min(state.size.width / 2);
    let right = state.size.width.min(LINE_MOST);
    rows(paint, state, screen, |paint, y, at, part, role| {
        let Some(category) = screen.gaps.get(at) else {
            return;
        };
        if part > 0 {
            people(
                paint,
                y,
                &screen.names_of_gap(at, state.size),
                part,
                Role::Dim,
            );
            return;
        }
        paint.put(MARKER, y, &category.name, width, role);
        let x = MARKER + width + 2;
        let ups = count(category.level_ups, "level-up", "level-ups");
        let text = format!("▲ {ups}, gap {}", category.gap);
        paint.put(x, y, &text, right.saturating_sub(x), Role::Accent);
    });
}

/// Draws each goal, and the people who have reached it.
pub(super) fn helpers(paint: &mut Painter, state: &State, screen: &TeamScreen, team: &Team) {
    if screen.helps.is_empty() {
        return widgets::empty_state(paint, 2, "No level-ups, so no one needs help", []);
    }
    let text = "Each goal, and who has already reached it";
    about(paint, state, screen, text);
    let right = state.size.width.min(LINE_MOST);
    rows(paint, state, screen, |paint, y, at, part, role| {
        let Some((_, help)) = screen.helps.get(at) else {
            return;
        };
        if part > 0 {
            people(paint, y, &screen.helpers(at, state.size), part, Role::Text);
            return;
        }
        let member = team.people.get(help.person);
        let x = member.map_or(MARKER, |member| {
            put_name(paint, (MARKER, y), member, right / 2, role) + 1
        });
        paint.put(x, y, &goal(help), right.saturating_sub(x), Role::Accent);
    });
}

/// "▲ goal 3 Fluent; reached by 2 people:".
fn goal(help: &HelpOffer) -> String {
    let reached = match help.count() {
        0 => "not reached by anyone yet".to_owned(),
        people => format!("reached by {}:", count(people, "person", "people")),
    };
    format!("▲ goal {} {}; {reached}", help.goal, help.label)
}

/// Draws a line of names below a row.
fn people(paint: &mut Painter, y: u16, lines: &[String], part: usize, role: Role) {
    let x = MARKER + 2;
    let line = lines.get(part - 1).map_or("", String::as_str);
    paint.put(x, y, line, LINE_MOST - x, role);
}

/// Draws all people, those with the oldest results first.
pub(super) fn latest_results(paint: &mut Painter, state: &State, screen: &TeamScreen) {
    about(paint, state, screen, "Oldest first");
    let names = screen.answered.iter().map(|m| cells(&m.name));
    let width = names.max().unwrap_or(0).min(state.size.width / 3);
    let right = state.size.width.min(LINE_MOST);
    rows(paint, state, screen, |paint, y, at, _, role| {
        let Some(member) = screen.answered.get(at) else {
            return;
        };
        put_name(paint, (MARKER, y), member, width, role);
        let x = MARKER + width + 2;
        let when = padded(&ago(member.taken_at, state.now, &state.zone), 14);
        let x = paint.put(x, y, &when, right.saturating_sub(x), Role::Text) + 2;
        let text = latest_result(member, state);
        paint.put(x, y, &text, right.saturating_sub(x), Role::Dim);
    });
}

fn latest_result(member: &Member, state: &State) -> String {
    let scores = &member.scores;
    let rated = || rated_words(scores.rated, scores.categories);
    let mean = scores.mean.map_or_else(rated, mean_value_words);
    let ups = match scores.level_ups {
        0 => String::new(),
        ups => format!("  ▲ {ups}"),
    };
    let date = padded(
        &state.date(member.taken_at),
        usize::from(state.dates.width()),
    );
    format!("{date}  {mean}{ups}")
}

fn about(paint: &mut Painter, state: &State, screen: &TeamScreen, text: &str) {
    if let Some(y) = screen.layout(state.size).about {
        paint.put_line(MARKER, y, text, Role::Text);
        if let Some(words) = mark_words(screen, None) {
            paint.put_line(MARKER, y + 1, &words, Role::Dim);
        }
    }
}

/// Draws the lines of a list: headings itself, parts of rows by `draw_part` (y, index, part, role of
/// the name).
fn rows(
    paint: &mut Painter,
    state: &State,
    screen: &TeamScreen,
    draw_part: impl Fn(&mut Painter, u16, usize, usize, Role),
) {
    let area = screen.layout(state.size).list;
    let lines = screen.outline.lines.iter().skip(screen.list.top);
    for (y, line) in area.lines().zip(lines) {
        match *line {
            ListLine::Gap | ListLine::Tail(_) => {}
            ListLine::Group(index) => {
                let category = screen.helps.get(index).map(|(category, _)| *category);
                let team = screen.team.as_ref();
                let found = category.and_then(|at| team?.categories.get(at));
                let name = found.map(|category| category.name.as_str());
                widgets::group_heading(paint, y, name, state.size.width);
            }
            ListLine::Category { index, part } => {
                let selected = index == screen.list.at;
                if selected && part == 0 {
                    widgets::selection_marker(paint, y);
                }
                draw_part(paint, y, index, part, Role::Text.if_selected(selected));
            }
        }
    }
}
