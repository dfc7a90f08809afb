//! Messages on stderr.

use std::io::{self, Write as _};

use clap::builder::styling::{AnsiColor, Style};

use crate::text::visible;

/// The word that a message starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MessageLabel {
    Error,
    Hint,
    Note,
}

impl MessageLabel {
    /// Writes `label: text`, with placeholders for hidden characters.
    pub(crate) fn write(self, text: &str, styled: bool) {
        let (word, color) = match self {
            Self::Error => ("error", AnsiColor::Red),
            Self::Hint => ("hint", AnsiColor::Cyan),
            Self::Note => ("note", AnsiColor::Green),
        };
        let style = if styled {
            Style::new().bold().fg_color(Some(color.into()))
        } else {
            Style::new()
        };
        write_line(&format!("{style}{word}{style:#}: {}", visible(text)));
    }
}

/// Writes a line in one call, because other processes may write to stderr, too. Errors are ignored:
/// there is no other place to report them.
pub(crate) fn write_line(line: &str) {
    let _ = io::stderr().write_all(format!("{line}\n").as_bytes());
}
