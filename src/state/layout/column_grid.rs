use super::category_columns::MARKER;

/// Columns of equal width after a column of names. They scroll if not all fit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ColumnGrid {
    /// Where the first one begins.
    pub from: u16,
    /// The width of each, with the space after it.
    pub column: u16,
    /// The number of columns.
    pub count: usize,
    /// The number of columns that fit, at least 1.
    pub fits: usize,
    /// The selected column.
    pub at: usize,
    /// The first visible column.
    pub left: usize,
}

impl ColumnGrid {
    /// Computes the columns between `from` and `to`, and scrolls to the selected one.
    pub fn lay_out(&mut self, from: u16, to: u16, column: u16) {
        self.from = from;
        self.column = column.max(1);
        let fits = usize::from(to.saturating_sub(from) / self.column);
        self.fits = fits.clamp(1, self.count.max(1));
        self.follow();
    }

    pub fn set_count(&mut self, count: usize) {
        self.count = count;
        self.at = self.at.min(count.saturating_sub(1));
    }

    pub fn go_left(&mut self) {
        self.at = self.at.saturating_sub(1);
        self.follow();
    }

    pub fn go_right(&mut self) {
        self.at = (self.at + 1).min(self.count.saturating_sub(1));
        self.follow();
    }

    fn follow(&mut self) {
        let fits = self.fits.max(1);
        self.left = self.left.clamp((self.at + 1).saturating_sub(fits), self.at);
        self.left = self.left.min(self.count.saturating_sub(fits));
    }

    /// Returns the visible columns, each with where it begins.
    pub fn shown(&self) -> impl Iterator<Item = (usize, u16)> {
        let end = (self.left + self.fits).min(self.count);
        let (from, width) = (self.from, self.column);
        (self.left..end)
            .zip(0u16..)
            .map(move |(at, nth)| (at, from.saturating_add(nth.saturating_mul(width))))
    }

    /// Returns the column at `x`; the marker before a column is part of it.
    pub(crate) fn column_at(&self, x: u16) -> Option<usize> {
        let mut shown = self.shown();
        let found = shown.find(|(_, from)| {
            let from = from.saturating_sub(MARKER);
            (from..from.saturating_add(self.column)).contains(&x)
        });
        found.map(|(at, _)| at)
    }

    /// Returns where the last visible column ends.
    pub fn end(&self) -> u16 {
        let shown = self.fits.min(self.count.saturating_sub(self.left));
        let shown = u16::try_from(shown).unwrap_or(u16::MAX);
        self.from.saturating_add(shown.saturating_mul(self.column))
    }

    /// Returns whether not all columns fit.
    pub fn scrolls(&self) -> bool {
        self.fits < self.count
    }
}
