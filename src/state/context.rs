use jiff::Timestamp;

use crate::state::layout::Size;
use crate::state::theme::Theme;

/// Settings of the configuration that screens and drawing depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a setting in the configuration file"
)]
pub struct Settings {
    /// After rating, go to the next category.
    pub advance: bool,
    /// Draw with ASCII only.
    pub ascii: bool,
    pub theme: Theme,
    pub mouse: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            advance: true,
            ascii: false,
            theme: Theme::TERMINAL,
            mouse: false,
        }
    }
}

/// The state that every screen can read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context {
    /// The time of the event.
    pub now: Timestamp,
    /// The terminal's size.
    pub size: Size,
    pub settings: Settings,
    /// The width of a date, in cells.
    pub date: u16,
    /// Whether the store contains sample data.
    pub demo: bool,
}
