use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use super::pen::{Look, Pen};
use crate::assessment::measure;
use crate::state::Size;

/// From this many blank cells on, the rest of a line is erased instead of written over.
const WORTH_ERASING: usize = 4;
/// A gap of this many cells is shorter to write than to jump over.
const WORTH_WRITING: usize = 3;

/// Frames as bytes for a terminal: of each only what differs from the one before.
///
/// This stands in the place of ratatui's own terminal, whose sequences are three times as long and
/// which measures every cell of every frame.
pub struct Frames {
    area: Rect,
    /// Of no size before the first frame: a buffer takes longer to make than a frame to draw.
    shown: Buffer,
    /// Of no size before the second.
    next: Buffer,
    pen: Pen,
    cursor: Option<Position>,
}

impl Frames {
    /// Frames of this size, on a screen that is empty and shows no cursor.
    pub fn new(size: Size) -> Self {
        let area = Rect::new(0, 0, size.width, size.height);
        Self {
            area,
            shown: Buffer::empty(Rect::ZERO),
            next: Buffer::empty(Rect::ZERO),
            pen: Pen::default(),
            cursor: None,
        }
    }

    /// The frame that shows.
    pub fn shown(&self) -> &Buffer {
        &self.shown
    }

    /// Lets `paint` make the next frame, of which it tells where the cursor shows; adds to `out`
    /// what a terminal has to be told to show it: nothing, where nothing has changed.
    pub fn show(&mut self, paint: impl FnOnce(&mut Buffer) -> Option<Position>, out: &mut Vec<u8>) {
        let cursor = self.paint(paint);
        let before = out.len();
        let width = usize::from(self.area.width).max(1);
        let blank = vec![Cell::EMPTY; width];
        let shown = self.shown.content.chunks(width);
        let rows = shown.chain(std::iter::repeat(blank.as_slice()));
        for (y, (shown, next)) in (0..).zip(rows.zip(self.next.content.chunks(width))) {
            if !shown.iter().zip(next).all(|(was, cell)| is_same(cell, was)) {
                row(&mut self.pen, y, shown, next, out);
            }
        }
        self.put_cursor(cursor, out.len() > before, out);
        std::mem::swap(&mut self.shown, &mut self.next);
    }

    /// Lets `paint` make a frame that nobody sees: the first takes three times as long as those
    /// behind it, for nothing that it needs has been touched before.
    pub fn rehearse(&mut self, paint: impl FnOnce(&mut Buffer) -> Option<Position>) {
        self.paint(paint);
    }

    fn paint(&mut self, paint: impl FnOnce(&mut Buffer) -> Option<Position>) -> Option<Position> {
        if self.next.area == self.area {
            self.next.reset();
        } else {
            self.next = Buffer::empty(self.area);
        }
        paint(&mut self.next)
    }

    /// The cursor stands where text is typed; elsewhere there is none.
    fn put_cursor(&mut self, cursor: Option<Position>, moved: bool, out: &mut Vec<u8>) {
        if let Some(at) = cursor
            && (moved || self.cursor != cursor)
        {
            self.pen.go(at.x, at.y, out);
        }
        match (self.cursor, cursor) {
            (None, Some(_)) => out.extend_from_slice(b"\x1b[?25h"),
            (Some(_), None) => out.extend_from_slice(b"\x1b[?25l"),
            _ => {}
        }
        self.cursor = cursor;
    }
}

/// Writes what differs in a line.
fn row(pen: &mut Pen, y: u16, shown: &[Cell], next: &[Cell], out: &mut Vec<u8>) {
    let used = |cells: &[Cell]| {
        let last = cells.iter().rposition(|cell| !is_blank(cell));
        last.map_or(0, |at| (at + cells_of(&cells[at])).min(cells.len()))
    };
    let (old_end, end) = (used(shown), used(next));
    let erase = old_end.saturating_sub(end) >= WORTH_ERASING;
    let last = if erase { end } else { next.len() };
    // Cells behind what was written: those that it covers, and those of which it covered a half.
    let (mut covered, mut torn) = (0, 0);
    for (x, (cell, was)) in next[..last].iter().zip(shown).enumerate() {
        let differs = x >= covered && (x < torn || !is_same(cell, was));
        let width = if differs { cells_of(cell) } else { 0 };
        if differs || x < covered {
            covered = covered.max(x + width);
            torn = torn.max(covered).max(x + cells_of(was));
        }
        if differs {
            step_over(pen, x, y, next, out);
            pen.go(column(x), y, out);
            if is_blank(cell) {
                pen.wear_nothing_below(out);
            } else {
                pen.wear(cell.into(), out);
            }
            pen.write(cell.symbol(), column(width), column(next.len()), out);
        }
    }
    if erase {
        pen.go(column(end), y, out);
        pen.wear_nothing_below(out);
        out.extend_from_slice(b"\x1b[K");
    }
}

/// Goes over a gap by writing once more what stands there, where that is shorter than to jump.
fn step_over(pen: &mut Pen, to: usize, y: u16, next: &[Cell], out: &mut Vec<u8>) {
    let Some(gap) = pen.gap_before(column(to), y) else {
        return;
    };
    let from = to.saturating_sub(gap);
    let cells = &next[from..to];
    // The cursor may have been put on the second half of a wide grapheme.
    let whole = from == 0 || cells_of(&next[from - 1]) == 1;
    let easy = |cell: &Cell| {
        cell.symbol().len() == 1
            && (pen.wears(cell.into()) || (is_blank(cell) && pen.leaves_blanks_blank()))
    };
    if gap <= WORTH_WRITING && whole && cells.iter().all(easy) {
        for cell in cells {
            pen.write(cell.symbol(), 1, column(next.len()), out);
        }
    }
}

/// How many cells a grapheme takes.
fn cells_of(cell: &Cell) -> usize {
    let symbol = cell.symbol();
    if symbol.len() == 1 {
        1
    } else {
        measure::cells(symbol).max(1)
    }
}

/// An empty cell: its colour and weight cannot be seen.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && Look::from(cell).is_blank_on_blanks()
}

/// Whether nobody could tell the two cells apart. Every cell of every frame comes by here.
fn is_same(cell: &Cell, was: &Cell) -> bool {
    let (symbol, before) = (cell.symbol().as_bytes(), was.symbol().as_bytes());
    let same_symbol = match (symbol, before) {
        ([one], [other]) => one == other,
        _ => symbol == before,
    };
    same_symbol && (Look::from(cell) == Look::from(was) || (is_blank(cell) && is_blank(was)))
}

fn column(x: usize) -> u16 {
    u16::try_from(x).unwrap_or(u16::MAX)
}
