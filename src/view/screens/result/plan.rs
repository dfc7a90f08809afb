use crate::state::{Action, KeyContext, MARKER, PlanLine, ResultScreen, Role, State};
use crate::view::painter::Painter;
use crate::view::widgets;

/// Draws the plan: each level-up as a step, with the text of the level to reach and the note.
pub(super) fn draw(paint: &mut Painter, state: &State, screen: &ResultScreen) {
    let area = ResultScreen::layout(state.size).list;
    if screen.plan.is_empty() {
        let key = state.keymap.name(KeyContext::Take, Action::LevelUp);
        let hint = format!("To plan a level-up, press {key} on a category in the form.");
        return widgets::empty_state(paint, area.first, "No level-ups in this result", [&*hint]);
    }
    let lines = screen.plan_lines.lines.iter().skip(screen.list.top);
    for (y, line) in area.lines().zip(lines) {
        match line {
            PlanLine::Gap => {}
            PlanLine::Group(name) => {
                widgets::group_heading(paint, y, Some(name), state.size.width);
            }
            PlanLine::Step(index) => step(paint, screen, *index, y),
            PlanLine::Text(text) => drop(paint.put_line(MARKER + 2, y, text, Role::Text)),
            PlanLine::Note(text, is_first) => {
                let mark = if *is_first { "✎" } else { "" };
                paint.put_line(MARKER + 2, y, mark, Role::Dim);
                paint.put_line(MARKER + 4, y, text, Role::Dim);
            }
        }
    }
}

/// Draws "Testing: Beginner → Competent".
fn step(paint: &mut Painter, screen: &ResultScreen, index: usize, y: u16) {
    if index == screen.list.at {
        widgets::selection_marker(paint, y);
    }
    let step = &screen.plan[index];
    let x = paint.put_line(MARKER, y, &format!("{}: ", step.category), Role::Strong);
    let x = paint.put_line(x, y, &step.from.label, Role::Text);
    let x = paint.put_line(x, y, " → ", Role::Dim);
    paint.put_line(x, y, &step.to().label, Role::Accent);
}
