//! The form without a screen: a line that somebody typed, as something the reducer does.
//!
//! [`read_line`] says what a line asks for, or why it asks for nothing; [`ask`] does it, on the
//! same state and with the same effects as a key.

mod asking;
mod command;
mod place;
mod reading;
mod request;
mod wrong;

pub use asking::ask;
pub use command::{COMMANDS, Command, CommandSpec};
pub use reading::read_line;
pub use request::{Page, Request};
pub use wrong::Wrong;
