//! Writes text into the frame buffer by role instead of by color.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthChar;

use super::styles::Styles;
use crate::state::Role;
use crate::text::{cut, is_printable_ascii};

/// The buffer of a frame and the styles of its roles. Rows are written directly, without a layout or
/// widget for each, because a frame may have hundreds of short texts.
pub(super) struct Painter<'a> {
    pub buffer: &'a mut Buffer,
    pub styles: Styles,
    /// Whether the store contains sample data, which the top line shows on every screen.
    pub demo: bool,
    /// The sync status for the top line of every screen.
    pub sync_status: Option<String>,
    /// Whether `to_ascii` replaces the glyphs of the finished frame.
    pub ascii: bool,
}

impl Painter<'_> {
    /// Writes `text` in at most `width` cells, cut with `…` if it is longer, and never beyond the
    /// frame. Returns the column after it.
    pub(super) fn put(&mut self, x: u16, y: u16, text: &str, width: u16, role: Role) -> u16 {
        let area = self.buffer.area;
        if y >= area.bottom() || x >= area.right() {
            return x;
        }
        let width = usize::from(width.min(area.right() - x));
        if is_printable_ascii(text) {
            return self.put_plain(x, y, text, width, role);
        }
        if width > 0 && is_one_cell(text) {
            return self.put_cells(x, y, std::iter::once(text), role);
        }
        let shown = cut(text, width, '…');
        let style = self.styles.style(role);
        let (end, _) = self.buffer.set_stringn(x, y, shown, width, style);
        end
    }

    /// Writes a text whose bytes are one cell each, without measuring it.
    fn put_plain(&mut self, x: u16, y: u16, text: &str, width: usize, role: Role) -> u16 {
        let fits = text.len() <= width;
        let kept = if fits {
            text
        } else {
            text[..width.saturating_sub(1)].trim_end()
        };
        let end = self.put_cells(x, y, (0..kept.len()).map(|at| &kept[at..=at]), role);
        let ellipsis = (!fits && width > 0).then_some("…");
        self.put_cells(end, y, ellipsis.into_iter(), role)
    }

    /// Writes graphemes of one cell each, up to the right edge.
    fn put_cells<'t>(
        &mut self,
        x: u16,
        y: u16,
        graphemes: impl Iterator<Item = &'t str>,
        role: Role,
    ) -> u16 {
        let area = self.buffer.area;
        let style = self.styles.style(role);
        let from = usize::from(y) * usize::from(area.width) + usize::from(x);
        let room = usize::from(area.width.saturating_sub(x));
        let mut end = x;
        for (cell, grapheme) in self.buffer.content[from..from + room]
            .iter_mut()
            .zip(graphemes)
        {
            cell.set_symbol(grapheme).set_style(style);
            end += 1;
        }
        end
    }

    /// Writes `text` from `x` to the right edge of the frame. Returns the column after it.
    pub(super) fn put_line(&mut self, x: u16, y: u16, text: &str, role: Role) -> u16 {
        self.put(x, y, text, u16::MAX, role)
    }

    /// Writes `text` so that it ends before the column `right`. Returns its first column.
    pub(super) fn put_right(&mut self, right: u16, y: u16, text: &str, role: Role) -> u16 {
        let x = right.saturating_sub(crate::state::cells(text));
        self.put(x, y, text, right - x, role);
        x
    }

    /// Overwrites a row with blanks.
    pub(super) fn clear_row(&mut self, y: u16) {
        let blanks = std::iter::repeat_n(" ", usize::from(self.area().width));
        self.put_cells(0, y, blanks, Role::Text);
    }

    /// Draws a horizontal rule.
    pub(super) fn rule(&mut self, x: u16, y: u16, width: u16) {
        if y < self.buffer.area.bottom() && x < self.buffer.area.right() {
            let line = std::iter::repeat_n("─", usize::from(width));
            self.put_cells(x, y, line, Role::Dim);
        }
    }

    /// Draws a vertical rule.
    pub(super) fn vertical_rule(&mut self, x: u16, y: u16, height: u16) {
        if x < self.buffer.area.right() {
            for row in y..y.saturating_add(height).min(self.buffer.area.bottom()) {
                self.put_cells(x, row, std::iter::once("│"), Role::Dim);
            }
        }
    }

    /// The area of the frame.
    pub(super) fn area(&self) -> Rect {
        self.buffer.area
    }
}

/// Whether a text is a single character of one cell, such as a level mark.
fn is_one_cell(text: &str) -> bool {
    let mut characters = text.chars();
    let first = characters.next().and_then(UnicodeWidthChar::width);
    first == Some(1) && characters.next().is_none()
}
