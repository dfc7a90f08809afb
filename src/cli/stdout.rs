//! Output of commands on stdout.

use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write as _};

use super::failure::Failure;
use crate::text::visible_output;

/// Writes a page for people to stdout, with its colors.
pub(crate) fn print_page(text: &str) -> Result<(), Failure> {
    write(&for_stdout(text, true))
}

/// Writes data to stdout. A terminal gets placeholders for hidden characters, a pipe or a file gets
/// every character.
///
/// # Errors
/// If stdout cannot be written; with code 0 and no message if the reader has closed it.
pub(crate) fn print_data(text: &str) -> Result<(), Failure> {
    write(&data_for_stdout(text))
}

/// The text that [`print_data`] writes.
pub(crate) fn data_for_stdout(text: &str) -> Cow<'_, str> {
    for_stdout(text, false)
}

fn for_stdout(text: &str, is_styled: bool) -> Cow<'_, str> {
    if !io::stdout().is_terminal() {
        return Cow::Borrowed(text);
    }
    // CSV begins with a byte order mark for spreadsheets.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    visible_output(text, is_styled)
}

fn write(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| Failure::stdout(&error))
}
