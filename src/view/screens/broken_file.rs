use crate::report::diagnostics;
use crate::state::{BrokenFileScreen, MARKER, Role, State};
use crate::text::{count, wrapped};
use crate::view::header_footer;
use crate::view::painter::Painter;

/// What is wrong with a file: every diagnostic as a line, the chosen one with its place in the
/// text.
pub(crate) fn draw(paint: &mut Painter, state: &State, broken: &BrokenFileScreen) {
    let Some(file) = state.catalogue.broken().get(broken.entry) else {
        return;
    };
    let name = file.path.display().to_string();
    let count = count(broken.count, "error", "errors");
    header_footer::header(paint, &[&name], &[(count, Role::Error)]);
    let (width, height) = (state.size.width, state.size.body_height());
    let path = diagnostics::shown_path(&file.path);
    let shown = usize::from(height / 2).max(1);
    let first = broken.list.at.saturating_sub(shown - 1);
    let mut y = 2;
    let found = file.diagnostics.iter().enumerate();
    for (index, found) in found.skip(first).take(shown) {
        let line = diagnostics::one_line(&file.path, &file.text, found);
        // The top line already contains the path.
        let line = line.strip_prefix(&format!("{path}:")).unwrap_or(&line);
        let chosen = index == broken.list.at;
        if chosen {
            paint.put(0, y, "▌", 1, Role::StrongAccent);
        }
        paint.put(
            MARKER,
            y,
            line,
            width.saturating_sub(MARKER),
            Role::Text.chosen(chosen),
        );
        y += 1;
    }
    let Some(diagnostic) = file.diagnostics.get(broken.list.at) else {
        return;
    };
    paint.rule(0, y, width);
    let text = diagnostics::render(
        &file.path,
        &file.text,
        std::slice::from_ref(diagnostic),
        false,
    );
    let room = width.saturating_sub(MARKER);
    let rows = text.lines().flat_map(|line| {
        if line.contains('|') {
            vec![line.to_owned()]
        } else {
            wrapped(line, room, 4)
        }
    });
    for (y, line) in (y + 1..height + 2).zip(rows) {
        paint.put(MARKER, y, &line, room, Role::Text);
    }
}
