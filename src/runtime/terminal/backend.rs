use std::collections::HashSet;
use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::terminal_writer::{Look, TerminalWriter};
use crate::text::width;

/// A ratatui backend that writes each frame with one call, in short sequences, and never queries
/// the terminal: the event loop sets its size.
///
/// The crossterm backend flushes twice per frame, needs up to twice the bytes (a move on the home
/// screen: 271, not 174), and sends the sixteen basic colors in a form for terminals with 256
/// colors.
#[derive(Debug)]
pub struct TerminalBackend<W: Write> {
    writer: W,
    /// Bytes that are written with the next frame.
    bytes: Vec<u8>,
    size: Size,
    tracker: TerminalWriter,
    shows_cursor: bool,
    /// The positions of graphemes that are two cells wide.
    wide: HashSet<(u16, u16)>,
}

impl<W: Write> TerminalBackend<W> {
    /// Creates a backend for a terminal of this size with unknown contents. Clear the screen before
    /// the first frame.
    pub fn new(writer: W, size: Size) -> Self {
        Self {
            writer,
            bytes: Vec::new(),
            size,
            tracker: TerminalWriter::default(),
            shows_cursor: false,
            wide: HashSet::new(),
        }
    }

    /// Returns the output for frames.
    pub fn writer(&self) -> &W {
        &self.writer
    }

    /// Records a grapheme of this width. Returns whether it covers only the first half of a wide
    /// one.
    fn covers(&mut self, x: u16, y: u16, cells: u16) -> bool {
        let last = x + (cells - 1);
        let covers =
            !self.wide.is_empty() && (x..=last).fold(false, |_, x| self.wide.remove(&(x, y)));
        if cells > 1 {
            self.wide.insert((x, y));
        }
        covers
    }

    /// Sets the size of the terminal.
    pub fn set_size(&mut self, size: Size) {
        self.size = size;
    }
}

/// Writes other sequences, such as modes of the terminal, before the next frame. They must not move
/// the cursor or set a style, unless the screen is cleared after them.
impl<W: Write> Write for TerminalBackend<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.write(bytes)
    }

    /// Writes everything with one call. No other place writes to the terminal.
    fn flush(&mut self) -> io::Result<()> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        let written = self.writer.write_all(&self.bytes);
        self.bytes.clear();
        written?;
        self.writer.flush()
    }
}

impl<W: Write> Backend for TerminalBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        for (x, y, cell) in content {
            self.tracker.go(x, y, &mut self.bytes);
            if is_blank(cell) {
                self.tracker.wear_nothing_below(&mut self.bytes);
            } else {
                self.tracker.wear(cell.into(), &mut self.bytes);
            }
            let symbol = cell.symbol();
            let (cells, line) = (cells_of(symbol), self.size.width);
            self.tracker.write(symbol, cells, line, &mut self.bytes);
            if self.covers(x, y, cells) {
                // A terminal blanks the second half in the style of the text that replaces the
                // first.
                self.tracker.go(x + cells, y, &mut self.bytes);
                self.tracker.wear_nothing_below(&mut self.bytes);
                self.tracker.write(" ", 1, line, &mut self.bytes);
            }
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.shows_cursor) {
            self.bytes.extend_from_slice(b"\x1b[?25l");
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.shows_cursor, true) {
            self.bytes.extend_from_slice(b"\x1b[?25h");
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.tracker.position().unwrap_or_default().into())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        self.tracker.go(x, y, &mut self.bytes);
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    /// Clears without any style, which would otherwise apply to the entire screen. Afterward, the
    /// cursor position is unknown and the cursor is hidden.
    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        let erase: &[u8] = match region {
            ClearType::All => b"\x1b[2J",
            ClearType::AfterCursor => b"\x1b[J",
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => b"\x1b[K",
        };
        self.bytes.extend_from_slice(b"\x1b[0m");
        self.bytes.extend_from_slice(erase);
        self.bytes.extend_from_slice(b"\x1b[?25l");
        self.tracker = TerminalWriter::default();
        self.shows_cursor = false;
        self.wide.clear();
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::default(),
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(self)
    }
}

/// Returns the width of a grapheme in cells.
fn cells_of(symbol: &str) -> u16 {
    if symbol.len() == 1 {
        return 1;
    }
    u16::try_from(width::cells(symbol).max(1)).unwrap_or(u16::MAX)
}

/// Returns whether a cell is empty and its color and weight are invisible.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && Look::from(cell).is_blank_on_blanks()
}
