mod charts;

use crate::results::{CategoryHistory, LevelChange, Mean, PersonHistory, marked};
use crate::state::{CHART, ListLine, MARKER, Role, State, TrendScreen};
use crate::text::count;
use crate::view::painter::Painter;
use crate::view::{header_footer, widgets};
use crate::words::{
    answer_words, cell_words, change_words, goal_level_words, mean_value_words, shared_words,
};

/// Under this width the top line shows only the name of the person.
const BREADCRUMBS_FROM: u16 = 50;

/// Draws a person over time: a chart per category, all with the same axis of dates.
pub(crate) fn draw(paint: &mut Painter, state: &State, trend: &TrendScreen) {
    let history = &trend.history;
    let name = marked(&history.name, &history.logins);
    let crumbs = [&*history.assessment, &*name, "Trend"];
    let crumbs = if state.size.width < BREADCRUMBS_FROM {
        &crumbs[1..2]
    } else {
        &crumbs[..]
    };
    let results = count(history.results.len(), "result", "results");
    header_footer::header(paint, crumbs, &[(results, Role::Text)]);
    if trend.layout.shows_summary {
        let about = about(trend, state.settings.ascii);
        paint.put_line(MARKER, 2, &about, Role::Text);
        if let Some(words) = shared_words(&history.name, &history.logins) {
            paint.put_line(MARKER, 3, &words, Role::Dim);
        }
        mean(paint, state, trend);
        charts::dates(paint, state, trend);
    }
    list(paint, state, trend);
}

fn about(trend: &TrendScreen, ascii: bool) -> String {
    let count = trend.history.results.len();
    if count == 1 {
        return "Only one result so far. A line needs at least two.".into();
    }
    let cut = if trend.is_cut {
        format!("Showing the latest {count} results. ")
    } else {
        String::new()
    };
    let how = if ascii {
        "Numbers are placed by date: means have a decimal, levels do not"
    } else {
        "Charts: lowest level at the bottom, highest at the top"
    };
    format!("{cut}{how}")
}

/// Draws the mean level above the categories.
fn mean(paint: &mut Painter, state: &State, trend: &TrendScreen) {
    let means = trend
        .history
        .results
        .iter()
        .filter_map(|head| head.scores.mean);
    let means: Vec<Mean> = means.collect();
    let words = match (means.first(), means.last()) {
        (Some(first), Some(last)) if means.len() > 1 => {
            format!("{} → {}", first.rounded(), mean_value_words(*last))
        }
        (Some(only), _) => mean_value_words(*only),
        _ => "no mean: ladders differ".into(),
    };
    let block = CategoryBlock {
        name: "Mean level",
        levels: (words, Role::Strong),
        change: (String::new(), Role::Dim),
        chart: charts::of_means(state, trend),
    };
    for (y, part) in (trend.layout.mean..).zip(0..if trend.layout.stacked { 4 } else { 2 }) {
        block.draw_line(paint, trend, y, part, false);
    }
}

fn list(paint: &mut Painter, state: &State, trend: &TrendScreen) {
    let lines = trend.outline.lines.iter().skip(trend.list.top);
    let mut last: Option<(usize, CategoryBlock)> = None;
    for (y, line) in trend.layout.list.lines().zip(lines) {
        match *line {
            ListLine::Gap | ListLine::Tail(_) => {}
            ListLine::Group(index) => {
                let group = trend.history.categories[index].group.as_deref();
                widgets::group_heading(paint, y, group, state.size.width);
            }
            ListLine::Category { index, part } => {
                let block = match last.take() {
                    Some((of, block)) if of == index => block,
                    _ => CategoryBlock::new(state, trend, index),
                };
                block.draw_line(paint, trend, y, part, index == trend.list.at);
                last = Some((index, block));
            }
        }
    }
}

/// The lines of a category, or of the mean: name, words, and chart.
struct CategoryBlock<'a> {
    name: &'a str,
    levels: (String, Role),
    change: (String, Role),
    chart: Vec<String>,
}

impl<'a> CategoryBlock<'a> {
    fn new(state: &State, trend: &'a TrendScreen, index: usize) -> Self {
        let category = &trend.history.categories[index];
        let chart = if is_chart_visible(trend, index) {
            charts::of_category(state, trend, index)
        } else {
            Vec::new()
        };
        Self {
            name: &category.name,
            levels: levels(category, &trend.history, state),
            change: change(category, state.settings.ascii),
            chart,
        }
    }

    fn draw_line(
        &self,
        paint: &mut Painter,
        trend: &TrendScreen,
        y: u16,
        part: usize,
        selected: bool,
    ) {
        let layout = &trend.layout;
        let (levels, change) = (&self.levels, &self.change);
        if selected && part < 2 + 2 * usize::from(layout.stacked) {
            widgets::selection_marker(paint, y);
        }
        if part == 0 {
            let role = Role::Text.if_selected(selected);
            paint.put(MARKER, y, self.name, layout.name, role);
        }
        match (layout.stacked, part) {
            (true, 1) => {
                let x = paint.put_line(MARKER, y, &levels.0, levels.1);
                paint.put_line(x + 2, y, &change.0, change.1);
                return;
            }
            (false, 0) => drop(paint.put_line(layout.words, y, &levels.0, levels.1)),
            (false, 1) => drop(paint.put_line(layout.words, y, &change.0, change.1)),
            _ => {}
        }
        let row = part.checked_sub(if layout.stacked { 2 } else { 0 });
        if let Some(text) = row.and_then(|row| self.chart.get(row)) {
            paint.put(layout.chart, y, text, layout.width, Role::Text);
        }
    }
}

/// Whether all rows of the chart of a category are visible: a part would show other levels.
fn is_chart_visible(trend: &TrendScreen, index: usize) -> bool {
    let top = trend.list.top;
    let bottom = top + trend.layout.list.page();
    let last = usize::from(CHART) - 1 + if trend.layout.stacked { 2 } else { 0 };
    let lines = trend.outline.lines.iter().take(bottom).skip(top);
    let visible = lines.filter(|line| match line {
        ListLine::Category { index: of, part } => *of == index && (last - 1..=last).contains(part),
        _ => false,
    });
    visible.count() == usize::from(CHART)
}

/// "1 Beginner → 3 Fluent".
fn levels(category: &CategoryHistory, history: &PersonHistory, state: &State) -> (String, Role) {
    let latest = category.cells.last().and_then(Option::as_ref);
    let unrated = latest.and_then(|cell| answer_words(cell.answer));
    let level = |cell| cell_words(Some(cell));
    match (category.first(), category.last()) {
        // The latest answer has no level: an earlier level comes second, with its date.
        (_, Some((at, last))) if unrated.is_some() => {
            let head = history.results.get(at);
            let date = head.map(|head| state.date(head.taken_at));
            let (words, date) = (unrated.unwrap_or_default(), date.unwrap_or_default());
            let text = format!("{words}; last rated {} on {date}", level(last));
            (text, Role::Dim)
        }
        (Some((_, first)), Some((_, last))) if level(first) != level(last) => {
            (format!("{} → {}", level(first), level(last)), Role::Text)
        }
        (_, Some((_, last))) => (level(last), Role::Text),
        _ => {
            let latest = category.cells.iter().rev().find_map(Option::as_ref);
            let words = latest.and_then(|cell| answer_words(cell.answer));
            (words.unwrap_or("no level").to_owned(), Role::Dim)
        }
    }
}

/// "↑ 2 · ▲ goal 4 Leading".
fn change(category: &CategoryHistory, ascii: bool) -> (String, Role) {
    let delta = category.delta();
    let (sign, role) = widgets::change(delta, ascii);
    let change = match delta.change {
        _ if category.rated().count() < 2 => String::new(),
        _ if delta.by_position => change_words(delta),
        LevelChange::Unchanged => format!("{sign} {}", change_words(delta)),
        _ => sign,
    };
    let Some(latest) = category.cells.last().and_then(Option::as_ref) else {
        return ("not in the latest version".into(), Role::Dim);
    };
    match goal_level_words(latest) {
        Some(goal) if change.is_empty() => (format!("▲ goal {goal}"), Role::Accent),
        Some(goal) => (format!("{change} · ▲ goal {goal}"), Role::Accent),
        None => (change, role),
    }
}
