//! The charts of a trend: levels by date, in braille or as ASCII digits, and their axis of dates.

use jiff::Timestamp;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::symbols::Marker;
use ratatui::widgets::Widget as _;
use ratatui::widgets::canvas::{Canvas, Line, Points};

use crate::results::Mean;
use crate::state::{CHART, Role, State, TrendScreen, cells};
use crate::view::painter::Painter;

/// The rows of the chart of means.
pub(super) fn of_means(state: &State, trend: &TrendScreen) -> Vec<String> {
    let (times, width) = (times(trend), trend.layout.width);
    let means: Vec<_> = trend
        .history
        .results
        .iter()
        .map(|head| head.scores.mean)
        .collect();
    if state.settings.ascii {
        return vec![mean_row(&times, &means, width)];
    }
    let position = |mean: &Option<Mean>| {
        let mean = (*mean)?;
        let steps = f64::from(mean.of.saturating_sub(1).max(1));
        Some((mean.value() - 1.0) / steps)
    };
    braille(
        &times,
        &means.iter().map(position).collect::<Vec<_>>(),
        width,
    )
}

/// The rows of the chart of a category.
pub(super) fn of_category(state: &State, trend: &TrendScreen, index: usize) -> Vec<String> {
    let (times, width) = (times(trend), trend.layout.width);
    let category = &trend.history.categories[index];
    if state.settings.ascii {
        let levels = category.cells.iter();
        let levels = levels.map(|cell| cell.as_ref().and_then(|cell| cell.answer.current()));
        return vec![level_row(&times, levels, width)];
    }
    braille(&times, &category.positions(), width)
}

/// The time of each result, from 0 for the first to 1 for the last.
fn times(trend: &TrendScreen) -> Vec<f64> {
    let results = &trend.history.results;
    let time = |head: Option<&crate::results::ResultHead>| head.map(|head| head.taken_at);
    let first = time(results.first()).unwrap_or_default();
    let last = time(results.last()).unwrap_or_default();
    let seconds = last.duration_since(first).as_secs_f64().max(1.0);
    let since = results
        .iter()
        .map(|head| head.taken_at.duration_since(first));
    since.map(|since| since.as_secs_f64() / seconds).collect()
}

/// Draws points at `positions` (0 to 1), and lines between neighbors.
fn braille(times: &[f64], positions: &[Option<f64>], width: u16) -> Vec<String> {
    let area = Rect::new(0, 0, width, CHART);
    let mut buffer = Buffer::empty(area);
    let (right, top) = (f64::from(width) * 2.0 - 1.0, f64::from(CHART) * 4.0 - 1.0);
    let point = |(time, position): (&f64, &Option<f64>)| Some((time * right, (*position)? * top));
    let points: Vec<Option<(f64, f64)>> = times.iter().zip(positions).map(point).collect();
    let known: Vec<(f64, f64)> = points.iter().flatten().copied().collect();
    Canvas::default()
        .marker(Marker::Braille)
        .x_bounds([0.0, right])
        .y_bounds([0.0, top])
        .paint(|context| {
            context.draw(&Points::new(&known, Color::Reset));
            for pair in points.windows(2) {
                if let [Some((x1, y1)), Some((x2, y2))] = *pair {
                    context.draw(&Line::new(x1, y1, x2, y2, Color::Reset));
                }
            }
        })
        .render(area, &mut buffer);
    let rows = buffer.content.chunks(usize::from(width.max(1)));
    rows.map(|row| row.iter().map(Cell::symbol).collect())
        .collect()
}

fn level_row(times: &[f64], levels: impl Iterator<Item = Option<u8>>, width: u16) -> String {
    let mut row = vec![' '; usize::from(width)];
    for (time, level) in times.iter().zip(levels) {
        let cell = row.get_mut(usize::from(column(*time, width)));
        if let (Some(cell), Some(level)) = (cell, level) {
            *cell = char::from_digit(u32::from(level), 10).unwrap_or('+');
        }
    }
    row.into_iter().collect()
}

/// The means at their dates. If two would touch, the last and the first take precedence.
fn mean_row(times: &[f64], means: &[Option<Mean>], width: u16) -> String {
    let mut row = vec![' '; usize::from(width)];
    let last = means.len().saturating_sub(1);
    for index in std::iter::once(last).chain(0..last) {
        let (Some(time), Some(Some(mean))) = (times.get(index), means.get(index)) else {
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
            for (cell, digit) in row[from..to].iter_mut().zip(text.chars()) {
                *cell = digit;
            }
        }
    }
    row.into_iter().collect()
}

/// The column of a time in a chart, at most the width of a terminal.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn column(time: f64, width: u16) -> u16 {
    (time * f64::from(width.saturating_sub(1))).round() as u16
}

/// Draws the axis: the first and the last date, and those between them that fit.
pub(super) fn dates(paint: &mut Painter, state: &State, trend: &TrendScreen) {
    let results = trend.history.results.iter();
    let taken_at: Vec<Timestamp> = results.map(|head| head.taken_at).collect();
    let Some((last, others)) = taken_at.split_last() else {
        return;
    };
    let (x, y, width) = (trend.layout.chart, trend.layout.dates, trend.layout.width);
    let last_date = state.date(*last);
    let date_width = cells(&last_date);
    let right = x + width;
    let is_narrow = width < 2 * date_width + 2;
    if let Some(first) = others.first().filter(|_| is_narrow)
        && let (Some(first), Some(last)) = (month(state, *first), month(state, *last))
        && width >= cells(&first) + cells(&last) + 2
    {
        paint.put(x, y, &first, date_width, Role::Dim);
        paint.put_right(right, y, &last, Role::Dim);
        return;
    }
    if others.is_empty() || is_narrow {
        paint.put(x, y, &last_date, width, Role::Dim);
        return;
    }
    paint.put_right(right, y, &last_date, Role::Dim);
    let mut free = x;
    for (taken_at, time) in others.iter().zip(times(trend)) {
        let center = x + column(time, width);
        let from = center.saturating_sub(if center > x { date_width / 2 } else { 0 });
        if from >= free && from + date_width + 2 <= right - date_width {
            paint.put(from, y, &state.date(*taken_at), date_width, Role::Dim);
            free = from + date_width + 2;
        }
    }
}

fn month(state: &State, time: Timestamp) -> Option<String> {
    state.dates.month(time, &state.zone)
}
