//! Runtime: the event loop, plain mode, the terminal, signals, files, and the threads that run
//! effects.

mod effects;
mod event_loop;
mod incoming;
mod opening_store;
pub(crate) mod panics;
mod plain;
mod program;
mod recording;
mod run_screen;
mod store_watcher;
pub(crate) mod system;
mod terminal;

pub use effects::{EffectRunner, NoteEditor, OpenDrafts, StoreThread};
pub use event_loop::EventLoop;
pub(crate) use incoming::Bug;
pub use incoming::{Clock, Incoming, RunEnd, StdinLine};
pub(crate) use opening_store::OpeningStore;
pub use opening_store::send_sync_status;
pub use plain::{Conversation, ConversationEnd, Speaker};
pub(crate) use plain::{PlainOptions, converse};
pub use program::Program;
pub use recording::{Difference, Recording, Redactor, Replay, ReplayOutcome};
pub(crate) use recording::{ReplayError, ReplayStep, WriteError};
pub use run_screen::StartScreen;
pub(crate) use run_screen::{ScreenOptions, run_screen};
pub use system::account;
pub(crate) use system::{
    AssessmentDirectory, DirectoryProblem, from_home, is_given_stream, open_to_read, paths_of_user,
    read_from, read_text, source, sources,
};
pub use terminal::{Parser, TerminalBackend, TerminalDevice};
