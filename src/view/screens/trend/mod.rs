use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::symbols::Marker;
use ratatui::widgets::Widget as _;
use ratatui::widgets::canvas::{Canvas, Line as Segment, Points};

use crate::results::{CategoryHistory, LadderAnswer, LevelChange, Mean, PersonHistory, marked};
use crate::state::{CHART, ListLine, MARKER, Role, State, TrendScreen, cells};
use crate::text::count;
use crate::view::painter::Painter;
use crate::view::{changes, header_footer};
use crate::words::{answer_words, mean_value_words, shared_words};

/// A person over time: a chart a category, all on one scale, the dates below.
pub(crate) fn draw(paint: &mut Painter, state: &State, trend: &TrendScreen) {
    let history = &trend.history;
    let name = marked(&history.name, &history.logins);
    let crumbs = [&*history.assessment, &*name, "Trend"];
    let crumbs = if state.size.width < 50 {
        &crumbs[1..2]
    } else {
        &crumbs[..]
    };
    let count = count(history.results.len(), "result", "results");
    header_footer::header(paint, crumbs, &[(count, Role::Text)]);
    if trend.places.whole {
        let width = state.size.width.saturating_sub(MARKER);
        paint.put(
            MARKER,
            2,
            &about(trend, state.settings.ascii),
            width,
            Role::Text,
        );
        if let Some(words) = shared_words(&history.name, &history.logins) {
            paint.put(MARKER, 3, &words, width, Role::Dim);
        }
        mean(paint, state, trend);
        dates(paint, state, trend);
    }
    list(paint, state, trend);
}

fn about(trend: &TrendScreen, ascii: bool) -> String {
    let count = trend.history.results.len();
    if count == 1 {
        return "Only one result so far. A line needs at least two.".into();
    }
    let cut = if trend.cut {
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

/// The chart of the mean, above all others.
fn mean(paint: &mut Painter, state: &State, trend: &TrendScreen) {
    let means = trend.history.results.iter().map(|head| head.scores.mean);
    let means: Vec<Option<Mean>> = means.collect();
    let place = |mean: &Option<Mean>| {
        let mean = (*mean)?;
        let steps = f64::from(mean.of.saturating_sub(1).max(1));
        Some((mean.value() - 1.0) / steps)
    };
    let levels: Vec<Option<f64>> = means.iter().map(place).collect();
    let chart = if state.settings.ascii {
        vec![mean_row(&times(trend), &means, trend.places.width)]
    } else {
        braille(&times(trend), &levels, trend.places.width)
    };
    let rated: Vec<Mean> = means.into_iter().flatten().collect();
    let said = match (rated.first(), rated.last()) {
        (Some(first), Some(last)) if rated.len() > 1 => {
            format!("{} → {}", first.rounded(), mean_value_words(*last))
        }
        (Some(only), _) => mean_value_words(*only),
        _ => "no mean: ladders differ".into(),
    };
    let rows = CategoryBlock {
        name: "Mean level",
        said: (said, Role::Strong),
        more: (String::new(), Role::Dim),
        chart,
    };
    for (y, part) in (4..).zip(0..if trend.places.stacked { 4 } else { 2 }) {
        rows.line(paint, trend, y, part, false);
    }
}

fn list(paint: &mut Painter, state: &State, trend: &TrendScreen) {
    let (top, height) = trend.places.list;
    let lines = trend.outline.lines.iter().skip(trend.list.top);
    let mut last: Option<(usize, CategoryBlock)> = None;
    for (y, line) in (top..top + height).zip(lines) {
        match *line {
            ListLine::Gap | ListLine::Tail(_) => {}
            ListLine::Group(index) => {
                let group = trend.history.categories[index].group.as_deref();
                let group = group.unwrap_or_default().to_uppercase();
                paint.put(MARKER, y, &group, state.size.width, Role::Dim);
            }
            ListLine::Category { index, part } => {
                let block = match last.take() {
                    Some((of, block)) if of == index => block,
                    _ => category(state, trend, index, is_whole(trend, index)),
                };
                block.line(paint, trend, y, part, index == trend.list.at);
                last = Some((index, block));
            }
        }
    }
}

/// Name, chart and words of a category, or of the whole.
struct CategoryBlock<'a> {
    name: &'a str,
    said: (String, Role),
    more: (String, Role),
    chart: Vec<String>,
}

impl CategoryBlock<'_> {
    fn line(&self, paint: &mut Painter, trend: &TrendScreen, y: u16, part: usize, chosen: bool) {
        let places = &trend.places;
        let right = paint.area().width;
        let put = |paint: &mut Painter, x: u16, (text, role): &(String, Role)| {
            paint.put(x, y, text, right.saturating_sub(x), *role)
        };
        if chosen && part < 2 + 2 * usize::from(places.stacked) {
            paint.put(0, y, "▌", 1, Role::StrongAccent);
        }
        if part == 0 {
            paint.put(MARKER, y, self.name, places.name, Role::Text.chosen(chosen));
        }
        match (places.stacked, part) {
            (true, 1) => {
                let x = put(paint, MARKER, &self.said);
                if !self.more.0.is_empty() {
                    put(paint, x + 2, &self.more);
                }
                return;
            }
            (false, 0) => drop(put(paint, places.words, &self.said)),
            (false, 1) => drop(put(paint, places.words, &self.more)),
            _ => {}
        }
        let row = part.checked_sub(if places.stacked { 2 } else { 0 });
        if let Some(text) = row.and_then(|row| self.chart.get(row)) {
            paint.put(places.chart, y, text, places.width, Role::Text);
        }
    }
}

/// Whether the chart of a category is on the screen from its first row to its last: half of one
/// would show something else.
fn is_whole(trend: &TrendScreen, index: usize) -> bool {
    let top = trend.list.top;
    let bottom = top + usize::from(trend.places.list.1);
    let rows = trend.outline.lines.iter().enumerate();
    let last = usize::from(CHART) - 1 + if trend.places.stacked { 2 } else { 0 };
    let shown = rows.filter(|(_, line)| match line {
        ListLine::Category { index: of, part } => *of == index && (last - 1..=last).contains(part),
        _ => false,
    });
    shown.filter(|(at, _)| (top..bottom).contains(at)).count() == usize::from(CHART)
}

fn category<'a>(
    state: &State,
    trend: &'a TrendScreen,
    index: usize,
    whole: bool,
) -> CategoryBlock<'a> {
    let category = &trend.history.categories[index];
    let cells = category.cells.iter();
    let digits = cells.map(|cell| cell.as_ref().and_then(|cell| cell.answer.current()));
    CategoryBlock {
        name: &category.name,
        said: said(category, &trend.history, state),
        more: more(category, state.settings.ascii),
        chart: if whole {
            chart(
                state,
                trend,
                &category.positions(),
                &digits.collect::<Vec<_>>(),
            )
        } else {
            Vec::new()
        },
    }
}

fn level(cell: &LadderAnswer) -> String {
    let level = cell.answer.current().unwrap_or(0);
    format!("{level} {}", cell.label().unwrap_or_default())
}

/// "1 Beginner → 3 Fluent".
fn said(category: &CategoryHistory, history: &PersonHistory, state: &State) -> (String, Role) {
    let newest = category.cells.iter().rev().find_map(Option::as_ref);
    // An old level is not today's: where the newest answer has none, it says so first.
    let latest = category.cells.last().and_then(Option::as_ref);
    let without = latest.and_then(|cell| answer_words(cell.answer));
    if let (Some(words), Some((at, last))) = (without, category.last()) {
        let date = history
            .results
            .get(at)
            .map(|head| state.date(head.taken_at));
        let date = date.unwrap_or_default();
        return (
            format!("{words}; last rated {} on {date}", level(last)),
            Role::Dim,
        );
    }
    match (category.first(), category.last()) {
        (Some((from, first)), Some((to, last))) if from != to && first != last => {
            if level(first) == level(last) {
                return (level(last), Role::Text);
            }
            (format!("{} → {}", level(first), level(last)), Role::Text)
        }
        (_, Some((_, last))) => (level(last), Role::Text),
        _ => {
            let words = newest.and_then(|cell| answer_words(cell.answer));
            (words.unwrap_or("no level").to_owned(), Role::Dim)
        }
    }
}

/// "↑ 2 · wants 4 Leading".
fn more(category: &CategoryHistory, ascii: bool) -> (String, Role) {
    let newest = category.cells.last().and_then(Option::as_ref);
    let rated = category.rated().count();
    let delta = category.delta();
    let (sign, role) = match delta.change {
        _ if rated < 2 => (String::new(), Role::Dim),
        LevelChange::Unchanged if delta.by_position => (
            "= same position on a different ladder".to_owned(),
            Role::Dim,
        ),
        LevelChange::Unchanged => ("= unchanged".to_owned(), Role::Dim),
        _ => changes::sign(delta, ascii),
    };
    match newest {
        None => ("not in the latest version".into(), Role::Dim),
        Some(cell) => match cell.goal() {
            Some(wanted) if sign.is_empty() => (format!("▲ goal {wanted}"), Role::Accent),
            Some(wanted) => (format!("{sign} · ▲ goal {wanted}"), Role::Accent),
            None => (sign, role),
        },
    }
}

/// A line through levels, 0 to 1, at the times of the results: two rows of braille, or a row of
/// digits where there is no Unicode.
fn chart(
    state: &State,
    trend: &TrendScreen,
    levels: &[Option<f64>],
    digits: &[Option<u8>],
) -> Vec<String> {
    let times = times(trend);
    if state.settings.ascii {
        return vec![digit_row(&times, digits, trend.places.width)];
    }
    braille(&times, levels, trend.places.width)
}

/// When each result was, 0 for the first and 1 for the last.
fn times(trend: &TrendScreen) -> Vec<f64> {
    let at = |index: usize| trend.history.results.get(index).map(|head| head.taken_at);
    let first = at(0).unwrap_or_default();
    let last = at(trend.history.results.len().saturating_sub(1)).unwrap_or_default();
    let whole = last.duration_since(first).as_secs_f64().max(1.0);
    let heads = trend.history.results.iter();
    heads
        .map(|head| head.taken_at.duration_since(first).as_secs_f64() / whole)
        .collect()
}

fn braille(times: &[f64], levels: &[Option<f64>], width: u16) -> Vec<String> {
    let area = Rect::new(0, 0, width, CHART);
    let mut buffer = Buffer::empty(area);
    let (right, top) = (f64::from(width) * 2.0 - 1.0, f64::from(CHART) * 4.0 - 1.0);
    let place = |(time, level): (&f64, &Option<f64>)| Some((time * right, (*level)? * top));
    let places: Vec<Option<(f64, f64)>> = times.iter().zip(levels).map(place).collect();
    let points: Vec<(f64, f64)> = places.iter().flatten().copied().collect();
    Canvas::default()
        .marker(Marker::Braille)
        .x_bounds([0.0, right])
        .y_bounds([0.0, top])
        .paint(|context| {
            context.draw(&Points::new(&points, Color::Reset));
            for pair in places.windows(2) {
                if let [Some((x1, y1)), Some((x2, y2))] = *pair {
                    context.draw(&Segment::new(x1, y1, x2, y2, Color::Reset));
                }
            }
        })
        .render(area, &mut buffer);
    let rows = buffer.content.chunks(usize::from(width.max(1)));
    rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect())
        .collect()
}

fn digit_row(times: &[f64], digits: &[Option<u8>], width: u16) -> String {
    let mut row = vec![' '; usize::from(width)];
    for (time, digit) in times.iter().zip(digits) {
        let place = column(*time, width);
        if let (Some(cell), Some(digit)) = (row.get_mut(usize::from(place)), digit) {
            *cell = char::from_digit(u32::from(*digit), 10).unwrap_or('+');
        }
    }
    row.into_iter().collect()
}

/// The means at their dates. Where two would touch, the last and the first stay before others.
fn mean_row(times: &[f64], means: &[Option<Mean>], width: u16) -> String {
    let mut row = vec![' '; usize::from(width)];
    let last = means.len().saturating_sub(1);
    for at in std::iter::once(last).chain(0..last) {
        let (Some(time), Some(Some(mean))) = (times.get(at), means.get(at)) else {
            continue;
        };
        let text = mean.rounded();
        let most = row.len().saturating_sub(text.len());
        let from = usize::from(column(*time, width))
            .saturating_sub(1)
            .min(most);
        let to = (from + text.len()).min(row.len());
        let around = &row[from.saturating_sub(1)..(to + 1).min(row.len())];
        if around.iter().all(|cell| *cell == ' ') {
            for (cell, sign) in row[from..to].iter_mut().zip(text.chars()) {
                *cell = sign;
            }
        }
    }
    row.into_iter().collect()
}

/// The column of a time in a chart.
// From 0 to the width of a terminal: nothing is lost.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn column(time: f64, width: u16) -> u16 {
    (time * f64::from(width.saturating_sub(1))).round() as u16
}

/// The first and the last date, and others between them where there is room.
fn dates(paint: &mut Painter, state: &State, trend: &TrendScreen) {
    let places = &trend.places;
    let times_taken: Vec<_> = trend
        .history
        .results
        .iter()
        .map(|head| head.taken_at)
        .collect();
    let dates: Vec<String> = times_taken.iter().map(|time| state.date(*time)).collect();
    let Some((last, others)) = dates.split_last() else {
        return;
    };
    let end = places.chart + places.width;
    let wide = cells(last);
    if !others.is_empty() && places.width < 2 * wide + 2 {
        // Year and month alone; the last alone where even that is too much.
        let month = |time: Option<&Timestamp>| state.dates.month(*time?, &state.zone);
        let months = (month(times_taken.first()), month(times_taken.last()));
        if let (Some(first), Some(last)) = months
            && places.width >= cells(&first) + cells(&last) + 2
        {
            paint.put(places.chart, places.dates, &first, wide, Role::Dim);
            paint.put_right(end, places.dates, &last, Role::Dim);
            return;
        }
    }
    if others.is_empty() || end < places.chart + 2 * wide + 2 {
        paint.put(places.chart, places.dates, last, places.width, Role::Dim);
        return;
    }
    paint.put_right(end, places.dates, last, Role::Dim);
    let mut free = places.chart;
    for (date, time) in others.iter().zip(times(trend)) {
        let x = places.chart + column(time, places.width);
        let x = x.saturating_sub(if x > places.chart { wide / 2 } else { 0 });
        if x >= free && x + wide + 2 <= end - wide {
            paint.put(x, places.dates, date, wide, Role::Dim);
            free = x + wide + 2;
        }
    }
}
