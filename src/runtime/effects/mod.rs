//! Runs effects. The store thread runs drafts and results, the search thread runs filters, and the
//! server thread runs calls to a server.

mod effect_runner;
mod load_results;
mod note_editor;
mod open_drafts;
mod search_thread;
mod searcher;
mod server_thread;
mod store_thread;
pub(crate) mod write_result;

pub use effect_runner::EffectRunner;
pub use note_editor::NoteEditor;
pub use open_drafts::OpenDrafts;
pub use store_thread::StoreThread;
