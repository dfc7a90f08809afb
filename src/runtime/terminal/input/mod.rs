//! Reads input from the terminal: keys, the mouse, and pastes.

mod keys;
mod mouse;
mod parser;
#[cfg(unix)]
mod unix;
#[cfg(not(unix))]
mod windows;

pub use parser::Parser;

#[cfg(unix)]
pub(crate) use self::unix::Input;
#[cfg(not(unix))]
pub(crate) use self::windows::Input;
