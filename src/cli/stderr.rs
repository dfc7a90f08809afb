//! Messages and progress on stderr.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

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

const SHOWN_AFTER: Duration = Duration::from_secs(1);
const STEP: Duration = Duration::from_millis(100);

/// A progress line on stderr: only on a terminal, and only for long operations. Dropping it clears the
/// line.
pub(crate) struct ProgressLine {
    next: Instant,
    terminal: bool,
    shown: bool,
}

impl ProgressLine {
    pub(crate) fn new() -> Self {
        Self {
            next: Instant::now() + SHOWN_AFTER,
            terminal: io::stderr().is_terminal(),
            shown: false,
        }
    }

    /// Shows a text, unless the line was updated only just now.
    pub(crate) fn show(&mut self, text: impl FnOnce() -> String) {
        let now = Instant::now();
        if !self.terminal || now < self.next {
            return;
        }
        self.next = now + STEP;
        self.shown = true;
        let _ = write!(io::stderr(), "\r\u{1b}[K{}", text());
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}
