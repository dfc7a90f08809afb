mod role;
mod text_style;

use anstyle::{AnsiColor, Color, RgbColor};
pub use role::Role;
pub(crate) use text_style::Attribute;
pub use text_style::{ColorDepth, TextStyle};

use self::text_style::Attributes;

/// The style of each role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    styles: [TextStyle; Role::ALL.len()],
}

const BOLD: Attributes = Attributes::only(Attribute::Bold);
const DIM: Attributes = Attributes::only(Attribute::Dim);
const PLAIN: TextStyle = TextStyle {
    fg: None,
    bg: None,
    attributes: Attributes::NONE,
};

impl Theme {
    /// The colors of the terminal.
    pub const TERMINAL: Self = Self::of(plain(DIM), own(AnsiColor::Magenta), own(AnsiColor::Red));
    /// Dark colors for a light background, without the terminal's dim attribute.
    pub const LIGHT: Self = Self::of(
        rgb(0x5a, 0x60, 0x68),
        rgb(0x7a, 0x2f, 0xa8),
        rgb(0xb0, 0x1e, 0x2b),
    );
    /// Light colors for a dark background, without the terminal's dim attribute.
    pub const DARK: Self = Self::of(
        rgb(0x9a, 0xa4, 0xb2),
        rgb(0xd7, 0x9c, 0xff),
        rgb(0xff, 0x87, 0x80),
    );
    /// The terminal's text color only, with bold and underlined text.
    pub const HIGH_CONTRAST: Self = Self {
        styles: [
            PLAIN,
            PLAIN,
            plain(BOLD),
            plain(BOLD),
            plain(BOLD),
            plain(BOLD.set(Attribute::Underlined, true)),
        ],
    };
    /// No colors.
    pub const MONO: Self = Self {
        styles: [
            PLAIN,
            plain(DIM),
            plain(BOLD),
            PLAIN,
            plain(BOLD),
            plain(BOLD),
        ],
    };

    /// The built-in themes with their names in a configuration file.
    pub const BUILT_IN: [(&str, Self); 5] = [
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
            styles: [PLAIN, dim, plain(BOLD), accent, strong_accent, error],
        }
    }

    /// Returns the built-in theme with this name.
    pub fn built_in(name: &str) -> Option<Self> {
        let found = Self::BUILT_IN.iter().find(|(other, _)| *other == name);
        found.map(|(_, theme)| *theme)
    }

    /// Returns the style of a role. Colors that it does not set are those of ordinary text.
    pub fn style(&self, role: Role) -> TextStyle {
        let (text, style) = (self.styles[Role::Text.index()], self.styles[role.index()]);
        TextStyle {
            fg: style.fg.or(text.fg),
            bg: style.bg.or(text.bg),
            attributes: style.attributes,
        }
    }

    pub fn set(&mut self, role: Role, style: TextStyle) {
        self.styles[role.index()] = style;
    }

    /// Returns the theme for a terminal with this color depth. If that leaves errors without a style,
    /// they are bold.
    #[must_use]
    pub fn at(self, depth: ColorDepth) -> Self {
        let mut theme = Self {
            styles: self.styles.map(|style| style.at(depth)),
        };
        let error = &mut theme.styles[Role::Error.index()];
        if *error == PLAIN {
            error.attributes = BOLD;
        }
        theme
    }

    /// Returns the theme without dim text, for a console that would show it as dark gray on black.
    #[must_use]
    pub fn undimmed(self) -> Self {
        let undimmed = |style: TextStyle| TextStyle {
            attributes: style.attributes.set(Attribute::Dim, false),
            ..style
        };
        Self {
            styles: self.styles.map(undimmed),
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

const fn own(color: AnsiColor) -> TextStyle {
    TextStyle {
        fg: Some(Color::Ansi(color)),
        ..PLAIN
    }
}

const fn rgb(r: u8, g: u8, b: u8) -> TextStyle {
    TextStyle {
        fg: Some(Color::Rgb(RgbColor(r, g, b))),
        ..PLAIN
    }
}
