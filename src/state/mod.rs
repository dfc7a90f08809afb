//! THE REDUCER: `update(&mut State, Event) -> Vec<Effect>`. Pure: what is slow or can fail is an
//! [`Effect`]; its outcome comes back as an [`Event`], and so do time, ids and sizes.

mod action;
mod ask;
mod broken;
mod browse;
mod columns;
mod effect;
mod event;
mod field;
mod help;
mod history;
mod home;
mod key;
mod keymap;
mod list;
mod message;
mod outline;
mod result;
mod screen;
mod size;
mod step;
mod take;
mod take_answer;
mod take_edit;
mod take_save;
mod update;

pub use action::{ACTIONS, Action, ActionSpec, Context};
pub use ask::Choice;
pub use broken::Broken;
pub use browse::Browse;
pub use columns::{Columns, MARKER, cells, cut, wrapped};
pub use effect::Effect;
pub use event::{DraftFound, Errand, Event, HomeData};
pub use field::Field;
pub use help::{Help, keys_in_words};
pub use home::{Home, HomeRow, RECENT};
pub use key::Key;
pub use keymap::Keymap;
pub use list::{ListCursor, Move};
pub use message::Message;
pub use outline::{Line, Outline};
pub use result::ResultScreen;
pub use screen::{Overlay, Screen, Settings, State};
pub use size::{LEAST, Panes, Size};
pub use take::{EditKind, Editing, Opening, Saving, Take};
pub use update::update;
