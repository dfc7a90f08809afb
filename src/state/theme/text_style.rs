use anstyle::{Ansi256Color, AnsiColor, Color, RgbColor};
use anstyle_lossy::palette::VGA;

/// How a text looks; what is not said is the terminal's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TextStyle {
    /// The colour of the text.
    pub fg: Option<Color>,
    /// The colour below it. No theme that ships has one.
    pub bg: Option<Color>,
    /// What else is done with the text.
    pub attributes: Attributes,
}

/// What can be done with a text besides colouring it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attribute {
    /// Heavier.
    Bold,
    /// Fainter.
    Dim,
    /// Slanted.
    Italic,
    /// With a line below.
    Underlined,
    /// With the two colours swapped.
    Reversed,
}

impl Attribute {
    /// All attributes, with their names in a configuration.
    pub const NAMED: [(Self, &str); 5] = [
        (Self::Bold, "bold"),
        (Self::Dim, "dim"),
        (Self::Italic, "italic"),
        (Self::Underlined, "underlined"),
        (Self::Reversed, "reversed"),
    ];
}

/// Some attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attributes(u8);

impl Attributes {
    /// None.
    pub const NONE: Self = Self(0);

    /// Only this one.
    pub const fn only(attribute: Attribute) -> Self {
        Self(1 << attribute as u8)
    }

    /// With this one, or without it.
    #[must_use]
    pub const fn set(self, attribute: Attribute, on: bool) -> Self {
        let bit = 1 << attribute as u8;
        Self(if on { self.0 | bit } else { self.0 & !bit })
    }

    /// Whether this one is among them.
    pub const fn has(self, attribute: Attribute) -> bool {
        self.0 & (1 << attribute as u8) != 0
    }
}

/// How many colours a terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColorDepth {
    /// None: only the attributes are left.
    Mono,
    /// The sixteen that the person chose for their terminal.
    Sixteen,
    /// The 256 of xterm.
    Many,
    /// All of them.
    All,
}

impl TextStyle {
    /// The look on a terminal with so many colours: the nearest that it has.
    #[must_use]
    pub fn at(self, depth: ColorDepth) -> Self {
        Self {
            fg: self.fg.and_then(|colour| nearest(colour, depth)),
            bg: self.bg.and_then(|colour| nearest(colour, depth)),
            attributes: self.attributes,
        }
    }
}

/// The nearest colour that a terminal has. The sixteen are the person's own, so that they are told
/// by name and never by what they may look like.
fn nearest(colour: Color, depth: ColorDepth) -> Option<Color> {
    let colour = match colour {
        Color::Ansi256(Ansi256Color(index)) if index < 16 => sixteen(index),
        other => other,
    };
    match (depth, colour) {
        (ColorDepth::Mono, _) => None,
        (_, Color::Ansi(_)) | (ColorDepth::All, _) | (ColorDepth::Many, Color::Ansi256(_)) => {
            Some(colour)
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
