mod lists;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::results::{Answer, LadderAnswer, SHARED_MARK, Team, TeamCategory};
use crate::state::{
    Action, KeyContext, ListLine, MARKER, Role, State, TeamScreen, TeamView, cells,
};
use crate::text::count;
use crate::view::painter::Painter;
use crate::view::{header_footer, messages};
use crate::words::answer_words;

/// How a team stands: the map, or one of three lists.
pub(crate) fn draw(paint: &mut Painter, state: &State, screen: &TeamScreen) {
    let crumbs = [&*screen.assessment, "Team", title(screen.view)];
    let Some(team) = &screen.team else {
        header_footer::header(paint, &crumbs[..2], &[]);
        return nobody(paint, state, screen);
    };
    let mut right = count(team.people.len(), "person", "people");
    if screen.view == TeamView::Map && screen.grid.scrolls() {
        let what = if screen.turned {
            "categories"
        } else {
            "people"
        };
        right = format!("{} {what}", messages::columns(&screen.grid));
    }
    if team.anonymous {
        right = format!("{right}, names hidden");
    }
    let narrow = state.size.width < 50;
    let crumbs = if narrow { &crumbs[2..] } else { &crumbs[..] };
    header_footer::header(paint, crumbs, &[(right, Role::Text)]);
    match screen.view {
        TeamView::Map => map(paint, state, screen, team),
        TeamView::Gaps => lists::gaps(paint, state, screen),
        TeamView::Help => lists::helps(paint, state, screen, team),
        TeamView::Answered => lists::answered(paint, state, screen),
    }
}

fn title(view: TeamView) -> &'static str {
    match view {
        TeamView::Map => "Heat map",
        TeamView::Gaps => "Gaps",
        TeamView::Help => "Who can help",
        TeamView::Answered => "Latest results",
    }
}

fn nobody(paint: &mut Painter, state: &State, screen: &TeamScreen) {
    let width = paint.area().width.saturating_sub(MARKER);
    if screen.loaded {
        if state.outlook.away {
            paint.put(MARKER, 2, "Server offline", width, Role::Strong);
            paint.put(MARKER, 4, crate::view::messages::AWAY, width, Role::Text);
            return;
        }
        paint.put(MARKER, 2, "No results yet", width, Role::Strong);
        let back = state.keymap.name(KeyContext::Team, Action::Back);
        let open = state.keymap.name(KeyContext::Home, Action::Open);
        let what = format!("Press {back} to go back, then {open} to take the assessment.");
        paint.put(MARKER, 4, &what, width, Role::Text);
        let more = "Run levelup import to add other people's results.";
        paint.put(MARKER, 5, more, width, Role::Text);
    } else {
        paint.put(MARKER, 2, "loading…", width, Role::Dim);
    }
}

/// Levels of people, and the spread of each category.
fn map(paint: &mut Painter, state: &State, screen: &TeamScreen, team: &Team) {
    if TeamScreen::has_about(state.size) {
        let width = state.size.width.saturating_sub(MARKER);
        paint.put(MARKER, 2, &chosen_words(screen, team), width, Role::Text);
    }
    let (top, height) = screen.lines(state.size);
    if TeamScreen::has_about(state.size) && top > 4 {
        let spread = if state.settings.ascii {
            "1 .3 4"
        } else {
            "1 ▁█ 4"
        };
        let legend = format!(
            "▲ goal above current · ? don't know · – unanswered · {spread}: people at each level"
        );
        let legend = lists::shared(screen, Some(&legend)).unwrap_or(legend);
        let width = state.size.width.saturating_sub(MARKER);
        paint.put(MARKER, 3, &legend, width, Role::Dim);
    }
    headings(paint, screen, team, top - 1);
    let lines = screen.outline.lines.iter().skip(screen.list.top);
    for (y, line) in (top..top + height).zip(lines) {
        match *line {
            ListLine::Gap | ListLine::Tail(_) => {}
            ListLine::Group(index) => {
                let group = team.categories[index].group.as_deref();
                let group = group.unwrap_or_default().to_uppercase();
                paint.put(MARKER, y, &group, screen.grid.end(), Role::Dim);
            }
            ListLine::Category { index, .. } => row(paint, state, screen, team, (y, index)),
        }
    }
    if screen.spread_below(state.size) {
        spreads_below(paint, state, screen, team, top + height + 1);
    }
}

/// The chosen cell in words: "Testing · Amara Okafor: 2 Competent, wants 3 Fluent".
fn chosen_words(screen: &TeamScreen, team: &Team) -> String {
    let (row, column) = (screen.list.at, screen.grid.at);
    let (category, person) = if screen.turned {
        (column, row)
    } else {
        (row, column)
    };
    let (Some(category), Some(member)) = (team.categories.get(category), team.people.get(person))
    else {
        return String::new();
    };
    let cell = category.cells.get(person).and_then(Option::as_ref);
    let said = match cell {
        None => "not in the version this person took".to_owned(),
        Some(cell) => in_words(cell),
    };
    format!("{} · {}: {said}", category.name, member.name)
}

/// "2 Competent, wants 3 Fluent".
fn in_words(cell: &LadderAnswer) -> String {
    let Some(level) = cell.answer.current() else {
        return answer_words(cell.answer).unwrap_or_default().to_owned();
    };
    let label = cell.label().unwrap_or_default();
    match cell.goal() {
        Some(wanted) => format!("{level} {label}, goal {wanted}"),
        None => format!("{level} {label}"),
    }
}

fn headings(paint: &mut Painter, screen: &TeamScreen, team: &Team, y: u16) {
    let shared = |at: usize| {
        let member = team.people.get(at).filter(|_| !screen.turned);
        member.is_some_and(|member| !member.logins.is_empty())
    };
    let mark = u16::from((0..team.people.len()).any(shared));
    let width = screen.grid.column.saturating_sub(1 + mark);
    let names: Vec<&str> = if screen.turned {
        team.categories.iter().map(|c| c.name.as_str()).collect()
    } else {
        team.people.iter().map(|m| m.name.as_str()).collect()
    };
    let names = shortened(&names, width);
    for (at, x) in screen.grid.shown() {
        let chosen = at == screen.grid.at;
        if let Some(name) = names.get(at) {
            let role = Role::Dim.chosen(chosen);
            let end = paint.put(x, y, name, width, role);
            if shared(at) {
                paint.put(end, y, SHARED_MARK, 1, role);
            }
        }
    }
}

/// Names for narrow columns, all in one shape: whole, else first words, else initials.
fn shortened(names: &[&str], width: u16) -> Vec<String> {
    let whole = |name: &&str| (*name).to_owned();
    let first = |name: &&str| name.split_whitespace().next().unwrap_or(name).to_owned();
    let shapes: [&dyn Fn(&&str) -> String; 2] = [&whole, &first];
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

/// "Amara Okafor" as "AO", "Person 12" as "P12"; of a single word as much as there is room for.
fn initials(name: &str, width: u16) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    if let [word] = *words {
        let mut short = String::new();
        for grapheme in word.graphemes(true) {
            if cells(&short) + cells(grapheme) > width {
                break;
            }
            short.push_str(grapheme);
        }
        return short;
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
    let chosen = index == screen.list.at;
    if chosen {
        paint.put(0, y, "▌", 1, Role::StrongAccent);
    }
    let width = screen.name_width(state.size);
    let role = Role::Text.chosen(chosen);
    if !screen.turned {
        let name = team.categories.get(index).map_or("", |c| c.name.as_str());
        paint.put(MARKER, y, name, width, role);
    } else if let Some(member) = team.people.get(index) {
        lists::name(paint, (MARKER, y), member, width, role);
    }
    if !screen.turned && screen.spread_width(state.size) > 0 {
        let text = spread(&team.categories[index], state.settings.ascii);
        let room = screen.spread_width(state.size) - 2;
        paint.put(MARKER + width + 2, y, &text, room, Role::Dim);
    }
    for (column, x) in screen.grid.shown() {
        let (category, person) = if screen.turned {
            (column, index)
        } else {
            (index, column)
        };
        let category = team.categories.get(category);
        let found = category.and_then(|category| category.cells.get(person)?.as_ref());
        cell(paint, found, (x, y));
    }
}

/// A level, warmer the higher it stands on its ladder, and the mark of a wish.
fn cell(paint: &mut Painter, cell: Option<&LadderAnswer>, (x, y): (u16, u16)) {
    let Some(cell) = cell else {
        return;
    };
    let (text, role) = match (cell.answer, cell.position()) {
        (Answer::Rated { current, .. }, Some(position)) => {
            let role = if position >= 1.0 {
                Role::Strong
            } else if position <= 0.0 {
                Role::Dim
            } else {
                Role::Text
            };
            (current.to_string(), role)
        }
        (Answer::NotApplicable, _) => ("n/a".into(), Role::Dim),
        (Answer::Unknown, _) => ("?".into(), Role::Dim),
        _ => ("–".into(), Role::Dim),
    };
    let end = paint.put(x, y, &text, 3, role);
    if cell.answer.gap() > 0 {
        paint.put(end, y, "▲", 1, Role::Accent);
    }
}

/// How many people are on each level: "1 ▁▃█▂ 4"; in ASCII the counts themselves.
pub(crate) fn spread(category: &TeamCategory, ascii: bool) -> String {
    format!("1 {} {}", bars(category, ascii), category.of())
}

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

/// The spread of each category, below the map where people stand down.
fn spreads_below(paint: &mut Painter, state: &State, screen: &TeamScreen, team: &Team, y: u16) {
    let width = screen.name_width(state.size);
    paint.put(MARKER, y, "Distribution", width, Role::Dim);
    for (at, x) in screen.grid.shown() {
        if let Some(category) = team.categories.get(at) {
            let text = bars(category, state.settings.ascii);
            paint.put(x, y, &text, screen.grid.column.saturating_sub(1), Role::Dim);
        }
    }
}
