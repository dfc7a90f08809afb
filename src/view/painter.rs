use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthChar;

use super::styles::Styles;
use crate::state::Role;
use crate::text::{cut, is_printable_ascii};

/// The frame, and a pen that knows roles instead of colours. Rows are set directly: no layout and
/// no widget is made for each of them.
pub(super) struct Painter<'a> {
    pub buffer: &'a mut Buffer,
    pub styles: Styles,
    /// Whether the people are made up, which every screen says.
    pub demo: bool,
    /// How it stands with the server behind the store, in the words that every screen shows.
    pub outlook: Option<String>,
    /// Whether the frame is turned into ASCII afterwards.
    pub ascii: bool,
}

impl Painter<'_> {
    /// Writes `text` at a place, in at most `width` cells, cut with `…` where it is longer. Gives
    /// the column behind it. What lies outside the frame is not written.
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

    /// The same for a text of which every byte is a cell, which most are: nothing is measured.
    fn put_plain(&mut self, x: u16, y: u16, text: &str, width: usize, role: Role) -> u16 {
        let fits = text.len() <= width;
        let kept = if fits {
            text
        } else {
            text[..width.saturating_sub(1)].trim_end()
        };
        let end = self.put_cells(x, y, (0..kept.len()).map(|at| &kept[at..=at]), role);
        let more = if fits || width == 0 {
            None
        } else {
            Some("…")
        };
        self.put_cells(end, y, more.into_iter(), role)
    }

    /// Writes graphemes of one cell each, as many as there is room for.
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

    /// Writes `text` so that it ends before the column `right`. Gives the column it begins at.
    pub(super) fn put_right(&mut self, right: u16, y: u16, text: &str, role: Role) -> u16 {
        let x = right.saturating_sub(crate::state::cells(text));
        self.put(x, y, text, right - x, role);
        x
    }

    /// A thin rule.
    pub(super) fn rule(&mut self, x: u16, y: u16, width: u16) {
        if y < self.buffer.area.bottom() && x < self.buffer.area.right() {
            let line = std::iter::repeat_n("─", usize::from(width));
            self.put_cells(x, y, line, Role::Dim);
        }
    }

    /// A thin upright rule.
    pub(super) fn upright(&mut self, x: u16, y: u16, height: u16) {
        if x < self.buffer.area.right() {
            for row in y..y.saturating_add(height).min(self.buffer.area.bottom()) {
                self.put_cells(x, row, std::iter::once("│"), Role::Dim);
            }
        }
    }

    /// The whole frame.
    pub(super) fn area(&self) -> Rect {
        self.buffer.area
    }
}

/// Whether a text is a single sign of one cell, such as a mark.
fn is_one_cell(text: &str) -> bool {
    let mut signs = text.chars();
    let sign = signs.next().and_then(UnicodeWidthChar::width);
    sign == Some(1) && signs.next().is_none()
}
