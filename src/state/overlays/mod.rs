//! What opens on top of a screen: help, the command palette, messages, questions.

mod about;
mod help;
mod messages;
mod palette;
mod unanswered;

pub(crate) use about::About;
pub(crate) use help::{Help, keys_in_words};
pub(crate) use messages::{MessageLog, Messages};
pub(crate) use palette::{Palette, PaletteRow};
pub(crate) use unanswered::{Choice, ask_at};
