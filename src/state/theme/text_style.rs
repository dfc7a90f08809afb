use anstyle::{Ansi256Color, AnsiColor, Color, RgbColor};
use anstyle_lossy::palette::VGA;

/// The style of a text. `None` is the color of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TextStyle {
    pub fg: Option<Color>,
    /// No built-in theme sets it.
    pub bg: Option<Color>,
    pub attributes: Attributes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attribute {
    Bold,
    Dim,
    Italic,
    Underlined,
    /// Text and background colors are swapped.
    Reversed,
}

impl Attribute {
    /// All attributes with their names in a configuration file.
    pub const NAMED: [(Self, &str); 5] = [
        (Self::Bold, "bold"),
        (Self::Dim, "dim"),
        (Self::Italic, "italic"),
        (Self::Underlined, "underlined"),
        (Self::Reversed, "reversed"),
    ];
}

/// A set of attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attributes(u8);

impl Attributes {
    pub const NONE: Self = Self(0);

    pub const fn only(attribute: Attribute) -> Self {
        Self(1 << attribute as u8)
    }

    #[must_use]
    pub const fn set(self, attribute: Attribute, on: bool) -> Self {
        let bit = 1 << attribute as u8;
        Self(if on { self.0 | bit } else { self.0 & !bit })
    }

    pub const fn has(self, attribute: Attribute) -> bool {
        self.0 & (1 << attribute as u8) != 0
    }
}

/// The number of colors of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColorDepth {
    /// No colors, only attributes.
    Mono,
    /// The sixteen of the terminal's palette.
    Sixteen,
    /// The 256 of xterm.
    Many,
    /// All RGB colors.
    All,
}

impl TextStyle {
    /// Returns the nearest style for a color depth.
    #[must_use]
    pub fn at(self, depth: ColorDepth) -> Self {
        Self {
            fg: self.fg.and_then(|color| nearest(color, depth)),
            bg: self.bg.and_then(|color| nearest(color, depth)),
            attributes: self.attributes,
        }
    }
}

/// Returns the nearest color. Users can change the sixteen colors of the palette, so these are never
/// replaced.
fn nearest(color: Color, depth: ColorDepth) -> Option<Color> {
    let color = match color {
        Color::Ansi256(Ansi256Color(index)) if index < 16 => sixteen(index),
        other => other,
    };
    match (depth, color) {
        (ColorDepth::Mono, _) => None,
        (_, Color::Ansi(_)) | (ColorDepth::All, _) | (ColorDepth::Many, Color::Ansi256(_)) => {
            Some(color)
        }
        (ColorDepth::Many, Color::Rgb(rgb)) => Some(anstyle_lossy::rgb_to_xterm(rgb).into()),
        (ColorDepth::Sixteen, Color::Rgb(rgb)) => Some(of_sixteen(rgb)),
        (ColorDepth::Sixteen, Color::Ansi256(index)) => {
            Some(of_sixteen(anstyle_lossy::xterm_to_rgb(index, VGA)))
        }
    }
}

fn sixteen(index: u8) -> Color {
    Ansi256Color(index)
        .into_ansi()
        .map_or(Color::Ansi(AnsiColor::White), Color::Ansi)
}

fn of_sixteen(rgb: RgbColor) -> Color {
    anstyle_lossy::rgb_to_ansi(rgb, VGA).into()
}
