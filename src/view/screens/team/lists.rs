//! What a team wants, who can help, and who has not answered for long.

use crate::results::{HelpOffer, Member, SHARED_MARK, Team};
use crate::state::{ListLine, MARKER, Role, State, TeamScreen, cells};
use crate::text::count;
use crate::view::painter::Painter;
use crate::words::{ago, mean_value_words, rated_words, shared_words};

/// No line is longer.
const LINE_MOST: u16 = 100;

/// The categories with the most level-ups, and who wants them.
pub(super) fn gaps(paint: &mut Painter, state: &State, screen: &TeamScreen) {
    if screen.gaps.is_empty() {
        return nothing(paint, "No level-ups");
    }
    about(paint, state, screen, "Categories with the most level-ups");
    let names = screen.gaps.iter().map(|c| cells(&c.name));
    let width = names.max().unwrap_or(0).min(state.size.width / 2);
    rows(paint, state, screen, |paint, y, at, part, chosen| {
        let Some(category) = screen.gaps.get(at) else {
            return;
        };
        let right = state.size.width.min(LINE_MOST);
        if part > 0 {
            let names = screen.who_wants(at, state.size);
            let line = names.get(part - 1).map_or("", String::as_str);
            let x = MARKER + 2;
            paint.put(x, y, line, right.saturating_sub(x), Role::Dim);
            return;
        }
        paint.put(MARKER, y, &category.name, width, Role::Text.chosen(chosen));
        let x = MARKER + width + 2;
        let ups = count(category.level_ups, "level-up", "level-ups");
        let text = format!("▲ {ups}, gap {}", category.gap);
        paint.put(x, y, &text, right.saturating_sub(x), Role::Accent);
    });
}

/// For each wanted level, who is there already.
pub(super) fn helps(paint: &mut Painter, state: &State, screen: &TeamScreen, team: &Team) {
    if screen.helps.is_empty() {
        return nothing(paint, "No level-ups, so no one needs help");
    }
    about(
        paint,
        state,
        screen,
        "Each goal, and who has already reached it",
    );
    rows(paint, state, screen, |paint, y, at, part, chosen| {
        let Some((_, help)) = screen.helps.get(at) else {
            return;
        };
        let right = state.size.width.min(LINE_MOST);
        let room = right.saturating_sub(MARKER + 2);
        if part > 0 {
            let names = screen.helpers(at, state.size);
            let line = names.get(part - 1).map_or("", String::as_str);
            paint.put(MARKER + 2, y, line, room, Role::Text);
            return;
        }
        let member = team.people.get(help.person);
        let x = member.map_or(MARKER, |member| {
            name(
                paint,
                (MARKER, y),
                member,
                right / 2,
                Role::Text.chosen(chosen),
            ) + 1
        });
        let text = wish(help);
        paint.put(x, y, &text, right.saturating_sub(x), Role::Accent);
    });
}

/// "▲ goal 3 Fluent; reached by 2 people:".
fn wish(help: &HelpOffer) -> String {
    let there = match help.count() {
        0 => "; not reached by anyone yet".to_owned(),
        some => format!("; reached by {}:", count(some, "person", "people")),
    };
    format!("▲ goal {} {}{there}", help.goal, help.label)
}

/// Everybody, those first who have not answered for the longest time.
pub(super) fn answered(paint: &mut Painter, state: &State, screen: &TeamScreen) {
    about(paint, state, screen, "Oldest first");
    let names = screen.answered.iter().map(|m| cells(&m.name));
    let width = names.max().unwrap_or(0).min(state.size.width / 3);
    rows(paint, state, screen, |paint, y, at, _, chosen| {
        let Some(member) = screen.answered.get(at) else {
            return;
        };
        let right = state.size.width.min(LINE_MOST);
        name(paint, (MARKER, y), member, width, Role::Text.chosen(chosen));
        let x = MARKER + width + 2;
        let ago = ago(member.taken_at, state.now, &state.zone);
        let x = paint.put(
            x,
            y,
            &format!("{ago:<14}"),
            right.saturating_sub(x),
            Role::Text,
        );
        let text = standing(member, state);
        let x = x + 2;
        paint.put(x, y, &text, right.saturating_sub(x), Role::Dim);
    });
}

fn standing(member: &Member, state: &State) -> String {
    let date = state.date(member.taken_at);
    let scores = &member.scores;
    let figures = scores.mean.map_or_else(
        || rated_words(scores.rated, scores.categories),
        mean_value_words,
    );
    let gap = usize::from(state.dates.width().saturating_sub(cells(&date))) + 2;
    match scores.level_ups {
        0 => format!("{date}{:gap$}{figures}", ""),
        ups => format!("{date}{:gap$}{figures}  ▲ {ups}", ""),
    }
}

fn about(paint: &mut Painter, state: &State, screen: &TeamScreen, text: &str) {
    if TeamScreen::has_about(state.size) {
        let width = state.size.width.saturating_sub(MARKER);
        paint.put(MARKER, 2, text, width, Role::Text);
        if let Some(words) = shared(screen, None) {
            paint.put(MARKER, 3, &words, width, Role::Dim);
        }
    }
}

/// What the mark means: for a selected person the logins, otherwise a short text before the rest of
/// the legend. `None` if no name has a mark.
pub(super) fn shared(screen: &TeamScreen, rest: Option<&str>) -> Option<String> {
    let selected = screen.chosen();
    if let Some(words) = selected.and_then(|member| shared_words(&member.name, &member.logins)) {
        return Some(words);
    }
    let mut people = screen.team.iter().flat_map(|team| &team.people);
    let legend = format!("{SHARED_MARK} several logins");
    let legend = [Some(&*legend), rest].into_iter().flatten();
    let legend = || legend.collect::<Vec<_>>().join(" · ");
    people.any(|member| !member.logins.is_empty()).then(legend)
}

/// Writes a person's name with its mark. Returns the column after it.
pub(super) fn name(
    paint: &mut Painter,
    (x, y): (u16, u16),
    member: &Member,
    width: u16,
    role: Role,
) -> u16 {
    let end = paint.put(x, y, &member.name, width, role);
    if member.logins.is_empty() {
        return end;
    }
    paint.put(end, y, SHARED_MARK, 1, role)
}

fn nothing(paint: &mut Painter, text: &str) {
    let width = paint.area().width.saturating_sub(MARKER);
    paint.put(MARKER, 2, text, width, Role::Strong);
}

/// The lines of a list: headings, and the parts of its rows.
fn rows(
    paint: &mut Painter,
    state: &State,
    screen: &TeamScreen,
    one: impl Fn(&mut Painter, u16, usize, usize, bool),
) {
    let (top, height) = screen.lines(state.size);
    let lines = screen.outline.lines.iter().skip(screen.list.top);
    for (y, line) in (top..top + height).zip(lines) {
        match *line {
            ListLine::Gap | ListLine::Tail(_) => {}
            ListLine::Group(index) => {
                let category = screen.helps.get(index).map(|(category, _)| *category);
                let team = screen.team.as_ref();
                let found = category.and_then(|at| team?.categories.get(at));
                let name = found.map_or("", |category| category.name.as_str());
                let width = state.size.width.saturating_sub(MARKER);
                paint.put(MARKER, y, &name.to_uppercase(), width, Role::Dim);
            }
            ListLine::Category { index, part } => {
                let chosen = index == screen.list.at;
                if chosen && part == 0 {
                    paint.put(0, y, "▌", 1, Role::StrongAccent);
                }
                one(paint, y, index, part, chosen);
            }
        }
    }
}
