//! THE LOOP: what the program does with the world: folders and files, terminal in and out, effects
//! carried out, signals.

mod account;
pub mod assessments;
mod backend;
mod canvas;
mod clipboard;
pub mod config;
mod desk;
mod editor;
mod event_loop;
mod far;
pub mod file_size;
mod files;
mod finder;
mod home;
mod input;
mod keeper;
mod lending;
mod opening;
mod outlook;
pub mod panics;
pub mod paths;
mod pen;
pub mod plain;
mod reader;
pub mod recording;
mod screen;
mod searcher;
mod signals;
mod store_thread;
mod terminal;
mod watch;
pub mod zone;

pub use account::account;
pub use backend::TerminalBackend;
pub use canvas::Canvas;
pub use desk::Desk;
pub use editor::Editor;
pub use event_loop::{Clock, EventLoop, Exit, Incoming};
pub use home::from_home;
pub use input::{Input, Parser};
pub use keeper::Keeper;
pub use opening::{is_given_stream, open_to_read, read_text};
pub use outlook::tell_outlook;
pub use screen::{First, Opening, Setting, open};
pub use store_thread::StoreThread;
