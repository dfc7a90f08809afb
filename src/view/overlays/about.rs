use crate::state::{About, Role, State};
use crate::view::header_footer;
use crate::view::painter::Painter;

/// Draws the description and the source of an assessment.
pub(crate) fn draw(paint: &mut Painter, state: &State, about: &About) {
    header_footer::header(paint, &[&about.assessment.name, "About"], &[]);
    let lines = about.lines(state.size);
    for (y, line) in (2..2 + state.size.body_height()).zip(lines.iter().skip(about.top)) {
        paint.put_line(2, y, line, Role::Text);
    }
}
