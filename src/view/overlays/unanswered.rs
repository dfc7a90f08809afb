use ratatui::layout::Rect;
use ratatui::widgets::{Block, Clear, Widget as _};

use crate::state::{Action, KeyContext, Role, Screen, State, cells};
use crate::text::count;
use crate::view::painter::Painter;

/// Draws the dialog that asks what to do with unanswered categories.
pub(crate) fn draw(paint: &mut Painter, state: &State) {
    let Screen::Take(take) = &state.screen else {
        return;
    };
    let unanswered = take.answers.entries.len() - take.answers.answered();
    let title = count(unanswered, "category is", "categories are");
    let title = format!("{title} unanswered");
    let choices = [
        (
            Action::GoToUnanswered,
            "Go to the first unanswered category",
        ),
        (Action::CountAsLowest, "Count as level 1 and save"),
        (Action::SaveUnanswered, "Save as unanswered"),
        (Action::Back, "Back to the form"),
    ];
    let choices =
        choices.map(|(action, text)| (state.keymap.name(KeyContext::Unanswered, action), text));
    // At least as wide as "Enter".
    let keys = choices.iter().map(|(key, _)| cells(key)).fold(5, u16::max);
    let texts = choices.iter().map(|(_, text)| keys + 2 + cells(text));
    let inner = bordered(paint, texts.fold(cells(&title), u16::max), 6);
    paint.put(inner.x, inner.y, &title, inner.width, Role::Strong);
    for (y, (key, text)) in (inner.y + 2..inner.bottom()).zip(&choices) {
        paint.put(inner.x, y, key, inner.width, Role::Strong);
        let x = inner.x + keys + 2;
        paint.put(x, y, text, inner.right().saturating_sub(x), Role::Text);
    }
}

/// Draws an empty box in the middle of the frame. Returns the area for its text.
fn bordered(paint: &mut Painter, width: u16, height: u16) -> Rect {
    let frame = paint.area();
    let (width, height) = ((width + 4).min(frame.width), (height + 2).min(frame.height));
    let area = Rect {
        x: (frame.width - width) / 2,
        y: (frame.height - height) / 2,
        width,
        height,
    };
    Clear.render(area, paint.buffer);
    let style = paint.styles.style(Role::Dim);
    Block::bordered().style(style).render(area, paint.buffer);
    Rect {
        x: area.x + 2,
        y: area.y + 1,
        width: width.saturating_sub(4),
        height: height.saturating_sub(2),
    }
}
