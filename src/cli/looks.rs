//! How things look, as far as the environment says so.

use std::env::var;
use std::io::{IsTerminal as _, stdout};

use super::color;
use super::context::CommandContext;
use super::failure::Failure;
use crate::config::{Config, Glyphs};
use crate::state::{ColorDepth, Theme};

/// Names a theme, before the configuration does.
const THEME: &str = "LEVELUP_THEME";

/// Puts what the environment says in the place of what the configuration says.
///
/// # Errors
/// Where it names a theme that does not exist.
pub(crate) fn of_environment(config: &mut Config) -> Result<(), Failure> {
    // The fonts of the Linux console have 512 signs: no braille, and few of the others.
    if config.glyphs == Glyphs::Auto && is_console() && stdout().is_terminal() {
        config.glyphs = Glyphs::Ascii;
    }
    let name = var(THEME).unwrap_or_default();
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

/// How screens look: the theme as far as the terminal can show it.
pub(crate) fn theme(context: &CommandContext) -> Theme {
    let on = context.global.color.on(&stdout());
    let depth = if on { color::depth() } else { ColorDepth::Mono };
    let theme = context.config.theme.at(depth);
    // The console of Linux draws faint text dark grey on black.
    if is_console() {
        theme.undimmed()
    } else {
        theme
    }
}

/// Whether this is the console of Linux, without a graphical terminal.
fn is_console() -> bool {
    var("TERM").is_ok_and(|term| term == "linux")
}

/// Whether the terminal says that nothing but lines of text can be shown on it.
pub(crate) fn is_dumb() -> bool {
    var("TERM").is_ok_and(|term| term == "dumb")
}
