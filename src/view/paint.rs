use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::theme::{Role, Theme};
use crate::state::cut;

/// The frame, and a pen that knows roles instead of colours. Rows are set directly: no layout and
/// no widget is made for each of them.
pub struct Paint<'a> {
    pub buffer: &'a mut Buffer,
    pub theme: Theme,
    /// Whether the people are made up, which every screen says.
    pub demo: bool,
    /// Whether the frame is turned into ASCII afterwards.
    pub ascii: bool,
}

impl Paint<'_> {
    /// Writes `text` at a place, in at most `width` cells, cut with `…` where it is longer. Gives
    /// the column behind it. What lies outside the frame is not written.
    pub fn put(&mut self, x: u16, y: u16, text: &str, width: u16, role: Role) -> u16 {
        let area = self.buffer.area;
        if y >= area.bottom() || x >= area.right() {
            return x;
        }
        let width = usize::from(width.min(area.right() - x));
        let shown = cut(text, width);
        let (end, _) = self
            .buffer
            .set_stringn(x, y, &shown, width, self.theme.style(role));
        end
    }

    /// Writes `text` so that it ends before the column `right`. Gives the column it begins at.
    pub fn put_right(&mut self, right: u16, y: u16, text: &str, role: Role) -> u16 {
        let x = right.saturating_sub(crate::state::cells(text));
        self.put(x, y, text, right - x, role);
        x
    }

    /// A thin rule.
    pub fn rule(&mut self, x: u16, y: u16, width: u16) {
        self.put(x, y, &"─".repeat(usize::from(width)), width, Role::Dim);
    }

    /// A thin upright rule.
    pub fn upright(&mut self, x: u16, y: u16, height: u16) {
        for row in y..y.saturating_add(height) {
            self.put(x, row, "│", 1, Role::Dim);
        }
    }

    /// The whole frame.
    pub fn area(&self) -> Rect {
        self.buffer.area
    }
}
