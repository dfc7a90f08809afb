use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::symbols::Marker;
use ratatui::widgets::Widget as _;
use ratatui::widgets::canvas::{Canvas, Context, Line};

use super::chart::{ChartCategory, legend};
use crate::state::{Role, cells};
use crate::view::painter::Painter;

/// A radar is readable with this many categories.
const CATEGORIES: std::ops::RangeInclusive<usize> = 3..=16;
/// The least width and height.
const LEAST: (u16, u16) = (60, 14);
/// The radius of the lowest level as a share of the whole: in the center all categories would meet.
const LOWEST: f64 = 0.2;

/// Whether a radar of these categories is readable at this size.
pub(super) fn fits(categories: &[ChartCategory], (width, height): (u16, u16)) -> bool {
    CATEGORIES.contains(&categories.len()) && width >= LEAST.0 && height >= LEAST.1
}

/// Draws a radar: the current levels as an outline with a mark per category, goals and previous
/// levels as marks, the names outside, and a legend.
pub(super) fn draw(
    paint: &mut Painter,
    categories: &[ChartCategory],
    area: Rect,
    has_previous: bool,
) {
    let area = area.intersection(paint.area());
    let names = categories.iter().map(|category| cells(category.name));
    let names = names.max().unwrap_or(0).min(area.width / 4);
    // The last rows contain the lowest name and the legend.
    let disc = Rect {
        height: area.height.saturating_sub(2),
        ..area
    };
    let geometry = Geometry::new(disc, categories.len(), names);
    outlines(paint, &geometry, categories);
    marks(paint, &geometry, categories);
    labels(paint, &geometry, categories, names);
    let y = area.bottom().saturating_sub(1);
    legend(paint, y, ("●", "outermost"), has_previous);
}

struct Geometry {
    area: Rect,
    count: usize,
    radius: f64,
}

impl Geometry {
    fn new(area: Rect, count: usize, names: u16) -> Self {
        // A unit is a cell wide and half a cell high, so that circles are round.
        let across = f64::from(area.width) / 2.0 - f64::from(names) - 3.0;
        let down = f64::from(area.height) - 2.0;
        Self {
            area,
            count,
            radius: across.min(down).max(4.0),
        }
    }

    fn angle(&self, index: usize) -> f64 {
        let part = f64::from(u32::try_from(index).unwrap_or(0))
            / f64::from(u32::try_from(self.count).unwrap_or(1));
        std::f64::consts::FRAC_PI_2 - part * std::f64::consts::TAU
    }

    /// The point of a position (0 to 1) on the spoke of a category.
    fn point(&self, index: usize, position: f64) -> (f64, f64) {
        let reach = self.radius * (LOWEST + (1.0 - LOWEST) * position);
        let angle = self.angle(index);
        (reach * libm::cos(angle), reach * libm::sin(angle))
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn cell(&self, (x, y): (f64, f64)) -> (u16, u16) {
        let column = f64::from(self.area.x) + f64::from(self.area.width) / 2.0 + x;
        let row = f64::from(self.area.y) + f64::from(self.area.height) / 2.0 - y / 2.0;
        (column.max(0.0) as u16, row.max(0.0) as u16)
    }
}

/// Draws the ring of the top levels and the outline of the current levels.
fn outlines(paint: &mut Painter, geometry: &Geometry, categories: &[ChartCategory]) {
    let text = paint.styles.style(Role::Text);
    let color = text.fg.unwrap_or_default();
    let ring = paint.styles.style(Role::Dim).fg.unwrap_or_default();
    let Rect { width, height, .. } = geometry.area;
    let (half, tall) = (f64::from(width) / 2.0, f64::from(height));
    let next = |index: usize| (index + 1) % geometry.count;
    let canvas = Canvas::default()
        .marker(Marker::Braille)
        .background_color(text.bg.unwrap_or_default())
        .x_bounds([-half, half])
        .y_bounds([-tall, tall])
        .paint(|context| {
            for index in 0..geometry.count {
                let to = geometry.point(next(index), 1.0);
                line(context, geometry.point(index, 1.0), to, ring);
            }
            context.layer();
            for (index, category) in categories.iter().enumerate() {
                let to = categories[next(index)].current;
                if let (Some(from), Some(to)) = (category.current, to) {
                    let to = geometry.point(next(index), to);
                    line(context, geometry.point(index, from), to, color);
                }
            }
        });
    canvas.render(geometry.area, paint.buffer);
}

fn line(context: &mut Context, (x1, y1): (f64, f64), (x2, y2): (f64, f64), color: Color) {
    context.draw(&Line::new(x1, y1, x2, y2, color));
}

fn marks(paint: &mut Painter, geometry: &Geometry, categories: &[ChartCategory]) {
    for (index, category) in categories.iter().enumerate() {
        let marks = [
            (category.previous, "◦", Role::Text),
            (category.goal, "▲", Role::StrongAccent),
            (category.current, "●", Role::Strong),
        ];
        for (position, mark, role) in marks {
            if let Some(position) = position {
                let (x, y) = geometry.cell(geometry.point(index, position));
                paint.put(x, y, mark, 1, role);
            }
        }
    }
}

/// Writes the names outside the ring, to the left of points on the left, and so on.
fn labels(paint: &mut Painter, geometry: &Geometry, categories: &[ChartCategory], names: u16) {
    for (index, category) in categories.iter().enumerate() {
        let (x, y) = geometry.cell(geometry.point(index, 1.0));
        let (text, role) = match category.current {
            Some(_) => (category.name.to_owned(), Role::Text),
            None => (format!("{} (no level)", category.name), Role::Dim),
        };
        let width = cells(&text).min(names + 11);
        let angle = geometry.angle(index);
        let side = libm::cos(angle);
        let (x, y) = if side.abs() < 0.1 {
            let is_top = libm::sin(angle) > 0.0;
            let y = if is_top { y.saturating_sub(1) } else { y + 1 };
            (x.saturating_sub(width / 2), y)
        } else if side > 0.0 {
            (x + 3, y)
        } else {
            (x.saturating_sub(width + 2), y)
        };
        paint.put(x, y, &text, width, role);
    }
}
