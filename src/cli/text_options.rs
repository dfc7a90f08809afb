use std::io::stdout;

use super::context::CommandContext;
use crate::config::Glyphs;
use crate::report::TextOptions;
use crate::runtime::system::time_zone;
use crate::state::SIZE_MAX;

/// The width of a page where nobody says how wide the terminal is.
const COLUMNS: usize = 80;

/// What is written to stdout for people: in their time, their width, their signs.
pub(crate) fn text_options(context: &CommandContext) -> TextOptions {
    TextOptions {
        zone: time_zone::local(),
        dates: context.config.date.clone(),
        colour: context.global.color.on(&stdout()),
        ascii: context.config.glyphs == Glyphs::Ascii,
        columns: columns(),
    }
}

/// How wide a line may be: `COLUMNS`, else the terminal, else eighty; at most [`SIZE_MAX`].
pub(crate) fn columns() -> usize {
    let said = std::env::var("COLUMNS").ok();
    let said = said.and_then(|text| text.parse().ok());
    let said = said.filter(|columns| *columns > 0);
    let terminal = || {
        let (width, _) = terminal_size::terminal_size_of(stdout())?;
        Some(usize::from(width.0)).filter(|columns| *columns > 0)
    };
    let columns = said.or_else(terminal).unwrap_or(COLUMNS);
    columns.min(usize::from(SIZE_MAX))
}
