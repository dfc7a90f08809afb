mod backend;
mod clipboard;
mod device;
mod input;
mod signals;
mod terminal_writer;

use std::fs::File;
use std::io::{self, Write as _};

pub use backend::TerminalBackend;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
pub use device::TerminalDevice;
pub(crate) use input::Input;
pub use input::Parser;
use ratatui::Terminal;
pub(crate) use signals::Listening;

use self::clipboard::Multiplexer;
use crate::state::{CopyOutcome, SIZE_MAX, Size, State};
use crate::view;

/// Turns on reports of mouse buttons and the wheel, with coordinates of any size. Reports of
/// movement stay off: they are not used, and Shift still selects text in the terminal.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
/// Turns off the reports of [`MOUSE_ON`].
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// Resets attributes and the character set. Entering the alternate screen saves both, and leaving
/// it restores them.
const RESET_TEXT: &[u8] = b"\x1b[0m\x1b(B\x0f";

/// Resets the modes of another program that change how text is placed: margins, origin, insert
/// mode, and wrapping. Moves the cursor, so it comes after the alternate screen is entered.
const RESET_PLACING: &[u8] = b"\x1b[?69l\x1b[r\x1b[?6l\x1b[4l\x1b[?7h";

/// Resets other modes that an editor or a shell may leave set: the forms of keys of xterm and
/// kitty, cursor keys, keypad, all mouse and focus reports, synchronized output, and the cursor
/// shape. An old terminal may print some of these bytes, so clear the screen after them.
const RESET_INPUT: &[u8] = b"\x1b[>4m\x1b[=0u\x1b[?1l\x1b>\
    \x1b[?9l\x1b[?1000l\x1b[?1001l\x1b[?1002l\x1b[?1003l\x1b[?1004l\x1b[?1005l\x1b[?1006l\
    \x1b[?1015l\x1b[?1016l\x1b[?2026l\x1b[0 q";

/// Moves to the last line and erases it. On a terminal without an alternate screen, the prompt
/// appears there. With one, the cursor returns to its position before the program started.
const TO_LAST_LINE: &[u8] = b"\x1b[9999;1H\x1b[K";

/// The real terminal, which is restored when this is dropped.
pub(super) struct RealTerminal {
    terminal: Terminal<TerminalBackend<File>>,
    /// Whether mouse reports are on. If not, no mouse sequence is sent at the start.
    mouse: bool,
    /// Whether the terminal currently shows the program.
    is_entered: bool,
}

impl RealTerminal {
    /// Sets up the terminal. Does not query it, because a reply may be slow or never arrive.
    pub(super) fn open(size: Size, mouse: bool) -> io::Result<Self> {
        let backend = TerminalBackend::new(stdout()?, (size.width, size.height).into());
        let mut device = Self {
            terminal: Terminal::new(backend)?,
            mouse,
            is_entered: false,
        };
        device.set_up()?;
        Ok(device)
    }

    /// Enters raw mode and the alternate screen, and clears the screen, because some terminals have
    /// no alternate screen.
    fn set_up(&mut self) -> io::Result<()> {
        make_blocking()?;
        enable_raw_mode()?;
        self.is_entered = true;
        self.queue(RESET_TEXT)?;
        queue!(
            self.terminal.backend_mut(),
            EnterAlternateScreen,
            EnableBracketedPaste
        )?;
        if self.mouse {
            self.queue(MOUSE_ON)?;
        }
        self.clear()
    }

    /// Sets up the terminal again after another program used it.
    fn set_up_again(&mut self) -> io::Result<()> {
        self.queue(RESET_INPUT)?;
        self.set_up()
    }

    /// Clears the screen, so that the next frame is drawn completely.
    fn clear(&mut self) -> io::Result<()> {
        self.queue(RESET_TEXT)?;
        self.queue(RESET_PLACING)?;
        let size = self.terminal.size()?;
        self.terminal.resize(size.into())
    }

    /// Adds bytes that are written with the next frame.
    fn queue(&mut self, sequences: &[u8]) -> io::Result<()> {
        self.terminal.backend_mut().write_all(sequences)
    }

    /// Restores the terminal. Does nothing if the terminal was not set up, and is safe if it was
    /// closed.
    fn restore(&mut self) {
        if !std::mem::take(&mut self.is_entered) {
            return;
        }
        let _ = disable_raw_mode();
        let _ = self.leave();
    }

    /// Resets the modes, and leaves the alternate screen.
    fn leave(&mut self) -> io::Result<()> {
        if self.mouse {
            self.queue(MOUSE_OFF)?;
        }
        self.queue(RESET_TEXT)?;
        queue!(
            self.terminal.backend_mut(),
            DisableBracketedPaste,
            cursor::Show
        )?;
        self.queue(TO_LAST_LINE)?;
        execute!(self.terminal.backend_mut(), LeaveAlternateScreen)
    }
}

impl TerminalDevice for RealTerminal {
    fn draw(&mut self, state: &State) -> io::Result<()> {
        self.terminal.draw(|frame| view::draw(state, frame))?;
        Ok(())
    }

    fn resize(&mut self, size: Size) -> io::Result<()> {
        let size = (size.width, size.height).into();
        self.terminal.backend_mut().set_size(size);
        self.clear()
    }

    fn copy(&mut self, text: &str) -> io::Result<CopyOutcome> {
        let mut sequence = Vec::new();
        let sent = clipboard::copy(text, Multiplexer::of_environment(), &mut sequence);
        self.queue(&sequence)?;
        self.terminal.backend_mut().flush()?;
        Ok(sent)
    }

    fn lend_to(&mut self, job: &mut dyn FnMut()) -> io::Result<Option<Size>> {
        self.restore();
        let modes = line_mode();
        signals::lent(job);
        // A program that crashed leaves its modes set, and input that was typed for it.
        if let Some(modes) = modes {
            set_line_mode(&modes);
        }
        self.set_up_again()?;
        Ok(size().ok())
    }

    fn suspend(&mut self) -> io::Result<Option<Size>> {
        if !signals::stop(|| self.restore())? {
            return Ok(None);
        }
        self.set_up_again()?;
        Ok(size().ok())
    }

    fn resume(&mut self) -> io::Result<Option<Size>> {
        // The shell may have changed the modes, so enter raw mode again.
        disable_raw_mode()?;
        self.set_up_again()?;
        Ok(size().ok())
    }
}

impl Drop for RealTerminal {
    fn drop(&mut self) {
        self.restore();
    }
}

/// Clears `O_NONBLOCK`, which another program may leave set on the terminal. With it, a frame that
/// does not fit into the buffer of the terminal is an error.
#[cfg(unix)]
fn make_blocking() -> io::Result<()> {
    use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
    let (input, output) = (io::stdin(), io::stdout());
    fcntl_setfl(&input, fcntl_getfl(&input)? - OFlags::NONBLOCK)?;
    fcntl_setfl(&output, fcntl_getfl(&output)? - OFlags::NONBLOCK)?;
    Ok(())
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps)] // The signature matches the one on Unix.
fn make_blocking() -> io::Result<()> {
    Ok(())
}

/// Restores only line mode, which never blocks on a terminal that does not read.
#[cfg(unix)]
pub(crate) fn restore_line_mode() {
    let _ = disable_raw_mode();
}

/// Returns the line mode of the terminal; `None` if it cannot be read.
#[cfg(unix)]
fn line_mode() -> Option<rustix::termios::Termios> {
    rustix::termios::tcgetattr(io::stdin()).ok()
}

/// Sets the line mode of the terminal, and drops unread input.
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

/// Returns the size of the terminal.
pub(super) fn size() -> io::Result<Size> {
    let (width, height) = crossterm::terminal::size()?;
    Ok(known(width, height))
}

/// Returns the size that a terminal reports, at most [`SIZE_MAX`] columns and rows. Replaces a 0,
/// which means that the size was never set, with the traditional 80 columns or 24 rows.
pub(super) fn known(width: u16, height: u16) -> Size {
    let or = |cells: u16, usual| {
        if cells == 0 {
            usual
        } else {
            cells.min(SIZE_MAX)
        }
    };
    Size {
        width: or(width, 80),
        height: or(height, 24),
    }
}

/// Returns standard output without the buffer of the standard library.
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
