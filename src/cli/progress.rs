use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

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
