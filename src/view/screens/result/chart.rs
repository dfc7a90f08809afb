//! What a chart shows of a result, as a radar or as bars.

use crate::assessment::Assessment;
use crate::results::{Answer, LadderAnswer, previous};
use crate::state::{ResultScreen, Role};
use crate::view::painter::Painter;

/// A category in a chart: positions on its ladder from 0 (lowest level) to 1 (top level).
pub(super) struct ChartCategory<'a> {
    pub name: &'a str,
    pub current: Option<f64>,
    /// Only if it is above the current level.
    pub goal: Option<f64>,
    pub previous: Option<f64>,
}

pub(super) fn categories(screen: &ResultScreen) -> Vec<ChartCategory<'_>> {
    let assessment = &screen.result.assessment;
    let before = screen.before.as_ref();
    let previous = before.map(|before| previous(before, assessment));
    let answers = assessment.categories.iter().zip(&screen.result.answers);
    answers
        .enumerate()
        .map(|(index, (category, answer))| {
            let previous = previous.as_ref().and_then(|all| all.get(index)?.as_ref());
            let goal = answer.desired().filter(|_| answer.gap() > 0);
            ChartCategory {
                name: &category.name,
                current: LadderAnswer::new(assessment, index, *answer).position(),
                goal: goal.and_then(|level| position(assessment, index, level)),
                previous: previous.and_then(|previous| previous.was.position()),
            }
        })
        .collect()
}

fn position(assessment: &Assessment, index: usize, level: u8) -> Option<f64> {
    let (current, desired) = (level, level);
    let answer = Answer::Rated { current, desired };
    LadderAnswer::new(assessment, index, answer).position()
}

/// Draws what the marks mean, that of the current level first, and where the top level is.
pub(super) fn legend(
    paint: &mut Painter,
    y: u16,
    (current, top): (&str, &str),
    has_previous: bool,
) {
    let entries = [
        (current, "current", Role::Strong),
        ("▲", "goal", Role::Accent),
    ];
    let previous = has_previous.then_some(("◦", "previous", Role::Text));
    let mut x = 2;
    for (mark, word, role) in entries.into_iter().chain(previous) {
        x = paint.put(x, y, mark, 1, role);
        x = paint.put(x + 1, y, word, 12, Role::Dim) + 2;
    }
    paint.put_line(x, y, &format!("· {top}: top level"), Role::Dim);
}
