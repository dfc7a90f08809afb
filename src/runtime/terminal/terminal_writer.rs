use std::io::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// What a terminal was told last: where it writes and in which style. It is told only what is
/// another than that, in the shortest sequence that says so.
#[derive(Debug, Default)]
pub(crate) struct TerminalWriter {
    /// None where it is not sure.
    at: Option<(u16, u16)>,
    look: Look,
}

/// The style of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// The modifiers that show on a blank as well.
const ON_BLANKS: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

/// The modifiers, and the parameter that turns each on.
const MODIFIERS: [(Modifier, u8); 8] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

impl TerminalWriter {
    /// To a cell.
    pub(crate) fn go(&mut self, x: u16, y: u16, out: &mut Vec<u8>) {
        let to = (x, y);
        let _ = match self.at.replace(to) {
            Some(at) if at == to => Ok(()),
            Some((_, row)) if x == 0 && y == row => out.write_all(b"\r"),
            Some((_, row)) if x == 0 && y == row + 1 => out.write_all(b"\r\n"),
            Some((column, row)) if y == row && x == column + 1 => out.write_all(b"\x1b[C"),
            Some((column, row)) if y == row && x > column => write!(out, "\x1b[{}C", x - column),
            _ if x == 0 => write!(out, "\x1b[{}H", y + 1),
            _ => write!(out, "\x1b[{};{}H", y + 1, x + 1),
        };
    }

    /// Takes this style on.
    pub(crate) fn wear(&mut self, look: Look, out: &mut Vec<u8>) {
        if look == self.look {
            return;
        }
        let mut codes = Codes::new(out);
        // No code takes a single attribute away everywhere alike: all go, and what stays is set.
        let fresh = if look.keeps(self.look) {
            self.look
        } else {
            if look != Look::default() {
                codes.add(format_args!("0"));
            }
            Look::default()
        };
        for (modifier, code) in MODIFIERS {
            if look.modifier.contains(modifier) && !fresh.modifier.contains(modifier) {
                codes.add(format_args!("{code}"));
            }
        }
        if look.fg != fresh.fg {
            colour(look.fg, 30, &mut codes);
        }
        if look.bg != fresh.bg {
            colour(look.bg, 40, &mut codes);
        }
        codes.end();
        self.look = look;
    }

    /// Where it writes, if that is known.
    pub(crate) fn position(&self) -> Option<(u16, u16)> {
        self.at
    }

    /// A style in which blanks are empty cells, whatever else it has.
    pub(crate) fn wear_nothing_below(&mut self, out: &mut Vec<u8>) {
        if !self.look.is_blank_on_blanks() {
            self.wear(Look::default(), out);
        }
    }

    /// Writes a grapheme of this many cells, on a line of `line` cells.
    pub(crate) fn write(&mut self, grapheme: &str, cells: u16, line: u16, out: &mut Vec<u8>) {
        out.extend_from_slice(grapheme.as_bytes());
        // At the end of the line the cursor waits in a place of its own; and terminals do not agree
        // on how wide a grapheme of several characters is.
        let sure = grapheme.chars().nth(1).is_none();
        self.at = self
            .at
            .map(|(x, y)| (x.saturating_add(cells), y))
            .filter(|(x, _)| sure && *x < line);
    }
}

impl Look {
    /// Whether all that `other` has is in it too, so that adding to that is enough.
    fn keeps(self, other: Self) -> bool {
        let keeps = |mine: Color, its: Color| mine == its || mine != Color::Reset;
        self.modifier.contains(other.modifier)
            && keeps(self.fg, other.fg)
            && keeps(self.bg, other.bg)
    }

    pub(crate) fn is_blank_on_blanks(self) -> bool {
        self.bg == Color::Reset && !self.modifier.intersects(ON_BLANKS)
    }
}

impl From<&Cell> for Look {
    fn from(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }
}

/// The parameters of one sequence that sets a style.
struct Codes<'o> {
    out: &'o mut Vec<u8>,
    first: bool,
}

impl<'o> Codes<'o> {
    fn new(out: &'o mut Vec<u8>) -> Self {
        out.extend_from_slice(b"\x1b[");
        Self { out, first: true }
    }

    fn add(&mut self, code: std::fmt::Arguments<'_>) {
        if !std::mem::take(&mut self.first) {
            self.out.push(b';');
        }
        let _ = self.out.write_fmt(code);
    }

    fn end(self) {
        self.out.push(b'm');
    }
}

/// The parameters of a colour; `base` is 30 for text and 40 for what lies below it.
fn colour(colour: Color, base: u8, codes: &mut Codes<'_>) {
    let named = match colour {
        Color::Reset => 9,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
        Color::Indexed(index) => return codes.add(format_args!("{};5;{index}", base + 8)),
        Color::Rgb(r, g, b) => return codes.add(format_args!("{};2;{r};{g};{b}", base + 8)),
    };
    codes.add(format_args!("{}", base + named));
}
