use std::sync::Arc;

use jiff::Timestamp;

use crate::results::StoreError;
use crate::state::Event;

/// Returns the current time; tests return a fixed one.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// A message to the event loop or to plain mode.
#[derive(Debug)]
pub enum Incoming {
    Event(Event),
    /// Keys, mouse buttons, and pastes read from the terminal in one call.
    Typed(Vec<Event>),
    /// The reply to one effect on the store; each effect has exactly one.
    StoreReply(Option<Event>),
    /// The reply to one search; `None` if a later search replaces it.
    SearchReply(Option<Event>),
    /// A line for plain mode.
    Line(StdinLine),
    /// The terminal is closed or cannot be read.
    TerminalLost,
    /// Another process asked this one to stop (`SIGTSTP`).
    StopRequested,
    /// This process was stopped and continued without notice.
    Continued,
    Panicked(Bug),
}

/// How the program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunEnd {
    /// With this exit code.
    Code(u8),
    /// The store cannot be used.
    Store(StoreError),
    /// The last answers were not saved; the error if it is known.
    Unsaved(Option<StoreError>),
    /// A thread panicked.
    Bug(Bug),
}

/// A panic of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bug {
    pub what: String,
    /// The place in the source, `file:line:column`; empty if it is unknown.
    pub place: String,
}

/// A line of standard input, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StdinLine {
    /// A line without its line break.
    Text(String),
    TooLong,
    /// A line that is not UTF-8.
    NotText,
    End,
    Unreadable(String),
}
