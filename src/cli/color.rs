use std::io::IsTerminal;

use clap::{ColorChoice, ValueEnum};

use crate::state::ColorDepth;

/// When to use colours.
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
    /// Whether what is written to this stream is coloured.
    pub(crate) fn on(self, stream: &impl IsTerminal) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => is_wanted(stream),
        }
    }

    /// What the command line asks for, before it is parsed: help and usage are coloured as well.
    pub(crate) fn asked_for() -> Self {
        let mut words = std::env::args_os().filter_map(|word| word.into_string().ok());
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

    /// The same for help, which clap writes to this stream.
    pub(crate) fn for_clap(self, stream: &impl IsTerminal) -> ColorChoice {
        if self.on(stream) {
            ColorChoice::Always
        } else {
            ColorChoice::Never
        }
    }
}

/// What the environment says, the strongest first: `NO_COLOR`, `CLICOLOR_FORCE`, `CLICOLOR`, and a
/// terminal that has colours.
fn is_wanted(stream: &impl IsTerminal) -> bool {
    if anstyle_query::no_color() {
        return false;
    }
    if is_forced() {
        return true;
    }
    let allowed = anstyle_query::clicolor().unwrap_or(true);
    allowed && stream.is_terminal() && anstyle_query::term_supports_color()
}

fn is_forced() -> bool {
    let force = std::env::var_os("CLICOLOR_FORCE").unwrap_or_default();
    !force.is_empty() && force != "0"
}

/// Terminals that have 256 colours and do not say so in their name.
const MANY: [&str; 10] = [
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

/// How many colours the terminal has, as far as `COLORTERM` and `TERM` tell. Nothing is asked of
/// the terminal itself: an answer may be slow, or never come.
pub(crate) fn depth() -> ColorDepth {
    let term = std::env::var("TERM").unwrap_or_default();
    let windows = cfg!(windows) && term.is_empty();
    if anstyle_query::truecolor() || term.ends_with("-direct") || windows {
        ColorDepth::All
    } else if term.contains("256color") || term.split('-').any(|part| MANY.contains(&part)) {
        ColorDepth::Many
    } else {
        ColorDepth::Sixteen
    }
}
