use super::chart::{ChartCategory, legend};
use crate::state::{MARKER, ResultScreen, Role, cells};
use crate::view::painter::Painter;
use crate::view::widgets;

/// From this width the label of the level is after the bar; otherwise its number.
const LABELS_FROM: u16 = 60;

/// Draws a bar per category, from the lowest level at the left to the top level at the right.
pub(super) fn draw(
    paint: &mut Painter,
    screen: &ResultScreen,
    categories: &[ChartCategory],
    height: u16,
) {
    let width = paint.area().width.min(100);
    let names = categories.iter().map(|category| cells(category.name));
    let names = names.max().unwrap_or(0).min(width / 3);
    let x = MARKER + names + 2;
    let label = if width >= LABELS_FROM { 14 } else { 4 };
    let bar = width.saturating_sub(x + label + 2).max(4);
    legend(
        paint,
        height + 3,
        ("█", "rightmost"),
        screen.before.is_some(),
    );
    let height = height.saturating_sub(1);
    let top = (screen.list.at + 1).saturating_sub(usize::from(height));
    let visible = categories.iter().enumerate().skip(top);
    for (y, (index, category)) in (4..4 + height).zip(visible) {
        let selected = index == screen.list.at;
        widgets::row_name(paint, y, category.name, names, selected);
        draw_bar(paint, category, (x, y), bar);
        if category.current.is_some() {
            let level = level_words(screen, index, width >= LABELS_FROM);
            paint.put(x + bar + 2, y, &level, label, Role::Dim);
        }
    }
}

fn draw_bar(paint: &mut Painter, category: &ChartCategory, (x, y): (u16, u16), width: u16) {
    paint.put(x, y, &"·".repeat(usize::from(width)), width, Role::Dim);
    let Some(current) = category.current else {
        paint.put(x, y, "no level", width, Role::Dim);
        return;
    };
    let cell = |position: f64| scaled(position, width - 1);
    let filled = usize::from(cell(current)) + 1;
    paint.put(x, y, &"█".repeat(filled), width, Role::Text);
    if let Some(previous) = category.previous {
        paint.put(x + cell(previous), y, "◦", 1, Role::Text);
    }
    if let Some(goal) = category.goal {
        paint.put(x + cell(goal), y, "▲", 1, Role::Accent);
    }
}

/// The label of the current level, or "2/4".
fn level_words(screen: &ResultScreen, index: usize, has_room: bool) -> String {
    let assessment = &screen.result.assessment;
    let level = screen.result.answers[index].current().unwrap_or(0);
    if has_room {
        let label = assessment.label(index, level);
        label.unwrap_or_default().to_owned()
    } else {
        format!("{level}/{}", assessment.top(index))
    }
}

/// A position from 0 to 1 as a number of cells.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn scaled(position: f64, width: u16) -> u16 {
    (position.clamp(0.0, 1.0) * f64::from(width)).round() as u16
}
