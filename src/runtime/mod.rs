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

pub use effects::{Desk, Editor, Keeper, StoreThread};
pub use event_loop::{Clock, EventLoop, Exit, Incoming};
pub use outlook::tell_outlook;
pub(crate) use panics::Bug;
pub use plain::{Conversation, Ended, Line, Voice};
pub(crate) use plain::{PlainSetting, converse};
pub use recording::{Difference, Disguise, Ending, Recording, Replay};
pub(crate) use recording::{ReplayError, Step, Trouble};
pub use run_screen::First;
pub(crate) use run_screen::{Opening, Setting, open};
pub use system::account;
pub(crate) use system::{
    Folder, FolderProblem, from_home, is_given_stream, open_to_read, read_from, read_text, source,
    sources,
};
pub use terminal::{Canvas, Parser, TerminalBackend};
