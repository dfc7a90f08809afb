use super::radar;
use crate::assessment::Assessment;
use crate::results::{Answer, LadderAnswer, previous};
use crate::state::{MARKER, ResultScreen, Role, State, cells};
use crate::view::painter::Painter;

/// A radar can be read with so many corners.
const CORNERS: std::ops::RangeInclusive<usize> = 3..=16;
/// A radar needs so much room.
const LEAST: (u16, u16) = (60, 14);

/// What a chart shows of a category: how far up its ladder, 0 to 1, where rated.
pub(super) struct Corner<'a> {
    pub name: &'a str,
    pub now: Option<f64>,
    pub wanted: Option<f64>,
    pub before: Option<f64>,
    pub label: &'a str,
}

/// All categories at one glance: a radar, or bars where a radar could not be read.
pub(super) fn draw(paint: &mut Painter, state: &State, screen: &ResultScreen) {
    let corners = corners(screen);
    let (width, height) = (state.size.width, state.size.body_height().saturating_sub(2));
    let fits = width >= LEAST.0 && height >= LEAST.1;
    if CORNERS.contains(&corners.len()) && fits && !state.settings.ascii {
        radar::draw(
            paint,
            &corners,
            3,
            (width.min(110), height + 1),
            screen.before.is_some(),
        );
    } else {
        bars(paint, screen, &corners, height);
    }
}

fn corners(screen: &ResultScreen) -> Vec<Corner<'_>> {
    let assessment = &screen.result.assessment;
    let last = screen
        .before
        .as_ref()
        .map(|before| previous(before, assessment));
    let categories = assessment
        .categories
        .iter()
        .zip(&screen.result.answers)
        .enumerate();
    categories
        .map(|(index, (category, answer))| {
            let before = last
                .as_ref()
                .and_then(|last| last.get(index)?.as_ref()?.was.position());
            let wanted = answer.desired().filter(|_| answer.gap() > 0);
            let wanted = wanted.and_then(|level| at(assessment, index, level));
            Corner {
                name: &category.name,
                now: LadderAnswer::new(assessment, index, *answer).position(),
                wanted,
                before,
                label: assessment
                    .label(index, answer.current().unwrap_or(0))
                    .unwrap_or_default(),
            }
        })
        .collect()
}

/// Where a level stands on its ladder, 0 to 1.
fn at(assessment: &Assessment, index: usize, level: u8) -> Option<f64> {
    LadderAnswer::new(
        assessment,
        index,
        Answer::Rated {
            current: level,
            desired: level,
        },
    )
    .position()
}

/// One bar a category, on one scale: from the lowest rating to the highest.
fn bars(paint: &mut Painter, screen: &ResultScreen, corners: &[Corner], height: u16) {
    let width = paint.area().width.min(100);
    let names = corners
        .iter()
        .map(|corner| cells(corner.name))
        .max()
        .unwrap_or(0);
    let names = names.min(width / 3);
    let x = MARKER + names + 2;
    let label = if width >= 60 { 14 } else { 4 };
    let room = width.saturating_sub(x + label + 2).max(4);
    let before = screen.before.is_some();
    radar::legend(paint, height + 3, ("█", "rightmost"), before);
    let height = height.saturating_sub(1);
    let top = screen
        .list
        .at
        .saturating_sub(usize::from(height.saturating_sub(1)));
    for (y, (index, corner)) in (4..4 + height).zip(corners.iter().enumerate().skip(top)) {
        let chosen = index == screen.list.at;
        if chosen {
            paint.put(0, y, "▌", 1, Role::StrongAccent);
        }
        paint.put(MARKER, y, corner.name, names, Role::Text.chosen(chosen));
        let place = |position: f64| x + scaled(position, room - 1);
        paint.put(x, y, &"·".repeat(usize::from(room)), room, Role::Dim);
        let Some(now) = corner.now else {
            paint.put(x, y, "no level", room, Role::Dim);
            continue;
        };
        let filled = usize::from(place(now) - x) + 1;
        paint.put(x, y, &"█".repeat(filled), room, Role::Text);
        if let Some(before) = corner.before {
            paint.put(place(before), y, "◦", 1, Role::Text);
        }
        if let Some(wanted) = corner.wanted {
            paint.put(place(wanted), y, "▲", 1, Role::Accent);
        }
        let words = if label > 4 {
            corner.label.to_owned()
        } else {
            figures(screen, index)
        };
        paint.put(x + room + 2, y, &words, label, Role::Dim);
    }
}

/// "2/4", where there is no room for the label.
fn figures(screen: &ResultScreen, index: usize) -> String {
    let level = screen.result.answers[index].current().unwrap_or(0);
    format!("{level}/{}", screen.result.assessment.top(index))
}

/// A position as a number of cells.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn scaled(position: f64, room: u16) -> u16 {
    (position.clamp(0.0, 1.0) * f64::from(room)).round() as u16
}
