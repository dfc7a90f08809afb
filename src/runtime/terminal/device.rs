use std::io;

use crate::state::{CopyOutcome, Size, State};

/// The output for frames: a terminal, or a buffer in a test.
pub trait TerminalDevice {
    /// Draws a frame of the state.
    fn draw(&mut self, state: &State) -> io::Result<()>;

    /// Sets the size of the next frame, which is drawn completely.
    fn resize(&mut self, size: Size) -> io::Result<()>;

    /// Copies a text to the clipboard, and returns where it was sent.
    fn copy(&mut self, text: &str) -> io::Result<CopyOutcome>;

    /// Gives the terminal to another program while `job` runs. Returns the size of the terminal
    /// afterward; `None` if it is unknown.
    fn lend_to(&mut self, job: &mut dyn FnMut()) -> io::Result<Option<Size>>;

    /// Stops the program and gives the terminal to the shell until the program is continued.
    /// Returns the size of the terminal afterward; `None` if it is unknown or the program cannot be
    /// stopped.
    fn suspend(&mut self) -> io::Result<Option<Size>>;

    /// Sets up the terminal again after another process stopped and continued the program. Returns
    /// the size of the terminal; `None` if it is unknown.
    fn resume(&mut self) -> io::Result<Option<Size>> {
        Ok(None)
    }
}
