use std::io;

use crate::state::{CopyOutcome, Size, State};

/// Where frames are drawn: a terminal, or a buffer in a test.
pub trait TerminalDevice {
    /// Draws the state.
    fn draw(&mut self, state: &State) -> io::Result<()>;

    /// The next frame has this size, and is drawn whole.
    fn resize(&mut self, size: Size) -> io::Result<()>;

    /// Sends a text to the person's clipboard; where it went.
    fn copy(&mut self, text: &str) -> io::Result<CopyOutcome>;

    /// Lends the terminal to another program for the time that `job` takes; then its size may be
    /// another one.
    fn lend_to(&mut self, job: &mut dyn FnMut()) -> io::Result<Option<Size>>;

    /// Gives the terminal back to the shell until the person comes back; then the size may be
    /// another one.
    fn suspend(&mut self) -> io::Result<Option<Size>>;

    /// Takes the terminal over again, after somebody else stopped and continued the program.
    fn resume(&mut self) -> io::Result<Option<Size>> {
        Ok(None)
    }
}
