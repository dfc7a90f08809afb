//! The rows of the home screen: assessments, broken files, drafts without a file, recent results.

use crate::assessment::{LazyAssessment, Origin};
use crate::results::ResultRow;
use crate::state::{Action, Home, HomeRow, KeyContext, MARKER, Role, State, cells};
use crate::text::{count, plural};
use crate::view::painter::Painter;
use crate::view::widgets;
use crate::words::{ago, row_mean_words};

/// The room for a mean.
const MEAN: u16 = 11;

pub(super) fn draw(paint: &mut Painter, state: &State, home: &Home) {
    let widths = HomeWidths::new(home, state.size.width, state.date_width());
    let area = home.layout(state.size).list;
    let visible = |line: usize| {
        let row = line
            .checked_sub(home.list.top)
            .filter(|row| *row < area.page())?;
        Some(area.first + u16::try_from(row).ok()?)
    };
    let assessments = home.assessments();
    if let Some(y) = visible(assessments + 1).filter(|_| assessments < home.rows.len()) {
        recent_heading(paint, y, state.size.width.min(100));
    }
    for (index, row) in home.rows.iter().enumerate() {
        let Some(y) = visible(home.line_of(index)) else {
            continue;
        };
        let selected = index == home.list.at;
        if selected {
            widgets::selection_marker(paint, y);
        }
        draw_row(paint, state, home, row, &widths, y, selected);
    }
}

fn recent_heading(paint: &mut Painter, y: u16, width: u16) {
    paint.rule(MARKER, y, 2);
    let x = paint.put(MARKER + 3, y, "Recent results", width, Role::Dim);
    paint.rule(x + 1, y, width.saturating_sub(x + 1));
}

/// The widths of the columns, for all rows.
struct HomeWidths {
    name: u16,
    count: u16,
    person: u16,
    date: u16,
}

impl HomeWidths {
    fn new(home: &Home, width: u16, date: u16) -> Self {
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
        let person_most = width.saturating_sub(MARKER + date + 2 + name + 2 + 2 + 16);
        Self {
            name,
            count: if width >= 72 { 16 } else { 0 },
            date,
            person: people.max().unwrap_or(0).min(person_most),
        }
    }
}

fn draw_row(
    paint: &mut Painter,
    state: &State,
    home: &Home,
    row: &HomeRow,
    widths: &HomeWidths,
    y: u16,
    selected: bool,
) {
    let mut x = MARKER + widths.name + 2;
    let (name, (text, role)) = match row {
        HomeRow::Assessment(assessment) => {
            let categories = count(assessment.categories, "category", "categories");
            paint.put(x, y, &categories, widths.count, Role::Dim);
            x += widths.count;
            (&assessment.name, status(state, home, assessment))
        }
        HomeRow::Broken { file, errors, .. } => {
            if !selected {
                paint.put(0, y, "✗", 1, Role::Error);
            }
            let open = state.keymap.name(KeyContext::Home, Action::Open);
            let them = plural(*errors, "it", "them");
            let errors = count(*errors, "error", "errors");
            let text = format!("{errors}: press {open} to view {them}");
            (file, (text, Role::Error))
        }
        HomeRow::Lost {
            slug,
            answered,
            changed_at,
        } => {
            let when = ago(*changed_at, state.now, &state.zone);
            let text = format!(
                "draft, {answered} answered, {when}: assessment file missing or with errors"
            );
            (slug, (text, Role::Error))
        }
        HomeRow::Recent(row) => return recent_result(paint, state, row, widths, y, selected),
    };
    paint.put(
        MARKER,
        y,
        name,
        widths.name,
        Role::Text.if_selected(selected),
    );
    paint.put_line(x, y, &text, role);
}

/// Whether an assessment overrides another one, and when it was taken.
fn status(state: &State, home: &Home, assessment: &LazyAssessment) -> (String, Role) {
    let (text, role) = progress(state, home, assessment);
    match overridden(state, assessment) {
        None => (text, role),
        Some(overrides) if text.is_empty() => (overrides.to_owned(), Role::Accent),
        Some(overrides) => (format!("{overrides} · {text}"), Role::Accent),
    }
}

/// What an assessment from `./assessments` overrides.
fn overridden(state: &State, assessment: &LazyAssessment) -> Option<&'static str> {
    let entry = state.catalogue.entry(&assessment.slug)?;
    let overridden = entry.overridden_here().first()?;
    Some(match overridden.origin {
        Origin::BuiltIn => "overrides built-in",
        _ => "overrides your own",
    })
}

fn progress(state: &State, home: &Home, assessment: &LazyAssessment) -> (String, Role) {
    if home.data.get().is_none() {
        return (String::new(), Role::Dim);
    }
    let total = assessment.categories;
    if let Some(draft) = home.draft(&assessment.slug) {
        let answered = draft.fitted(assessment.whole()).answers.answered();
        let when = ago(draft.changed_at, state.now, &state.zone);
        let others = match home.other_drafts(&assessment.slug) {
            0 => String::new(),
            others => format!(" · {}", count(others, "other draft", "other drafts")),
        };
        let text = format!("draft {answered} of {total} · {when}{others}");
        return (text, Role::Accent);
    }
    match home.last(&assessment.slug) {
        None if total == 0 => ("nothing to rate".into(), Role::Dim),
        None if state.sync_status.away => ("unknown (offline)".into(), Role::Dim),
        None => ("not taken yet".into(), Role::Dim),
        Some(row) => {
            let when = ago(row.taken_at, state.now, &state.zone);
            let level_ups = match row.level_ups {
                0 => String::new(),
                ups => format!(" · {}", count(ups, "level-up", "level-ups")),
            };
            (format!("taken {when}{level_ups}"), Role::Text)
        }
    }
}

fn recent_result(
    paint: &mut Painter,
    state: &State,
    row: &ResultRow,
    widths: &HomeWidths,
    y: u16,
    selected: bool,
) {
    let date = state.date(row.taken_at);
    paint.put(MARKER, y, &date, widths.date, Role::Dim);
    let x = MARKER + widths.date + 2;
    let role = Role::Text.if_selected(selected);
    paint.put(x, y, &row.assessment, widths.name, role);
    let x = x + widths.name + 2;
    paint.put(x, y, &row.name, widths.person, Role::Text);
    let x = x + widths.person + 2;
    let end = paint.put_line(x, y, &row_mean_words(row), Role::Dim);
    if row.level_ups > 0 {
        let ups = format!("▲ {}", row.level_ups);
        paint.put_line(end.max(x + MEAN) + 1, y, &ups, Role::Accent);
    }
}
