/// The signs that pages for people are written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Symbols {
    /// Level up.
    pub level_up: &'static str,
    /// Between two things on one line.
    pub between: &'static str,
    /// Where something is left out; one cell wide.
    pub left_out: char,
}

impl Symbols {
    /// Dots and triangles.
    pub const UNICODE: Self = Self {
        level_up: "▲",
        between: "·",
        left_out: '…',
    };
    /// What every terminal has, as on the screens.
    pub const ASCII: Self = Self {
        level_up: "^",
        between: "-",
        left_out: '~',
    };
}
