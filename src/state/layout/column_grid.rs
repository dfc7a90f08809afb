use super::category_columns::MARKER;

/// Columns of one width beside a column of names: which is chosen, and which of them show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ColumnGrid {
    /// The column in which the first of them begins.
    pub from: u16,
    /// How wide each of them is, with the space behind it.
    pub column: u16,
    /// How many there are.
    pub count: usize,
    /// How many show at once, at least one.
    pub fits: usize,
    /// The chosen one.
    pub at: usize,
    /// The first that shows.
    pub left: usize,
}

impl ColumnGrid {
    /// Lays the columns out between `from` and `to`, and keeps the chosen one in sight.
    pub fn lay_out(&mut self, from: u16, to: u16, column: u16) {
        self.from = from;
        self.column = column.max(1);
        let fits = usize::from(to.saturating_sub(from) / self.column);
        self.fits = fits.clamp(1, self.count.max(1));
        self.follow();
    }

    /// Another number of columns; the chosen one stays where it is, if it is still there.
    pub fn set_count(&mut self, count: usize) {
        self.count = count;
        self.at = self.at.min(count.saturating_sub(1));
    }

    /// To the column on the left.
    pub fn go_left(&mut self) {
        self.at = self.at.saturating_sub(1);
        self.follow();
    }

    /// To the column on the right.
    pub fn go_right(&mut self) {
        self.at = (self.at + 1).min(self.count.saturating_sub(1));
        self.follow();
    }

    fn follow(&mut self) {
        let fits = self.fits.max(1);
        self.left = self.left.clamp((self.at + 1).saturating_sub(fits), self.at);
        self.left = self.left.min(self.count.saturating_sub(fits));
    }

    /// The columns that show, each with the place it begins at.
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

    /// The column behind the last one that shows.
    pub fn end(&self) -> u16 {
        let shown = self.fits.min(self.count.saturating_sub(self.left));
        let shown = u16::try_from(shown).unwrap_or(u16::MAX);
        self.from.saturating_add(shown.saturating_mul(self.column))
    }

    /// Whether some do not show.
    pub fn scrolls(&self) -> bool {
        self.fits < self.count
    }
}
