use crate::report::diagnostics;
use crate::state::{BrokenFileScreen, MARKER, Role, State};
use crate::text::{count, wrapped};
use crate::view::painter::Painter;
use crate::view::{header_footer, widgets};

/// Draws the errors of a file as a list, and the selected one with its place in the text.
pub(crate) fn draw(paint: &mut Painter, state: &State, broken: &BrokenFileScreen) {
    let Some(file) = state.catalogue.broken().get(broken.entry) else {
        return;
    };
    let name = file.path.display().to_string();
    let errors = count(broken.count, "error", "errors");
    header_footer::header(paint, &[&name], &[(errors, Role::Error)]);
    let height = state.size.body_height();
    let prefix = format!("{}:", diagnostics::shown_path(&file.path));
    let shown = usize::from(height / 2).max(1);
    let top = broken.list.at.saturating_sub(shown - 1);
    let mut y = 2;
    let visible = file.diagnostics.iter().enumerate().skip(top).take(shown);
    for (index, diagnostic) in visible {
        let line = diagnostics::one_line(&file.path, &file.text, diagnostic);
        // The top line already contains the path.
        let line = line.strip_prefix(&prefix).unwrap_or(&line);
        widgets::row_name(paint, y, line, u16::MAX, index == broken.list.at);
        y += 1;
    }
    let Some(diagnostic) = file.diagnostics.get(broken.list.at) else {
        return;
    };
    paint.rule(0, y, state.size.width);
    let selected = std::slice::from_ref(diagnostic);
    let text = diagnostics::render(&file.path, &file.text, selected, false);
    let width = state.size.width.saturating_sub(MARKER);
    let lines = text.lines().flat_map(|line| {
        if line.contains('|') {
            vec![line.to_owned()]
        } else {
            wrapped(line, width, 4)
        }
    });
    for (y, line) in (y + 1..height + 2).zip(lines) {
        paint.put_line(MARKER, y, &line, Role::Text);
    }
}
