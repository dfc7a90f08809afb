//! The form without a screen: a line that somebody typed, as something the reducer does.
//!
//! [`read_line`](read_line()) says what a line asks for, or why it asks for nothing; [`perform`](perform()) does it, on the
//! same state and with the same effects as a key.

mod command;
mod find_category;
mod line_error;
mod perform;
mod read_line;
mod request;

pub use command::COMMANDS;
pub(crate) use line_error::LineError;
pub use perform::perform;
pub use read_line::read_line;
pub(crate) use request::{LineRequest, PlainPage};
