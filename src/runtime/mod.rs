//! THE LOOP: what the program does with the world: folders and files, terminal in and out, effects
//! carried out, signals.

mod effects;
mod event_loop;
mod lending;
mod outlook;
pub(crate) mod panics;
mod plain;
mod recording;
mod run_screen;
mod store_watcher;
pub(crate) mod system;
mod terminal;

pub use effects::{EffectRunner, NoteEditor, OpenDrafts, StoreThread};
pub use event_loop::{Clock, EventLoop, Incoming, RunEnd};
pub use outlook::tell_outlook;
pub(crate) use panics::Bug;
pub use plain::{Conversation, ConversationEnd, Speaker, StdinLine};
pub(crate) use plain::{PlainOptions, converse};
pub use recording::{Difference, Ending, Recording, Redactor, Replay};
pub(crate) use recording::{ReplayError, ReplayStep, WriteError};
pub use run_screen::StartScreen;
pub(crate) use run_screen::{OpeningStore, ScreenOptions, run_screen};
pub use system::account;
pub(crate) use system::{
    AssessmentFolder, FolderProblem, from_home, is_given_stream, open_to_read, read_from,
    read_text, source, sources,
};
pub use terminal::{Parser, TerminalBackend, TerminalDevice};
