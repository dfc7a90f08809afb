use crate::state::{About, Role, State};
use crate::view::header_footer;
use crate::view::painter::Painter;

/// What an assessment is about, and whose model it follows.
pub(crate) fn draw(paint: &mut Painter, state: &State, about: &About) {
    header_footer::header(paint, &[&about.assessment.name, "About"], &[]);
    let height = state.size.body_height();
    let lines = about.lines(state.size);
    for (y, line) in (2..2 + height).zip(lines.iter().skip(about.top)) {
        paint.put(2, y, line, state.size.width.saturating_sub(2), Role::Text);
    }
}
