use std::io::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// Tracks the cursor position and style of the terminal, and emits only the differences, in the
/// shortest sequence.
#[derive(Debug, Default)]
pub(crate) struct TerminalWriter {
    /// The position of the cursor; `None` if it is unknown.
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

/// The modifiers that are visible on blank cells.
const ON_BLANKS: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

/// The modifiers, each with the SGR parameter that turns it on.
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
    /// Moves the cursor to a cell.
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

    /// Sets the style for the next cells.
    pub(crate) fn wear(&mut self, look: Look, out: &mut Vec<u8>) {
        if look == self.look {
            return;
        }
        let mut codes = Codes::new(out);
        // Terminals disagree on how to reset one attribute, so reset all and set the remaining ones
        // again.
        let fresh = if look.includes(self.look) {
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
            color(look.fg, 30, &mut codes);
        }
        if look.bg != fresh.bg {
            color(look.bg, 40, &mut codes);
        }
        codes.end();
        self.look = look;
    }

    /// Returns the position of the cursor; `None` if it is unknown.
    pub(crate) fn position(&self) -> Option<(u16, u16)> {
        self.at
    }

    /// Resets the style if it would be visible on blank cells.
    pub(crate) fn wear_nothing_below(&mut self, out: &mut Vec<u8>) {
        if !self.look.is_blank_on_blanks() {
            self.wear(Look::default(), out);
        }
    }

    /// Writes a grapheme that is `cells` wide, on a line of `line` cells.
    pub(crate) fn write(&mut self, grapheme: &str, cells: u16, line: u16, out: &mut Vec<u8>) {
        out.extend_from_slice(grapheme.as_bytes());
        // At the end of a line, terminals delay the wrap of the cursor. They also disagree on the
        // width of a grapheme with several characters.
        let sure = grapheme.chars().nth(1).is_none();
        self.at = self
            .at
            .map(|(x, y)| (x.saturating_add(cells), y))
            .filter(|(x, _)| sure && *x < line);
    }
}

impl Look {
    /// Returns whether every attribute of `other` is set here too, so that no reset is needed.
    fn includes(self, other: Self) -> bool {
        let includes = |mine: Color, its: Color| mine == its || mine != Color::Reset;
        self.modifier.contains(other.modifier)
            && includes(self.fg, other.fg)
            && includes(self.bg, other.bg)
    }

    /// Returns whether a blank in this style looks like an empty cell.
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

/// The parameters of one SGR sequence, which sets a style.
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

/// Adds the parameters of a color. `base` is 30 for the text and 40 for the background.
fn color(color: Color, base: u8, codes: &mut Codes<'_>) {
    let named = match color {
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
