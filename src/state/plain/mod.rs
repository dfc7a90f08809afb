//! State of plain mode: reads typed lines as requests, and performs them.
//!
//! [`read_line`](read_line()) converts a line to a request or an error. [`perform`](perform())
//! performs the request on the same state and with the same effects as a key.

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
