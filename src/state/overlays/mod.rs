//! What opens on top of a screen: help, the command palette, messages, questions.

mod about;
mod help;
mod messages;
mod palette;
mod unanswered;

pub(crate) use about::About;
pub(crate) use help::HelpPage;
pub(crate) use messages::{MessageLog, MessagesPage};
pub(crate) use palette::{Palette, PaletteRow};
pub(crate) use unanswered::ask_at;
