use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr as _;

use crate::state::State;
use crate::view;

/// The frame of a state as text, one line a row, without the blanks at their ends.
pub(super) fn page(state: &State) -> Vec<String> {
    let (width, height) = (state.size.width, state.size.height);
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    view::render_frame(state, &mut buffer);
    let rows = buffer.content.chunks(usize::from(width).max(1));
    rows.map(line).collect()
}

/// A row; the cells that a wide grapheme covers are not written.
fn line(cells: &[Cell]) -> String {
    let mut text = String::new();
    let mut covered = 0;
    for cell in cells {
        if covered > 0 {
            covered -= 1;
            continue;
        }
        text.push_str(cell.symbol());
        covered = cell.symbol().width().saturating_sub(1);
    }
    text.truncate(text.trim_end().len());
    text
}
