//! Levels of people by category, and the distribution of each category.

use unicode_segmentation::UnicodeSegmentation as _;

use super::{mark_words, put_name};
use crate::results::{LadderAnswer, SHARED_MARK, Team, TeamCategory};
use crate::state::{ListLine, MARKER, Role, State, TeamScreen, cells};
use crate::text::{visible, width};
use crate::view::painter::Painter;
use crate::view::{level_marks, widgets};
use crate::words::{cell_words, goal_level_words};

pub(super) fn draw(paint: &mut Painter, state: &State, screen: &TeamScreen, team: &Team) {
    let layout = screen.layout(state.size);
    if let Some(y) = layout.about {
        paint.put_line(MARKER, y, &selected_words(screen, team), Role::Text);
        let legend = legend(state);
        let legend = mark_words(screen, Some(&legend)).unwrap_or(legend);
        paint.put_line(MARKER, y + 1, &legend, Role::Dim);
    }
    if let Some(y) = layout.headings {
        headings(paint, screen, team, y);
    }
    let lines = screen.outline.lines.iter().skip(screen.list.top);
    for (y, line) in layout.list.lines().zip(lines) {
        match *line {
            ListLine::Gap | ListLine::Tail(_) => {}
            ListLine::Group(index) => {
                let group = team.categories[index].group.as_deref();
                widgets::group_heading(paint, y, group, state.size.width);
            }
            ListLine::Category { index, .. } => row(paint, state, screen, team, (y, index)),
        }
    }
    if let Some(y) = layout.distribution {
        distributions_below(paint, state, screen, team, y);
    }
}

fn legend(state: &State) -> String {
    let bars = if state.settings.ascii { ".3" } else { "▁█" };
    format!("▲ goal · ? don't know · – unanswered · {bars} people per level")
}

/// The category and the person of a row and a column.
fn category_and_person(screen: &TeamScreen, row: usize, column: usize) -> (usize, usize) {
    if screen.turned {
        (column, row)
    } else {
        (row, column)
    }
}

/// The selected cell: "Testing · Amara Okafor: 2 Competent, goal 3 Fluent".
fn selected_words(screen: &TeamScreen, team: &Team) -> String {
    let (category, person) = category_and_person(screen, screen.list.at, screen.grid.at);
    let (Some(category), Some(member)) = (team.categories.get(category), team.people.get(person))
    else {
        return String::new();
    };
    let cell = category.cells.get(person).and_then(Option::as_ref);
    let words = match (cell, cell.and_then(goal_level_words)) {
        (None, _) => "not in the version this person took".to_owned(),
        (cell, None) => cell_words(cell),
        (cell, Some(goal)) => format!("{}, goal {goal}", cell_words(cell)),
    };
    format!("{} · {}: {words}", category.name, member.name)
}

fn headings(paint: &mut Painter, screen: &TeamScreen, team: &Team, y: u16) {
    let is_shared = |at: usize| {
        let member = team.people.get(at).filter(|_| !screen.turned);
        member.is_some_and(|member| !member.logins.is_empty())
    };
    let mark = u16::from((0..team.people.len()).any(is_shared));
    let width = screen.grid.column.saturating_sub(1 + mark);
    let names: Vec<&str> = if screen.turned {
        team.categories.iter().map(|c| c.name.as_str()).collect()
    } else {
        team.people.iter().map(|m| m.name.as_str()).collect()
    };
    let names = shortened(&names, width);
    for (at, x) in screen.grid.shown() {
        if let Some(name) = names.get(at) {
            let role = Role::Dim.if_selected(at == screen.grid.at);
            let end = paint.put(x, y, name, width, role);
            if is_shared(at) {
                paint.put(end, y, SHARED_MARK, 1, role);
            }
        }
    }
}

/// Names for narrow columns: all in full, all as first words, or all as initials.
fn shortened(names: &[&str], width: u16) -> Vec<String> {
    let full = |name: &&str| (*name).to_owned();
    let first = |name: &&str| name.split_whitespace().next().unwrap_or(name).to_owned();
    let shapes: [&dyn Fn(&&str) -> String; 2] = [&full, &first];
    for shape in shapes {
        let short: Vec<String> = names.iter().map(shape).collect();
        let distinct: std::collections::HashSet<&String> = short.iter().collect();
        let fits = short.iter().all(|name| cells(name) <= width);
        if fits && distinct.len() == short.len() {
            return short;
        }
    }
    names.iter().map(|name| initials(name, width)).collect()
}

/// "Amara Okafor" as "AO", "Person 12" as "P12"; a single word cut to `columns`.
fn initials(name: &str, columns: u16) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    if let [word] = *words {
        return width::head(&visible(word), usize::from(columns)).to_owned();
    }
    let initial = |word: &&str| {
        if word.chars().all(|c| c.is_ascii_digit()) {
            (*word).to_owned()
        } else {
            word.graphemes(true).next().unwrap_or_default().to_owned()
        }
    };
    words.iter().map(initial).collect()
}

fn row(
    paint: &mut Painter,
    state: &State,
    screen: &TeamScreen,
    team: &Team,
    (y, index): (u16, usize),
) {
    let selected = index == screen.list.at;
    let width = screen.name_width(state.size);
    let category = team.categories.get(index).filter(|_| !screen.turned);
    let name = category.map_or("", |category| &category.name);
    widgets::row_name(paint, y, name, width, selected);
    if let Some(member) = team.people.get(index).filter(|_| screen.turned) {
        put_name(
            paint,
            (MARKER, y),
            member,
            width,
            Role::Text.if_selected(selected),
        );
    }
    let room = screen.distribution_width(state.size);
    if !screen.turned && room > 0 {
        let category = &team.categories[index];
        let bars = bars(category, state.settings.ascii);
        let text = format!("1 {bars} {}", category.of());
        paint.put(MARKER + width + 2, y, &text, room - 2, Role::Dim);
    }
    for (column, x) in screen.grid.shown() {
        let (category, person) = category_and_person(screen, index, column);
        let category = team.categories.get(category);
        if let Some(found) = category.and_then(|category| category.cells.get(person)?.as_ref()) {
            cell(paint, found, (x, y));
        }
    }
}

/// Draws a level, the top level strong and the lowest dim, and whether there is a goal above it.
fn cell(paint: &mut Painter, cell: &LadderAnswer, (x, y): (u16, u16)) {
    let text = match cell.answer.current() {
        Some(level) => level.to_string(),
        None => level_marks::short_words(cell.answer).to_owned(),
    };
    let role = match cell.position() {
        Some(position) if position >= 1.0 => Role::Strong,
        Some(position) if position > 0.0 => Role::Text,
        _ => Role::Dim,
    };
    let end = paint.put(x, y, &text, 3, role);
    if cell.answer.gap() > 0 {
        paint.put(end, y, "▲", 1, Role::Accent);
    }
}

/// The number of people at each level as bars, in ASCII as digits.
fn bars(category: &TeamCategory, ascii: bool) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let most = category.distribution.iter().max().copied().unwrap_or(0);
    let bar = |count: &usize| match (*count, ascii) {
        (0, _) => '·',
        (count, true) => u32::try_from(count)
            .ok()
            .and_then(|count| char::from_digit(count, 10))
            .unwrap_or('+'),
        (count, false) => BARS[(count * BARS.len()).div_ceil(most.max(1)) - 1],
    };
    category.distribution.iter().map(bar).collect()
}

/// Draws the distributions below a map whose columns are categories.
fn distributions_below(
    paint: &mut Painter,
    state: &State,
    screen: &TeamScreen,
    team: &Team,
    y: u16,
) {
    let width = screen.name_width(state.size);
    paint.put(MARKER, y, "Distribution", width, Role::Dim);
    for (at, x) in screen.grid.shown() {
        if let Some(category) = team.categories.get(at) {
            let text = bars(category, state.settings.ascii);
            paint.put(x, y, &text, screen.grid.column.saturating_sub(1), Role::Dim);
        }
    }
}
