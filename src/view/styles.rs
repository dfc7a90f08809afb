//! The styles of the roles of a theme.

use anstyle::AnsiColor;
use ratatui::style::{Color, Modifier, Style};

use crate::state::{Attribute, Role, TextStyle, Theme};

/// The style of each role, computed once per frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Styles([Style; Role::ALL.len()]);

impl Styles {
    pub fn new(theme: &Theme) -> Self {
        Self(Role::ALL.map(|role| style(theme.style(role))))
    }

    pub fn style(&self, role: Role) -> Style {
        self.0[role.index()]
    }
}

fn style(text: TextStyle) -> Style {
    // Start from reset, so that a cell loses the style of what it contained before.
    let mut style = Style::reset();
    style.fg = text.fg.map(color).or(style.fg);
    style.bg = text.bg.map(color).or(style.bg);
    for (attribute, _) in Attribute::NAMED {
        if text.attributes.has(attribute) {
            style = style.add_modifier(match attribute {
                Attribute::Bold => Modifier::BOLD,
                Attribute::Dim => Modifier::DIM,
                Attribute::Italic => Modifier::ITALIC,
                Attribute::Underlined => Modifier::UNDERLINED,
                Attribute::Reversed => Modifier::REVERSED,
            });
        }
    }
    style
}

fn color(color: anstyle::Color) -> Color {
    match color {
        anstyle::Color::Rgb(rgb) => Color::Rgb(rgb.r(), rgb.g(), rgb.b()),
        anstyle::Color::Ansi256(index) => Color::Indexed(index.index()),
        anstyle::Color::Ansi(named) => match named {
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
