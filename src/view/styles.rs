use anstyle::{AnsiColor, Color as Told};
use ratatui::style::{Color, Modifier, Style};

use crate::state::{Attribute, Role, TextStyle, Theme};

/// The roles of a theme as styles, looked up once a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Styles([Style; Role::ALL.len()]);

impl Styles {
    /// The styles of a theme.
    pub fn of(theme: &Theme) -> Self {
        Self(Role::ALL.map(|role| style(theme.look(role))))
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.0[role.index()]
    }
}

fn style(look: TextStyle) -> Style {
    // From nothing, so that what lay below in the same cells does not shine through.
    let mut style = Style::reset();
    style.fg = look.fg.map(colour).or(style.fg);
    style.bg = look.bg.map(colour).or(style.bg);
    let modifier = |attribute| match attribute {
        Attribute::Bold => Modifier::BOLD,
        Attribute::Dim => Modifier::DIM,
        Attribute::Italic => Modifier::ITALIC,
        Attribute::Underlined => Modifier::UNDERLINED,
        Attribute::Reversed => Modifier::REVERSED,
    };
    let set = Attribute::NAMED
        .iter()
        .map(|(attribute, _)| *attribute)
        .filter(|attribute| look.attributes.has(*attribute));
    set.fold(style, |style, attribute| {
        style.add_modifier(modifier(attribute))
    })
}

fn colour(told: Told) -> Color {
    match told {
        Told::Rgb(rgb) => Color::Rgb(rgb.r(), rgb.g(), rgb.b()),
        Told::Ansi256(index) => Color::Indexed(index.index()),
        Told::Ansi(named) => match named {
            AnsiColor::Black => Color::Black,
            AnsiColor::Red => Color::Red,
            AnsiColor::Green => Color::Green,
            AnsiColor::Yellow => Color::Yellow,
            AnsiColor::Blue => Color::Blue,
            AnsiColor::Magenta => Color::Magenta,
            AnsiColor::Cyan => Color::Cyan,
            AnsiColor::White => Color::Gray,
            AnsiColor::BrightBlack => Color::DarkGray,
            AnsiColor::BrightRed => Color::LightRed,
            AnsiColor::BrightGreen => Color::LightGreen,
            AnsiColor::BrightYellow => Color::LightYellow,
            AnsiColor::BrightBlue => Color::LightBlue,
            AnsiColor::BrightMagenta => Color::LightMagenta,
            AnsiColor::BrightCyan => Color::LightCyan,
            AnsiColor::BrightWhite => Color::White,
        },
    }
}
