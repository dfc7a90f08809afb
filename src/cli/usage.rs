use std::io::{Write as _, stderr, stdout};
use std::process::ExitCode;

use clap::builder::styling::AnsiColor;

use super::failure::{line, whole};
use super::{Color, Failure};
use crate::assessment::visible;
use crate::results::masked;

/// Says what is wrong with a command line, in the form of all errors: what is wrong, what would be
/// right, and how the command is used. Help and version come this way as well, with code 0.
pub(super) fn tell(error: &clap::Error) -> ExitCode {
    let code = ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
    if !error.use_stderr() {
        return match error.print().and_then(|()| stdout().flush()) {
            Ok(()) => code,
            Err(error) => unheard(&Failure::stdout(&error)),
        };
    }
    let styled = Color::asked_for().on(&stderr());
    // A URL in the wrong place can contain a password.
    for text in lines(&masked(&error.render().to_string())) {
        if let Some(what) = text.strip_prefix("error: ") {
            line("error", AnsiColor::Red, styled, what);
        } else if let Some(tip) = text.trim_start().strip_prefix("tip: ") {
            line("hint", AnsiColor::Cyan, styled, tip);
        } else if let Some(values) = possible_values(text) {
            line("hint", AnsiColor::Cyan, styled, values);
        } else {
            whole(&visible(text));
        }
    }
    code
}

/// Help that could not be written; that its reader went away is no failure.
fn unheard(failure: &Failure) -> ExitCode {
    failure.tell(Color::asked_for().on(&stderr()));
    ExitCode::from(failure.exit.code())
}

/// `[possible values: auto, never]` without its brackets.
fn possible_values(text: &str) -> Option<&str> {
    let inside = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    inside.starts_with("possible values").then_some(inside)
}

/// The lines of a message; a tip follows what it is about without an empty line between them.
fn lines(message: &str) -> Vec<&str> {
    let all: Vec<_> = message.trim_end().lines().collect();
    let is_tip = |text: &&str| text.trim_start().starts_with("tip: ");
    let parts = |(index, text): (usize, &&str)| {
        let before_tip = all.get(index + 1).is_some_and(is_tip);
        !(text.is_empty() && before_tip)
    };
    let kept = all.iter().enumerate().filter(|line| parts(*line));
    kept.map(|(_, text)| *text).collect()
}
