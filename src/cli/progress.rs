use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

const SHOWN_AFTER: Duration = Duration::from_secs(1);
const STEP: Duration = Duration::from_millis(100);

/// A line on the terminal that says how far a long job has come; none where it is short, or where
/// nobody looks.
pub(crate) struct Progress {
    next: Instant,
    terminal: bool,
    shown: bool,
}

impl Progress {
    pub(crate) fn new() -> Self {
        Self {
            next: Instant::now() + SHOWN_AFTER,
            terminal: io::stderr().is_terminal(),
            shown: false,
        }
    }

    /// Shows what `words` says, where it is time to.
    pub(crate) fn show(&mut self, words: impl FnOnce() -> String) {
        if !self.terminal {
            return;
        }
        let now = Instant::now();
        if now < self.next {
            return;
        }
        self.next = now + STEP;
        self.shown = true;
        let _ = write!(io::stderr(), "\r\u{1b}[K{}", words());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}
