//! Color, theme, and glyphs, as far as the command line, the environment, and the terminal decide.

use std::env;
use std::io::{IsTerminal, stdout};

use clap::{ColorChoice, ValueEnum};

use super::failure::Failure;
use crate::config::{Config, Glyphs};
use crate::state::{ColorDepth, Theme};

/// The variable that overrides the theme of the configuration.
const THEME: &str = "LEVELUP_THEME";

/// When to use color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always, even in files and if `NO_COLOR` is set
    Always,
    /// Never
    Never,
}

impl Color {
    /// Whether output to this stream has colors.
    pub(crate) fn on(self, stream: &impl IsTerminal) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => is_colored(stream),
        }
    }

    /// The `--color` option before the command line is parsed: help and usage errors have colors, too.
    pub(crate) fn before_parsing() -> Self {
        let mut words = env::args_os().filter_map(|word| word.into_string().ok());
        while let Some(word) = words.next() {
            let value = match word.strip_prefix("--color") {
                Some("") => words.next(),
                Some(rest) => rest.strip_prefix('=').map(str::to_owned),
                None => None,
            };
            if let Some(color) = value.and_then(|value| Self::from_str(&value, false).ok()) {
                return color;
            }
        }
        Self::Auto
    }

    /// The choice for help, which clap writes to stdout.
    pub(crate) fn for_help(self) -> ColorChoice {
        if self.on(&stdout()) {
            ColorChoice::Always
        } else {
            ColorChoice::Never
        }
    }
}

/// Decides by `NO_COLOR`, `CLICOLOR_FORCE`, `CLICOLOR`, and the terminal, in this order.
fn is_colored(stream: &impl IsTerminal) -> bool {
    if anstyle_query::no_color() {
        return false;
    }
    let force = env::var_os("CLICOLOR_FORCE").unwrap_or_default();
    if !force.is_empty() && force != "0" {
        return true;
    }
    let allowed = anstyle_query::clicolor().unwrap_or(true);
    allowed && stream.is_terminal() && anstyle_query::term_supports_color()
}

/// Overrides the glyphs and the theme of the configuration by the terminal and the environment.
///
/// # Errors
/// Code 4 if `LEVELUP_THEME` names a theme that does not exist.
pub(crate) fn apply_environment(config: &mut Config) -> Result<(), Failure> {
    // A font of the Linux console has at most 512 glyphs.
    if config.glyphs == Glyphs::Auto && is_linux_console() && stdout().is_terminal() {
        config.glyphs = Glyphs::Ascii;
    }
    let name = env::var(THEME).unwrap_or_default();
    if name.is_empty() {
        return Ok(());
    }
    let themes = &config.themes;
    let Some(theme) = themes.find(&name) else {
        let all = format!("available themes: {}", themes.names().join(", "));
        let near = themes.nearest(&name);
        let near = near.map(|near| format!("did you mean `{near}`? {all}"));
        let failure = Failure::invalid(format!("{THEME}: no theme named `{name}`"));
        return Err(failure.hint(near.unwrap_or(all)));
    };
    config.theme = theme;
    Ok(())
}

/// The theme in the colors that the terminal supports.
pub(crate) fn supported_theme(theme: Theme, color: Color) -> Theme {
    let depth = if color.on(&stdout()) {
        color_depth()
    } else {
        ColorDepth::Mono
    };
    let theme = theme.at(depth);
    // The Linux console shows dim text as dark gray on black.
    if is_linux_console() {
        theme.undimmed()
    } else {
        theme
    }
}

/// Terminals with 256 colors whose names do not include the number.
const COLORS_256: [&str; 10] = [
    "alacritty",
    "contour",
    "foot",
    "ghostty",
    "iterm2",
    "kitty",
    "mlterm",
    "rio",
    "st",
    "wezterm",
];

/// The colors of the terminal by `COLORTERM` and `TERM`. The terminal itself is not queried: it may
/// answer late or never.
fn color_depth() -> ColorDepth {
    let term = env::var("TERM").unwrap_or_default();
    let windows = cfg!(windows) && term.is_empty();
    if anstyle_query::truecolor() || term.ends_with("-direct") || windows {
        ColorDepth::All
    } else if term.contains("256color") || term.split('-').any(|part| COLORS_256.contains(&part)) {
        ColorDepth::Many
    } else {
        ColorDepth::Sixteen
    }
}

fn is_linux_console() -> bool {
    env::var("TERM").is_ok_and(|term| term == "linux")
}

/// Whether the terminal can show only lines of text.
pub(crate) fn is_dumb() -> bool {
    env::var("TERM").is_ok_and(|term| term == "dumb")
}
