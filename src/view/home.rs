use ratatui::layout::Position;

use super::paint::Paint;
use super::theme::Role;
use super::{bands, field, words};
use crate::assessment::Listed;
use crate::report::{local_date, row_mean_words};
use crate::results::ResultRow;
use crate::state::{Home, HomeRow, MARKER, State, cells};

/// The most cells of what an assessment is about: it changes with every move.
const ABOUT_MOST: u16 = 78;

/// The home screen. Gives the place of the cursor where the filter is typed.
pub fn draw(paint: &mut Paint, state: &State, home: &Home) -> Option<Position> {
    let name = state
        .name
        .as_deref()
        .map(|name| format!("name: {name}"))
        .unwrap_or_default();
    let made_up = if state.demo { "made-up people · " } else { "" };
    bands::top(
        paint,
        &[],
        &[(made_up.into(), Role::Accent), (name, Role::Dim)],
    );
    let cursor = home
        .is_filtered()
        .then(|| field::put(paint, 0, 2, "/ ", &home.filter, state.size.width));
    let y = home.first_line();
    let height = u16::try_from(home.height(state.size)).unwrap_or(u16::MAX);
    if home.rows.is_empty() {
        empty(paint, home, y);
    }
    rows(paint, state, home, y, height);
    description(paint, state, home);
    cursor.filter(|_| home.filtering)
}

/// What the chosen assessment is about, in the line above the keys.
fn description(paint: &mut Paint, state: &State, home: &Home) {
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

fn empty(paint: &mut Paint, home: &Home, y: u16) {
    let text = if home.filter.text().is_empty() {
        "There are no assessments: levelup new SLUG makes one."
    } else {
        "Nothing matches the filter: Esc Esc shows all again."
    };
    paint.put(MARKER, y, text, paint.area().width, Role::Text);
}

fn rows(paint: &mut Paint, state: &State, home: &Home, y: u16, height: u16) {
    let assessments = home.assessments();
    let widths = Widths::of(home, state.size.width);
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

fn heading(paint: &mut Paint, y: u16, width: u16) {
    paint.rule(MARKER, y, 2);
    let x = paint.put(MARKER + 3, y, "Recent results", width, Role::Dim);
    paint.rule(x + 1, y, width.saturating_sub(x + 1));
}

/// How wide the columns of names are, for all rows.
struct Widths {
    name: u16,
    count: u16,
    person: u16,
}

impl Widths {
    fn of(home: &Home, width: u16) -> Self {
        let names = home.rows.iter().map(|row| match row {
            HomeRow::Assessment(assessment) => cells(&assessment.name),
            HomeRow::Broken { file, .. } => cells(file),
            HomeRow::Lost { slug, .. } => cells(slug),
            HomeRow::Recent(row) => cells(&row.assessment).saturating_sub(12),
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
            person: people
                .max()
                .unwrap_or(0)
                .min(width.saturating_sub(MARKER + 12 + name + 2 + 2 + 16)),
        }
    }
}

fn one(
    paint: &mut Paint,
    state: &State,
    home: &Home,
    row: &HomeRow,
    widths: &Widths,
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
                let count = words::count(assessment.categories, "category", "categories");
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
            let text = format!(
                "{}: Enter shows them",
                words::count(*errors, "error", "errors")
            );
            let text = if *errors == 1 {
                "1 error: Enter shows it".into()
            } else {
                text
            };
            paint.put(x, y, &text, width.saturating_sub(x), Role::Error);
        }
        HomeRow::Lost {
            slug,
            answered,
            changed_at,
        } => {
            paint.put(MARKER, y, slug, widths.name, Role::Text.chosen(chosen));
            let x = MARKER + widths.name + 2;
            let when = words::ago(*changed_at, state.now, &state.zone);
            let text = format!("draft, {answered} answered, {when}: its file is missing or broken");
            paint.put(x, y, &text, width.saturating_sub(x), Role::Error);
        }
        HomeRow::Recent(row) => recent(paint, state, row, widths, y, chosen),
    }
}

/// How far the person is with an assessment.
fn standing(state: &State, home: &Home, assessment: &Listed) -> (String, Role) {
    if home.data.is_none() {
        return (String::new(), Role::Dim);
    }
    let total = assessment.categories;
    if let Some(draft) = home.draft(&assessment.slug) {
        let answered = draft.fitted(assessment.whole()).answers.answered();
        let when = words::ago(draft.changed_at, state.now, &state.zone);
        let more = match home.aside(&assessment.slug) {
            0 => String::new(),
            aside => format!(" · {aside} more kept"),
        };
        return (
            format!("draft {answered} of {total} · {when}{more}"),
            Role::Accent,
        );
    }
    match home.last(&assessment.slug) {
        None if total == 0 => ("nothing to rate".into(), Role::Dim),
        None => ("never taken".into(), Role::Dim),
        Some(row) => {
            let when = words::ago(row.taken_at, state.now, &state.zone);
            let open = match row.level_ups {
                0 => String::new(),
                ups => format!(
                    " · {}",
                    words::count(ups, "open level-up", "open level-ups")
                ),
            };
            (format!("taken {when}{open}"), Role::Text)
        }
    }
}

fn recent(paint: &mut Paint, state: &State, row: &ResultRow, w: &Widths, y: u16, chosen: bool) {
    let width = state.size.width;
    let date = local_date(row.taken_at, &state.zone);
    let x = paint.put(MARKER, y, &date, 10, Role::Dim) + 2;
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
