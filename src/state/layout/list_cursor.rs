use std::ops::Range;

/// Rows that stay visible above and below the selected one.
const CONTEXT: usize = 2;

/// The selected item of a list, and how far the list is scrolled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ListCursor {
    /// The index of the selected item.
    pub at: usize,
    /// The first visible line.
    pub top: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListMove {
    Up,
    Down,
    First,
    Last,
    PageUp,
    PageDown,
}

impl ListMove {
    /// Returns the first visible line of a text of `lines` lines after scrolling, in a window of
    /// `height` lines.
    pub(crate) fn scrolled(self, top: usize, lines: usize, height: usize) -> usize {
        let last = lines.saturating_sub(height);
        match self {
            Self::Up => top.saturating_sub(1),
            Self::Down => top + 1,
            Self::First => 0,
            Self::Last => last,
            Self::PageUp => top.saturating_sub(height.saturating_sub(1).max(1)),
            Self::PageDown => top + height.saturating_sub(1).max(1),
        }
        .min(last)
    }
}

impl ListCursor {
    /// Moves in a list of `count` items, by `page` items per page.
    pub fn go(&mut self, movement: ListMove, count: usize, page: usize) {
        let last = count.saturating_sub(1);
        let page = page.saturating_sub(CONTEXT).max(1);
        self.at = match movement {
            ListMove::Up => self.at.saturating_sub(1),
            ListMove::Down => self.at.saturating_add(1),
            ListMove::First => 0,
            ListMove::Last => last,
            ListMove::PageUp => self.at.saturating_sub(page),
            ListMove::PageDown => self.at.saturating_add(page),
        }
        .min(last);
    }

    /// Scrolls as little as needed to show the lines `from..to` of `lines` with context, in a
    /// window of `height` lines.
    pub fn show(&mut self, from: usize, to: usize, lines: usize, height: usize) {
        let context = CONTEXT.min(height.saturating_sub(to - from) / 2);
        let first = from.saturating_sub(context);
        let end = (to + context).min(lines);
        if first < self.top {
            self.top = first;
        } else if end > self.top + height {
            self.top = end - height;
        }
        self.top = self
            .top
            .min(from)
            .min(lines.saturating_sub(height.min(lines)));
    }
}

/// The lines of the screen that show a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ListArea {
    pub first: u16,
    pub height: u16,
}

impl ListArea {
    pub fn lines(self) -> Range<u16> {
        self.first..self.first + self.height
    }

    /// Returns the number of lines.
    pub fn page(self) -> usize {
        usize::from(self.height)
    }

    /// Returns which line of a list, scrolled to the line `top`, is at `y`.
    pub(crate) fn line_at(self, y: u16, top: usize) -> Option<usize> {
        let line = y.checked_sub(self.first)?;
        (line < self.height).then(|| top + usize::from(line))
    }
}
