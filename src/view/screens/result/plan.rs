use crate::state::{Action, KeyContext, MARKER, PlanLine, ResultScreen, Role, State};
use crate::view::painter::Painter;

/// The plan: each level up as a step, with the text of the level to reach and the note.
pub(super) fn draw(paint: &mut Painter, state: &State, screen: &ResultScreen) {
    let width = state.size.width.saturating_sub(MARKER);
    if screen.plan.is_empty() {
        paint.put(
            MARKER,
            4,
            "No level-ups in this result",
            width,
            Role::Strong,
        );
        let key = state.keymap.name(KeyContext::Take, Action::LevelUp);
        let hint = format!("To plan a level-up, press {key} on a category in the form.");
        paint.put(MARKER, 6, &hint, width, Role::Text);
        return;
    }
    let height = u16::try_from(ResultScreen::height(state.size)).unwrap_or(u16::MAX);
    let lines = screen.plan_sheet.lines.iter().skip(screen.list.top);
    for (y, line) in (4..4 + height).zip(lines) {
        match line {
            PlanLine::Gap => {}
            PlanLine::Group(name) => {
                paint.put(MARKER, y, &name.to_uppercase(), width, Role::Dim);
            }
            PlanLine::Step(index) => step(paint, screen, *index, y, width),
            PlanLine::Text(text) => {
                paint.put(MARKER + 2, y, text, width.saturating_sub(2), Role::Text);
            }
            PlanLine::Note(text, first) => {
                paint.put(MARKER + 2, y, if *first { "✎" } else { "" }, 1, Role::Dim);
                paint.put(MARKER + 4, y, text, width.saturating_sub(4), Role::Dim);
            }
        }
    }
}

/// "Testing: Beginner → Competent".
fn step(paint: &mut Painter, screen: &ResultScreen, index: usize, y: u16, width: u16) {
    let chosen = index == screen.list.at;
    if chosen {
        paint.put(0, y, "▌", 1, Role::StrongAccent);
    }
    let step = &screen.plan[index];
    let right = MARKER + width;
    let x = paint.put(
        MARKER,
        y,
        &format!("{}: ", step.category),
        width,
        Role::Strong,
    );
    let x = paint.put(x, y, &step.from.label, right.saturating_sub(x), Role::Text);
    let x = paint.put(x, y, " → ", right.saturating_sub(x), Role::Dim);
    paint.put(
        x,
        y,
        &step.to().label,
        right.saturating_sub(x),
        Role::Accent,
    );
}
