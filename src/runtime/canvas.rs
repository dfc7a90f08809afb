use std::io;

use crate::state::{Size, State};

/// Where frames are drawn: a terminal, or a buffer in a test.
pub trait Canvas {
    /// Draws the state.
    fn draw(&mut self, state: &State) -> io::Result<()>;

    /// The next frame has this size, and is drawn whole.
    fn resize(&mut self, size: Size) -> io::Result<()>;

    /// Puts a text into the person's clipboard.
    fn copy(&mut self, text: &str) -> io::Result<()>;

    /// Gives the terminal back to the shell until the person comes back; then the size may be
    /// another one.
    fn suspend(&mut self) -> io::Result<Option<Size>>;

    /// Takes the terminal over again, after somebody else stopped and continued the program.
    fn resume(&mut self) -> io::Result<Option<Size>> {
        Ok(None)
    }
}
