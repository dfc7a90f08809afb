use std::io::stdout;

use super::context::CommandContext;
use crate::config::Glyphs;
use crate::report::TextOptions;
use crate::runtime::system::time_zone;
use crate::state::SIZE_MAX;

/// The width if it is unknown.
const COLUMNS: usize = 80;

/// The options for text on stdout.
pub(crate) fn text_options(context: &CommandContext) -> TextOptions {
    TextOptions {
        zone: time_zone::local(),
        dates: context.config.date.clone(),
        color: context.global.color.on(&stdout()),
        ascii: context.config.glyphs == Glyphs::Ascii,
        columns: columns(),
    }
}

/// The width of text on stdout: `COLUMNS`, else the terminal's, else 80; at most [`SIZE_MAX`].
pub(crate) fn columns() -> usize {
    let given = std::env::var("COLUMNS").ok();
    let given = given.and_then(|text| text.parse().ok());
    let given = given.filter(|columns| *columns > 0);
    let terminal = || {
        let (width, _) = terminal_size::terminal_size_of(stdout())?;
        Some(usize::from(width.0)).filter(|columns| *columns > 0)
    };
    let columns = given.or_else(terminal).unwrap_or(COLUMNS);
    columns.min(usize::from(SIZE_MAX))
}
