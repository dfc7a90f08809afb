use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Write};
use std::rc::Rc;

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use super::canvas::Canvas;
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

/// The real terminal. Restored when dropped.
pub struct TerminalCanvas {
    terminal: Terminal<CrosstermBackend<FrameBuffer>>,
    frame: FrameBuffer,
    out: File,
}

impl TerminalCanvas {
    /// Takes the terminal over. Nothing is asked of it: an answer may be slow, or never come.
    pub fn open(size: Size) -> io::Result<Self> {
        let out = stdout()?;
        let mut frame = FrameBuffer::default();
        enable_raw_mode()?;
        queue!(
            frame,
            EnterAlternateScreen,
            EnableBracketedPaste,
            cursor::Hide
        )?;
        let backend = CrosstermBackend::new(frame.clone());
        let options = TerminalOptions {
            viewport: Viewport::Fixed(rect(size)),
        };
        let terminal = Terminal::with_options(backend, options)?;
        Ok(Self {
            terminal,
            frame,
            out,
        })
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
        self.terminal.resize(rect(size))?;
        self.terminal.clear()
    }

    fn suspend(&mut self) -> io::Result<Option<Size>> {
        restore();
        stop()?;
        enable_raw_mode()?;
        queue!(
            self.frame,
            EnterAlternateScreen,
            EnableBracketedPaste,
            cursor::Hide
        )?;
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
    Ok(Size {
        width: width.max(1),
        height: height.max(1),
    })
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

/// Stops the process until the shell continues it.
#[cfg(unix)]
fn stop() -> io::Result<()> {
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
}

/// There is no stopping here: the program goes on.
#[cfg(not(unix))]
fn stop() -> io::Result<()> {
    Ok(())
}

fn rect(size: Size) -> Rect {
    Rect::new(0, 0, size.width, size.height)
}
