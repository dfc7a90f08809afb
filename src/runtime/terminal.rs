use std::fs::File;
use std::io::{self, Write as _};

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::buffer::Buffer;

use super::canvas::Canvas;
use super::frames::Frames;
use super::signals;
use crate::state::{Size, State};
use crate::view;

/// The real terminal. Restored when dropped.
pub struct TerminalCanvas {
    frames: Frames,
    /// What the terminal is to be told: with the next frame, in one write.
    bytes: Vec<u8>,
    out: File,
}

impl TerminalCanvas {
    /// Takes the terminal over. Nothing is asked of it: an answer may be slow, or never come.
    pub fn open(size: Size) -> io::Result<Self> {
        let mut canvas = Self {
            frames: Frames::new(size),
            bytes: Vec::new(),
            out: stdout()?,
        };
        canvas.take_over()?;
        Ok(canvas)
    }

    fn take_over(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        queue!(
            self.bytes,
            EnterAlternateScreen,
            EnableBracketedPaste,
            SetAttribute(Attribute::Reset),
            cursor::Hide
        )
    }

    fn send(&mut self) -> io::Result<()> {
        let sent = self.out.write_all(&self.bytes);
        self.bytes.clear();
        sent
    }
}

impl Canvas for TerminalCanvas {
    fn draw(&mut self, state: &State) -> io::Result<()> {
        let paint = |buffer: &mut Buffer| view::picture(state, buffer);
        self.frames.show(paint, &mut self.bytes);
        self.send()
    }

    fn resize(&mut self, size: Size) -> io::Result<()> {
        self.frames = Frames::new(size);
        // In no style, or the whole screen would have it.
        queue!(
            self.bytes,
            SetAttribute(Attribute::Reset),
            Clear(ClearType::All),
            cursor::Hide
        )
    }

    /// By OSC 52, which the terminal carries out itself: over ssh and in tmux as well.
    fn copy(&mut self, text: &str) -> io::Result<()> {
        queue!(self.bytes, CopyToClipboard::to_clipboard_from(text))?;
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
            SetAttribute(Attribute::Reset),
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
