use ratatui::layout::Position;

use crate::assessment::{LazyAssessment, Origin};
use crate::results::ResultRow;
use crate::state::{Action, Home, HomeData, HomeRow, KeyContext, MARKER, Role, State, cells};
use crate::text::{count, plural, wrapped};
use crate::view::painter::Painter;
use crate::view::{header_footer, text_field};
use crate::words::{ago, row_mean_words};

/// The most cells of what an assessment is about: it changes with every move.
const ABOUT_MOST: u16 = 78;

/// The home screen. Gives the place of the cursor where the filter is typed.
pub(crate) fn draw(paint: &mut Painter, state: &State, home: &Home) -> Option<Position> {
    let name = state
        .name
        .as_deref()
        .map(|name| format!("name: {name}"))
        .unwrap_or_default();
    let made_up = if state.demo { "sample data · " } else { "" };
    header_footer::header(
        paint,
        &[],
        &[(made_up.into(), Role::Accent), (name, Role::Dim)],
    );
    let cursor = home
        .is_filtered()
        .then(|| text_field::put(paint, 0, 2, "/ ", &home.filter, state.size.width));
    let y = home.first_line();
    let height = u16::try_from(home.height(state.size)).unwrap_or(u16::MAX);
    if home.rows.is_empty() {
        empty(paint, state, home, y);
    }
    rows(paint, state, home, y, height);
    first_steps(paint, state, home, y, height);
    description(paint, state, home);
    cursor.filter(|_| home.filtering)
}

/// What the chosen assessment is about, in the line above the keys.
fn description(paint: &mut Painter, state: &State, home: &Home) {
    let Some(listed) = home.chosen() else {
        return;
    };
    let y = state.size.height.saturating_sub(2);
    let width = state
        .size
        .width
        .min(MARKER + ABOUT_MOST)
        .saturating_sub(MARKER);
    paint.put(MARKER, y, listed.about(), width, Role::Dim);
}

fn empty(paint: &mut Painter, state: &State, home: &Home, y: u16) {
    let width = paint.area().width.saturating_sub(MARKER);
    let key = |action| state.keymap.name(KeyContext::Home, action);
    let lines = if home.filter.text().is_empty() {
        let find = key(Action::Palette);
        [
            "No assessments found: run levelup new SLUG to create one.".to_owned(),
            format!(
                "Run levelup list to see where assessments are read from, or press {find} to \
                find a command."
            ),
        ]
    } else if home.filtering {
        [
            "No matches".to_owned(),
            format!(
                "Press Backspace to shorten the filter, or Esc and then {} to clear it.",
                back(state)
            ),
        ]
    } else {
        [
            "No matches".to_owned(),
            format!(
                "Press {} to clear the filter, or {} to edit it.",
                back(state),
                key(Action::Filter)
            ),
        ]
    };
    let height = state.size.body_height();
    let lines = lines.iter().flat_map(|line| wrapped(line, width, 3));
    for (y, line) in (y..y + height).zip(lines) {
        paint.put(MARKER, y, &line, width, Role::Text);
    }
}

fn back(state: &State) -> String {
    state.keymap.name(KeyContext::Home, Action::Back)
}

/// What to do first, where nothing was ever taken: in the place of the recent results.
fn first_steps(paint: &mut Painter, state: &State, home: &Home, y: u16, height: u16) {
    let nothing =
        |data: &HomeData| data.recent.is_empty() && data.drafts.is_empty() && data.aside.is_empty();
    let is_first = home.data.as_ref().is_some_and(nothing) && home.filter.text().is_empty();
    let lines = u16::try_from(home.lines()).unwrap_or(u16::MAX);
    if !is_first || home.filtering || home.rows.is_empty() {
        return;
    }
    let key = |action| state.keymap.name(KeyContext::Home, action);
    let width = state.size.width.saturating_sub(MARKER);
    let steps = [
        format!(
            "Press {} to take the selected assessment. Each answer is kept as soon as you give \
            it.",
            key(Action::Open)
        ),
        format!(
            "Press {} for the keys of the current screen, or {} to find a command.",
            key(Action::Help),
            key(Action::Palette)
        ),
        "Run levelup demo to explore sample data: a team over two years.".to_owned(),
    ];
    // Nobody knows whether it is the first time.
    let (heading, steps) = if state.outlook.away {
        (
            "Server offline",
            vec![crate::view::messages::AWAY.to_owned()],
        )
    } else {
        ("Getting started", steps.to_vec())
    };
    let steps: Vec<_> = steps
        .iter()
        .flat_map(|step| wrapped(step, width, 3))
        .collect();
    let room = height.saturating_sub(lines.saturating_add(1));
    if usize::from(room) < steps.len() + 1 {
        return;
    }
    paint.put(MARKER, y + lines + 1, heading, width, Role::Strong);
    for (y, step) in (y + lines + 2..).zip(&steps) {
        paint.put(MARKER, y, step, width, Role::Text);
    }
}

fn rows(paint: &mut Painter, state: &State, home: &Home, y: u16, height: u16) {
    let assessments = home.assessments();
    let widths = HomeWidths::of(home, state.size.width, state.date_width());
    let top = home.list.top;
    let place = |line: usize| {
        let row = u16::try_from(line.checked_sub(top)?).ok()?;
        (row < height).then_some(y + row)
    };
    if assessments < home.rows.len()
        && let Some(y) = place(assessments + 1)
    {
        heading(paint, y, state.size.width.min(100));
    }
    for (index, row) in home.rows.iter().enumerate() {
        if let Some(y) = place(home.line_of(index)) {
            let chosen = index == home.list.at;
            if chosen {
                paint.put(0, y, "▌", 1, Role::StrongAccent);
            }
            one(paint, state, home, row, &widths, y, chosen);
        }
    }
}

fn heading(paint: &mut Painter, y: u16, width: u16) {
    paint.rule(MARKER, y, 2);
    let x = paint.put(MARKER + 3, y, "Recent results", width, Role::Dim);
    paint.rule(x + 1, y, width.saturating_sub(x + 1));
}

/// How wide the columns of names are, for all rows.
struct HomeWidths {
    name: u16,
    count: u16,
    person: u16,
    date: u16,
}

impl HomeWidths {
    fn of(home: &Home, width: u16, date: u16) -> Self {
        let names = home.rows.iter().map(|row| match row {
            HomeRow::Assessment(assessment) => cells(&assessment.name),
            HomeRow::Broken { file, .. } => cells(file),
            HomeRow::Lost { slug, .. } => cells(slug),
            HomeRow::Recent(row) => cells(&row.assessment).saturating_sub(date + 2),
        });
        let people = home.rows.iter().map(|row| match row {
            HomeRow::Recent(row) => cells(&row.name),
            _ => 0,
        });
        let name = names.max().unwrap_or(0).clamp(12, (width * 3 / 10).max(12));
        let count = if width >= 72 { 16 } else { 0 };
        Self {
            name,
            count,
            date,
            person: people
                .max()
                .unwrap_or(0)
                .min(width.saturating_sub(MARKER + date + 2 + name + 2 + 2 + 16)),
        }
    }
}

fn one(
    paint: &mut Painter,
    state: &State,
    home: &Home,
    row: &HomeRow,
    widths: &HomeWidths,
    y: u16,
    chosen: bool,
) {
    let width = state.size.width;
    match row {
        HomeRow::Assessment(assessment) => {
            paint.put(
                MARKER,
                y,
                &assessment.name,
                widths.name,
                Role::Text.chosen(chosen),
            );
            let mut x = MARKER + widths.name + 2;
            if widths.count > 0 {
                let count = count(assessment.categories, "category", "categories");
                paint.put(x, y, &count, widths.count, Role::Dim);
                x += widths.count;
            }
            let (text, role) = standing(state, home, assessment);
            paint.put(x, y, &text, width.saturating_sub(x), role);
        }
        HomeRow::Broken { file, errors, .. } => {
            if !chosen {
                paint.put(0, y, "✗", 1, Role::Error);
            }
            paint.put(MARKER, y, file, widths.name, Role::Text.chosen(chosen));
            let x = MARKER + widths.name + 2;
            let open = state.keymap.name(KeyContext::Home, Action::Open);
            let them = plural(*errors, "it", "them");
            let count = count(*errors, "error", "errors");
            let text = format!("{count}: press {open} to view {them}");
            paint.put(x, y, &text, width.saturating_sub(x), Role::Error);
        }
        HomeRow::Lost {
            slug,
            answered,
            changed_at,
        } => {
            paint.put(MARKER, y, slug, widths.name, Role::Text.chosen(chosen));
            let x = MARKER + widths.name + 2;
            let when = ago(*changed_at, state.now, &state.zone);
            let text =
                format!("draft, {answered} answered, {when}: assessment file missing or broken");
            paint.put(x, y, &text, width.saturating_sub(x), Role::Error);
        }
        HomeRow::Recent(row) => recent(paint, state, row, widths, y, chosen),
    }
}

/// Whether an assessment overrides another one, and how far the person is with it.
fn standing(state: &State, home: &Home, assessment: &LazyAssessment) -> (String, Role) {
    let (text, role) = progress(state, home, assessment);
    match overridden(state, assessment) {
        None => (text, role),
        Some(mark) if text.is_empty() => (mark.to_owned(), Role::Accent),
        Some(mark) => (format!("{mark} · {text}"), Role::Accent),
    }
}

/// The mark of an assessment from `./assessments` that overrides another one.
fn overridden(state: &State, assessment: &LazyAssessment) -> Option<&'static str> {
    let entry = state.catalogue.entry(&assessment.slug)?;
    let overridden = entry.overridden_here().first()?;
    Some(match overridden.origin {
        Origin::BuiltIn => "overrides built-in",
        _ => "overrides your own",
    })
}

fn progress(state: &State, home: &Home, assessment: &LazyAssessment) -> (String, Role) {
    if home.data.is_none() {
        return (String::new(), Role::Dim);
    }
    let total = assessment.categories;
    if let Some(draft) = home.draft(&assessment.slug) {
        let answered = draft.fitted(assessment.whole()).answers.answered();
        let when = ago(draft.changed_at, state.now, &state.zone);
        let more = match home.aside(&assessment.slug) {
            0 => String::new(),
            aside => format!(" · {}", count(aside, "other draft", "other drafts")),
        };
        return (
            format!("draft {answered} of {total} · {when}{more}"),
            Role::Accent,
        );
    }
    match home.last(&assessment.slug) {
        None if total == 0 => ("nothing to rate".into(), Role::Dim),
        None if state.outlook.away => ("unknown (offline)".into(), Role::Dim),
        None => ("not taken yet".into(), Role::Dim),
        Some(row) => {
            let when = ago(row.taken_at, state.now, &state.zone);
            let open = match row.level_ups {
                0 => String::new(),
                ups => format!(" · {}", count(ups, "level-up", "level-ups")),
            };
            (format!("taken {when}{open}"), Role::Text)
        }
    }
}

fn recent(
    paint: &mut Painter,
    state: &State,
    row: &ResultRow,
    w: &HomeWidths,
    y: u16,
    chosen: bool,
) {
    let width = state.size.width;
    let date = state.date(row.taken_at);
    paint.put(MARKER, y, &date, w.date, Role::Dim);
    let x = MARKER + w.date + 2;
    let name = w.name.min(width.saturating_sub(x));
    paint.put(x, y, &row.assessment, name, Role::Text.chosen(chosen));
    let x = x + name + 2;
    paint.put(
        x,
        y,
        &row.name,
        w.person.min(width.saturating_sub(x)),
        Role::Text,
    );
    let x = x + w.person + 2;
    let figures = row_mean_words(row);
    let end = paint.put(
        x,
        y,
        &format!("{figures:<11}"),
        width.saturating_sub(x),
        Role::Dim,
    );
    if row.level_ups > 0 {
        let ups = format!("▲ {}", row.level_ups);
        paint.put(
            end + 1,
            y,
            &ups,
            width.saturating_sub(end + 1),
            Role::Accent,
        );
    }
}
