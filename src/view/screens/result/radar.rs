use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::symbols::Marker;
use ratatui::widgets::Widget as _;
use ratatui::widgets::canvas::{Canvas, Context, Line};

use super::chart::Corner;
use crate::state::{Role, cells};
use crate::view::painter::Painter;
use crate::view::styles::Styles;

/// The lowest rating stands on a small ring, not in the middle: there all corners would be one.
const LOWEST: f64 = 0.2;

/// Where things are on a radar.
struct Geometry {
    area: Rect,
    count: usize,
    radius: f64,
}

impl Geometry {
    fn new(area: Rect, count: usize, names: u16) -> Self {
        // One unit is half a cell high and one wide, so that a circle is round.
        let across = f64::from(area.width) / 2.0 - f64::from(names) - 3.0;
        let down = f64::from(area.height) - 2.0;
        Self {
            area,
            count,
            radius: across.min(down).max(4.0),
        }
    }

    fn angle(&self, corner: usize) -> f64 {
        let part = f64::from(u32::try_from(corner).unwrap_or(0))
            / f64::from(u32::try_from(self.count).unwrap_or(1));
        std::f64::consts::FRAC_PI_2 - part * std::f64::consts::TAU
    }

    /// A point at a position (0 to 1) on the way to a corner.
    fn point(&self, corner: usize, position: f64) -> (f64, f64) {
        let reach = self.radius * (LOWEST + (1.0 - LOWEST) * position);
        (
            reach * libm::cos(self.angle(corner)),
            reach * libm::sin(self.angle(corner)),
        )
    }

    /// The cell of a point.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn cell(&self, (x, y): (f64, f64)) -> (u16, u16) {
        let column = f64::from(self.area.x) + f64::from(self.area.width) / 2.0 + x;
        let row = f64::from(self.area.y) + f64::from(self.area.height) / 2.0 - y / 2.0;
        (column.max(0.0) as u16, row.max(0.0) as u16)
    }
}

/// Draws a radar: the level now as a line with a mark at each corner, the level wanted and last
/// time's as marks, the names outside, and a legend.
pub(super) fn draw(
    paint: &mut Painter,
    corners: &[Corner],
    y: u16,
    (width, height): (u16, u16),
    last_time: bool,
) {
    let area = Rect::new(0, y, width, height).intersection(paint.area());
    let names = corners
        .iter()
        .map(|corner| cells(corner.name))
        .max()
        .unwrap_or(0);
    let names = names.min(width / 4);
    // The last rows are for the lowest name and the legend.
    let disc = Rect {
        height: area.height.saturating_sub(2),
        ..area
    };
    let geometry = Geometry::new(disc, corners.len(), names);
    lines(paint.buffer, &geometry, corners, paint.styles);
    marks(paint, &geometry, corners);
    labels(paint, &geometry, corners, names);
    legend(
        paint,
        area.bottom().saturating_sub(1),
        ("●", "outermost"),
        last_time,
    );
}

fn lines(buffer: &mut Buffer, geometry: &Geometry, corners: &[Corner], styles: Styles) {
    let style = styles.style(Role::Text);
    let color = style.fg.unwrap_or_default();
    // The ring steps back where the theme has a colour for that.
    let ring = styles.style(Role::Dim).fg.unwrap_or_default();
    let Rect { width, height, .. } = geometry.area;
    let (half, tall) = (f64::from(width) / 2.0, f64::from(height));
    let canvas = Canvas::default()
        .marker(Marker::Braille)
        .background_color(style.bg.unwrap_or_default())
        .x_bounds([-half, half])
        .y_bounds([-tall, tall])
        .paint(|context| {
            for corner in 0..geometry.count {
                let next = (corner + 1) % geometry.count;
                line(
                    context,
                    geometry.point(corner, 1.0),
                    geometry.point(next, 1.0),
                    ring,
                );
            }
            context.layer();
            for (at, corner) in corners.iter().enumerate() {
                let next = (at + 1) % corners.len();
                if let (Some(from), Some(to)) = (corner.now, corners[next].now) {
                    line(
                        context,
                        geometry.point(at, from),
                        geometry.point(next, to),
                        color,
                    );
                }
            }
        });
    canvas.render(geometry.area, buffer);
}

fn line(context: &mut Context, from: (f64, f64), to: (f64, f64), color: Color) {
    context.draw(&Line {
        x1: from.0,
        y1: from.1,
        x2: to.0,
        y2: to.1,
        color,
    });
}

fn marks(paint: &mut Painter, geometry: &Geometry, corners: &[Corner]) {
    for (at, corner) in corners.iter().enumerate() {
        let kinds = [
            (corner.before, "◦", Role::Text),
            (corner.wanted, "▲", Role::StrongAccent),
            (corner.now, "●", Role::Strong),
        ];
        for (position, mark, role) in kinds {
            if let Some(position) = position {
                let (x, y) = geometry.cell(geometry.point(at, position));
                paint.put(x, y, mark, 1, role);
            }
        }
    }
}

/// The names, outside their corners: to the left of those on the left, and so on.
fn labels(paint: &mut Painter, geometry: &Geometry, corners: &[Corner], names: u16) {
    for (at, corner) in corners.iter().enumerate() {
        let (x, y) = geometry.cell(geometry.point(at, 1.0));
        let side = libm::cos(geometry.angle(at));
        let role = if corner.now.is_some() {
            Role::Text
        } else {
            Role::Dim
        };
        let none = if corner.now.is_some() {
            ""
        } else {
            " (no level)"
        };
        let text = format!("{}{none}", corner.name);
        let width = cells(&text).min(names + 11);
        if side.abs() < 0.1 {
            let up = libm::sin(geometry.angle(at)) > 0.0;
            let y = if up { y.saturating_sub(1) } else { y + 1 };
            paint.put(x.saturating_sub(width / 2), y, &text, width, role);
        } else if side > 0.0 {
            paint.put(x + 3, y, &text, width, role);
        } else {
            let from = x.saturating_sub(width + 2);
            paint.put(from, y, &text, width, role);
        }
    }
}

/// What the marks mean: that of the level now, and where the highest rating is.
pub(super) fn legend(paint: &mut Painter, y: u16, (now, highest): (&str, &str), last_time: bool) {
    let width = paint.area().width;
    let entries = [(now, "current", Role::Strong), ("▲", "goal", Role::Accent)];
    let before = last_time.then_some(("◦", "previous", Role::Text));
    let mut x = 2;
    for (mark, word, role) in entries.into_iter().chain(before) {
        x = paint.put(x, y, mark, 1, role);
        x = paint.put(x + 1, y, word, 12, Role::Dim) + 2;
    }
    paint.put(
        x,
        y,
        &format!("· {highest}: top level"),
        width.saturating_sub(x),
        Role::Dim,
    );
}
