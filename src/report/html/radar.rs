use std::f64::consts::TAU;
use std::fmt::Write as _;

use super::level_bar::title;
use super::{clean, short};
use crate::results::{LadderAnswer, level_position};

/// With fewer or more categories, bars are easier to read.
const FEWEST: usize = 3;
const MOST: usize = 16;

const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 430.0;
const RADIUS: f64 = 165.0;
/// The distance of the lowest level from the center, so that it is visible.
const INNER: f64 = 0.2;

/// Levels around a centre, one axis a category.
pub(crate) struct Radar {
    pub(crate) title: String,
    pub(crate) legend: String,
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) center_x: f64,
    pub(crate) center_y: f64,
    pub(crate) rings: Vec<String>,
    pub(crate) axes: Vec<Axis>,
    pub(crate) current: String,
    pub(crate) goal: String,
    /// Whether every category has a level, so that the shape is closed.
    pub(crate) closed: bool,
}

/// One category of a radar.
pub(crate) struct Axis {
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) label_x: String,
    pub(crate) label_y: String,
    pub(crate) anchor: &'static str,
    pub(crate) label: String,
    pub(crate) title: String,
    pub(crate) current: Vec<(String, String)>,
    pub(crate) goal: Vec<(String, String)>,
}

impl Radar {
    /// The radar of these categories; none where it could not be read: too few or too many of
    /// them, ladders that differ, or hardly any level.
    pub(crate) fn of(categories: &[(&str, &LadderAnswer)]) -> Option<Self> {
        let count = categories.len();
        let (_, first) = categories.first()?;
        let one_ladder = categories
            .iter()
            .all(|(_, cell)| cell.ladder == first.ladder);
        let rated = categories
            .iter()
            .filter(|(_, cell)| cell.answer.current().is_some())
            .count();
        if !(FEWEST..=MOST).contains(&count) || !one_ladder || rated < FEWEST {
            return None;
        }
        let of = first.of();
        let axes = categories.iter().enumerate();
        let axes = axes.map(|(at, (name, cell))| Axis::new(name, cell, turn(at, count)));
        let labels: Vec<_> = first.ladder.iter().map(|label| clean(label)).collect();
        Some(Self {
            title: format!(
                "Radar chart of the {rated} rated categories out of {count}; the table below has \
                the same data"
            ),
            legend: format!(
                "Rings from the inside: {}. Filled shape and points: current. Dashed line and \
                outlined points: goal.",
                labels.join(", ")
            ),
            width: WIDTH,
            height: HEIGHT,
            center_x: WIDTH / 2.0,
            center_y: HEIGHT / 2.0,
            rings: (1..=of)
                .map(|level| ring(level_position(level, of), count))
                .collect(),
            axes: axes.collect(),
            current: path(categories, |cell| cell.answer.current()),
            goal: path(categories, |cell| cell.answer.desired()),
            closed: rated == count,
        })
    }
}

impl Axis {
    fn new(name: &str, cell: &LadderAnswer, turn: f64) -> Self {
        let name = clean(name);
        let (x, y) = place(turn, 1.0);
        let (label_x, label_y) = place(turn, 1.09);
        let side = libm::sin(turn);
        let anchor = if side > 0.2 {
            "start"
        } else if side < -0.2 {
            "end"
        } else {
            "middle"
        };
        let point = |level: Option<u8>| -> Vec<_> {
            let level = level.map(|level| level_position(level, cell.of()));
            let point = level.map(|position| place(turn, outward(position)));
            point
                .map(|(x, y)| (number(x), number(y)))
                .into_iter()
                .collect()
        };
        let goal = cell.answer.desired().filter(|_| cell.answer.gap() > 0);
        Self {
            x: number(x),
            y: number(y),
            label_x: number(label_x),
            // Labels in the upper half are above their point, in the lower half below it.
            label_y: number(label_y + 5.0 - 6.0 * libm::cos(turn)),
            anchor,
            title: format!("{name}: {}", title(cell)),
            label: short(&name, 15),
            current: point(cell.answer.current()),
            goal: point(goal),
        }
    }
}

fn number(number: f64) -> String {
    format!("{number:.1}")
}

/// The angle of an axis, from the top, clockwise.
fn turn(at: usize, count: usize) -> f64 {
    let share = |number: usize| f64::from(u32::try_from(number).unwrap_or(0));
    TAU * share(at) / share(count.max(1))
}

fn outward(position: f64) -> f64 {
    INNER + (1.0 - INNER) * position
}

fn place(turn: f64, outward: f64) -> (f64, f64) {
    let length = RADIUS * outward;
    (
        WIDTH / 2.0 + length * libm::sin(turn),
        HEIGHT / 2.0 - length * libm::cos(turn),
    )
}

fn ring(position: f64, count: usize) -> String {
    let points = (0..count).map(|at| {
        let (x, y) = place(turn(at, count), outward(position));
        format!("{x:.1},{y:.1}")
    });
    points.collect::<Vec<_>>().join(" ")
}

/// A line through the levels, interrupted at categories without a level.
fn path(categories: &[(&str, &LadderAnswer)], level: fn(&LadderAnswer) -> Option<u8>) -> String {
    let count = categories.len();
    let point = |at: usize| {
        let (_, cell) = categories.get(at % count)?;
        let position = level_position(level(cell)?, cell.of());
        Some(place(turn(at % count, count), outward(position)))
    };
    let mut path = String::new();
    let mut drawing = false;
    for at in 0..=count {
        let Some((x, y)) = point(at) else {
            drawing = false;
            continue;
        };
        let _ = write!(path, "{}{x:.1} {y:.1}", if drawing { "L" } else { "M" });
        drawing = true;
    }
    path
}
