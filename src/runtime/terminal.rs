use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Write};
use std::rc::Rc;

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use super::canvas::Canvas;
use super::signals;
use crate::state::{Size, State};
use crate::view;

/// Collects a frame, so that it reaches the terminal in one write.
#[derive(Clone, Default)]
struct FrameBuffer(Rc<RefCell<Vec<u8>>>);

impl Write for FrameBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// The backend flushes several times a frame; the frame goes out when it is whole.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

type Frames = Terminal<CrosstermBackend<FrameBuffer>>;

/// The real terminal. Restored when dropped.
pub struct TerminalCanvas {
    terminal: Frames,
    frame: FrameBuffer,
    out: File,
}

impl TerminalCanvas {
    /// Takes the terminal over. Nothing is asked of it: an answer may be slow, or never come.
    pub fn open(size: Size) -> io::Result<Self> {
        let out = stdout()?;
        let frame = FrameBuffer::default();
        let mut canvas = Self {
            terminal: terminal(&frame, size)?,
            frame,
            out,
        };
        canvas.take_over()?;
        Ok(canvas)
    }

    /// What the terminal is to be told goes out with the next frame.
    fn take_over(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        queue!(
            self.frame,
            EnterAlternateScreen,
            EnableBracketedPaste,
            cursor::Hide
        )
    }

    fn send(&mut self) -> io::Result<()> {
        let mut bytes = self.frame.0.borrow_mut();
        let sent = self.out.write_all(&bytes);
        bytes.clear();
        sent
    }
}

impl Canvas for TerminalCanvas {
    fn draw(&mut self, state: &State) -> io::Result<()> {
        self.terminal.draw(|frame| view::draw(state, frame))?;
        self.send()
    }

    fn resize(&mut self, size: Size) -> io::Result<()> {
        // Not `Terminal::resize`: it asks the terminal for the cursor, and waits for the answer.
        self.terminal = terminal(&self.frame, size)?;
        queue!(self.frame, Clear(ClearType::All))
    }

    /// By OSC 52, which the terminal carries out itself: over ssh and in tmux as well.
    fn copy(&mut self, text: &str) -> io::Result<()> {
        queue!(self.frame, CopyToClipboard::to_clipboard_from(text))?;
        self.send()
    }

    fn suspend(&mut self) -> io::Result<Option<Size>> {
        if !signals::stop(restore)? {
            return Ok(None);
        }
        self.take_over()?;
        Ok(size().ok())
    }

    fn resume(&mut self) -> io::Result<Option<Size>> {
        // The shell has set the terminal as it likes it: raw mode is entered anew.
        disable_raw_mode()?;
        self.take_over()?;
        Ok(size().ok())
    }
}

impl Drop for TerminalCanvas {
    fn drop(&mut self) {
        restore();
    }
}

/// Puts the terminal back as it was. Harmless where it was not taken over, or is gone.
pub fn restore() {
    let _ = disable_raw_mode();
    if let Ok(mut out) = stdout() {
        let _ = execute!(
            out,
            DisableBracketedPaste,
            cursor::Show,
            LeaveAlternateScreen
        );
    }
}

/// The size of the terminal.
pub fn size() -> io::Result<Size> {
    let (width, height) = crossterm::terminal::size()?;
    Ok(known(width, height))
}

/// The size that a terminal reports. One that was never told its size says 0: then it is taken to
/// be as large as terminals used to be.
pub fn known(width: u16, height: u16) -> Size {
    let or = |cells: u16, usual| if cells == 0 { usual } else { cells };
    Size {
        width: or(width, 80),
        height: or(height, 24),
    }
}

/// Standard output without the buffer that std puts before it.
#[cfg(unix)]
fn stdout() -> io::Result<File> {
    use std::os::fd::AsFd as _;
    Ok(io::stdout().as_fd().try_clone_to_owned()?.into())
}

#[cfg(windows)]
fn stdout() -> io::Result<File> {
    use std::os::windows::io::AsHandle as _;
    Ok(io::stdout().as_handle().try_clone_to_owned()?.into())
}

/// Frames of this size, of which the first is drawn whole.
fn terminal(frame: &FrameBuffer, size: Size) -> io::Result<Frames> {
    let area = Rect::new(0, 0, size.width, size.height);
    let options = TerminalOptions {
        viewport: Viewport::Fixed(area),
    };
    Terminal::with_options(CrosstermBackend::new(frame.clone()), options)
}
