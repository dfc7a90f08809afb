mod role;
mod text_style;

use anstyle::{AnsiColor, Color, RgbColor};
pub use role::Role;
pub(crate) use text_style::Attribute;
pub use text_style::{ColorDepth, TextStyle};

use self::text_style::Attributes;

/// How each role looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    looks: [TextStyle; Role::ALL.len()],
}

const BOLD: Attributes = Attributes::only(Attribute::Bold);
const DIM: Attributes = Attributes::only(Attribute::Dim);
const PLAIN: TextStyle = TextStyle {
    fg: None,
    bg: None,
    attributes: Attributes::NONE,
};

impl Theme {
    /// The terminal's own colours, whichever they are.
    pub const TERMINAL: Self = Self::of(plain(DIM), own(AnsiColor::Magenta), own(AnsiColor::Red));
    /// For a light background: dark colours, and nothing dimmed by the terminal.
    pub const LIGHT: Self = Self::of(
        rgb(0x5a, 0x60, 0x68),
        rgb(0x7a, 0x2f, 0xa8),
        rgb(0xb0, 0x1e, 0x2b),
    );
    /// For a dark background: light colours, and nothing dimmed by the terminal.
    pub const DARK: Self = Self::of(
        rgb(0x9a, 0xa4, 0xb2),
        rgb(0xd7, 0x9c, 0xff),
        rgb(0xff, 0x87, 0x80),
    );
    /// The colour that the terminal writes in, at its full strength: nothing is dimmed, and what
    /// stands out does by weight and by a line.
    pub const HIGH_CONTRAST: Self = Self {
        looks: [
            PLAIN,
            PLAIN,
            plain(BOLD),
            plain(BOLD),
            plain(BOLD),
            plain(BOLD.set(Attribute::Underlined, true)),
        ],
    };
    /// No colour at all.
    pub const MONO: Self = Self {
        looks: [
            PLAIN,
            plain(DIM),
            plain(BOLD),
            PLAIN,
            plain(BOLD),
            plain(BOLD),
        ],
    };

    /// The themes that ship, by the names they have in a configuration.
    pub const SHIPPED: [(&str, Self); 5] = [
        ("terminal", Self::TERMINAL),
        ("light", Self::LIGHT),
        ("dark", Self::DARK),
        ("high-contrast", Self::HIGH_CONTRAST),
        ("mono", Self::MONO),
    ];

    const fn of(dim: TextStyle, accent: TextStyle, error: TextStyle) -> Self {
        let strong_accent = TextStyle {
            attributes: BOLD,
            ..accent
        };
        Self {
            looks: [PLAIN, dim, plain(BOLD), accent, strong_accent, error],
        }
    }

    /// The theme that ships with this name.
    pub fn shipped(name: &str) -> Option<Self> {
        let found = Self::SHIPPED.iter().find(|(other, _)| *other == name);
        found.map(|(_, theme)| *theme)
    }

    /// How a role looks. What it does not say is as in ordinary text.
    pub fn look(&self, role: Role) -> TextStyle {
        let (text, look) = (self.looks[Role::Text.index()], self.looks[role.index()]);
        TextStyle {
            fg: look.fg.or(text.fg),
            bg: look.bg.or(text.bg),
            attributes: look.attributes,
        }
    }

    /// Gives a role another look.
    pub fn set(&mut self, role: Role, look: TextStyle) {
        self.looks[role.index()] = look;
    }

    /// The theme on a terminal with so many colours. Without any, what went wrong is bold: nothing
    /// else is left of its look.
    #[must_use]
    pub fn at(self, depth: ColorDepth) -> Self {
        let mut theme = Self {
            looks: self.looks.map(|look| look.at(depth)),
        };
        let error = &mut theme.looks[Role::Error.index()];
        if *error == PLAIN {
            error.attributes = BOLD;
        }
        theme
    }

    /// The theme on a console that has no faint text: what is dim is as bright as the rest, where
    /// it would be dark grey on black.
    #[must_use]
    pub fn undimmed(self) -> Self {
        let undimmed = |look: TextStyle| TextStyle {
            attributes: look.attributes.set(Attribute::Dim, false),
            ..look
        };
        Self {
            looks: self.looks.map(undimmed),
        }
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::TERMINAL
    }
}

const fn plain(attributes: Attributes) -> TextStyle {
    TextStyle {
        attributes,
        ..PLAIN
    }
}

const fn own(colour: AnsiColor) -> TextStyle {
    TextStyle {
        fg: Some(Color::Ansi(colour)),
        ..PLAIN
    }
}

const fn rgb(r: u8, g: u8, b: u8) -> TextStyle {
    TextStyle {
        fg: Some(Color::Rgb(RgbColor(r, g, b))),
        ..PLAIN
    }
}
