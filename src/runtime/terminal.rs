use std::fs::File;
use std::io::{self, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::buffer::Buffer;

use super::canvas::Canvas;
use super::clipboard::{self, Between};
use super::frames::Frames;
use super::signals;
use crate::state::{Sent, Size, State};
use crate::view;

/// Buttons and the wheel, in numbers of any size. Not the movement between: a selection with Shift
/// stays the terminal's, and nothing is sent that nobody asked for.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";
/// Whether the terminal tells of the mouse. Off, not one byte is about it.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// The real terminal. Restored when dropped.
pub struct TerminalCanvas {
    frames: Frames,
    /// What the terminal is to be told: with the next frame, in one write.
    bytes: Vec<u8>,
    out: File,
}

impl TerminalCanvas {
    /// Takes the terminal over. Nothing is asked of it: an answer may be slow, or never come.
    pub fn open(size: Size, mouse: bool) -> io::Result<Self> {
        MOUSE.store(mouse, Ordering::Release);
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
        if MOUSE.load(Ordering::Acquire) {
            self.bytes.extend_from_slice(MOUSE_ON);
        }
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

    fn rehearse(&mut self, state: &State) {
        self.frames.rehearse(|buffer| view::picture(state, buffer));
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

    fn copy(&mut self, text: &str) -> io::Result<Sent> {
        let sent = clipboard::copy(text, Between::of_environment(), &mut self.bytes);
        self.send()?;
        Ok(sent)
    }

    fn lend(&mut self, job: &mut dyn FnMut()) -> io::Result<Option<Size>> {
        restore();
        let modes = line_mode();
        signals::lent(job);
        // A program that crashed leaves the terminal as it had it, and keys that were meant for it.
        if let Some(modes) = modes {
            set_line_mode(&modes);
        }
        self.take_over()?;
        Ok(size().ok())
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
        if MOUSE.load(Ordering::Acquire) {
            let _ = out.write_all(MOUSE_OFF);
        }
        let _ = execute!(
            out,
            SetAttribute(Attribute::Reset),
            DisableBracketedPaste,
            cursor::Show,
            LeaveAlternateScreen
        );
    }
}

/// How the terminal treats lines, as it was before this program took it over.
#[cfg(unix)]
fn line_mode() -> Option<rustix::termios::Termios> {
    rustix::termios::tcgetattr(io::stdin()).ok()
}

/// Makes the terminal treat lines so, and forgets what was typed and not read.
#[cfg(unix)]
fn set_line_mode(modes: &rustix::termios::Termios) {
    use rustix::termios::{OptionalActions, tcsetattr};
    let _ = tcsetattr(io::stdin(), OptionalActions::Flush, modes);
}

#[cfg(not(unix))]
fn line_mode() -> Option<()> {
    None
}

#[cfg(not(unix))]
fn set_line_mode((): &()) {}

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
