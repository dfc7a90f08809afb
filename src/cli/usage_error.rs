//! Errors in the command line, and output of `--help` and `--version`.

use std::ffi::OsString;
use std::io::{Write as _, stderr, stdout};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::appearance::Color;
use super::failure::Failure;
use super::help;
use super::stderr::{MessageLabel, write_line};
use crate::results::masked;
use crate::text::visible;
use crate::words::command_line;

/// Writes an error of clap in the form of all errors: error, hints, and usage. Help and version, which
/// are errors to clap, have code 0.
pub(crate) fn report(mut error: clap::Error, words: &[OsString]) -> ExitCode {
    let code = ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
    if !error.use_stderr() {
        return match error.print().and_then(|()| stdout().flush()) {
            Ok(()) => code,
            Err(error) => {
                let failure = Failure::stdout(&error);
                failure.report(Color::before_parsing().on(&stderr()));
                ExitCode::from(failure.exit.code())
            }
        };
    }
    let styled = Color::before_parsing().on(&stderr());
    let mut command = help::command();
    command.build();
    let hint = value_hint(&error, &command, words).map(|hint| masked(&hint));
    if error.get(ContextKind::Usage).is_some() {
        // clap's usage line also lists each option that a variable sets.
        let usage = subcommand(command, words).render_usage();
        error.insert(ContextKind::Usage, ContextValue::StyledStr(usage));
    }
    // A URL in the wrong place can contain a password.
    for text in lines(&masked(&error.render().to_string())) {
        if let Some(what) = text.strip_prefix("error: ") {
            MessageLabel::Error.write(what, styled);
        } else if let Some(tip) = text.trim_start().strip_prefix("tip: ") {
            // clap's tip about values is right only for operands.
            if hint.is_none() || !tip.starts_with("to pass ") {
                MessageLabel::Hint.write(tip, styled);
            }
        } else if let Some(values) = possible_values(text) {
            MessageLabel::Hint.write(values, styled);
        } else {
            write_line(&visible(text));
        }
        if let Some(hint) = hint.as_ref().filter(|_| text.starts_with("error: ")) {
            MessageLabel::Hint.write(hint, styled);
        }
    }
    code
}

/// The subcommand in the arguments.
fn subcommand(command: clap::Command, words: &[OsString]) -> clap::Command {
    let names = words.iter().skip(1).filter_map(|word| word.to_str());
    names.fold(command, |command, name| {
        let found = command.find_subcommand(name).cloned();
        found.unwrap_or(command)
    })
}

/// How to write a value that begins with a hyphen and was read as an option.
fn value_hint(error: &clap::Error, command: &clap::Command, words: &[OsString]) -> Option<String> {
    if error.kind() != ErrorKind::UnknownArgument {
        return None;
    }
    let Some(ContextValue::String(option)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    // For `-xy`, the error contains `-x`.
    let is_it = |word: &OsString| word.to_string_lossy().starts_with(option.as_str());
    let at = words.iter().skip(1).position(is_it)? + 1;
    let value = words.get(at)?;
    let before = words.get(at - 1)?.to_str()?;
    let quoted = command_line::quoted(value);
    if takes_value(command, before) {
        let option = command_line::option(before, value);
        return Some(format!(
            "to pass {quoted} as the value of {before}, use {option}"
        ));
    }
    let is_long = quoted.starts_with("--");
    (!is_long).then(|| format!("to pass {quoted} as a value, write it last: -- {quoted}"))
}

/// Whether a word is an option of a command, or of one of its subcommands, that takes a value.
fn takes_value(command: &clap::Command, word: &str) -> bool {
    let Some(name) = word.strip_prefix("--") else {
        return false;
    };
    let is_it = |arg: &clap::Arg| arg.get_long() == Some(name) && arg.get_action().takes_values();
    command.get_arguments().any(is_it)
        || command
            .get_subcommands()
            .any(|command| takes_value(command, word))
}

/// `[possible values: auto, never]` without its brackets.
fn possible_values(text: &str) -> Option<&str> {
    let inside = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    inside.starts_with("possible values").then_some(inside)
}

/// The lines of a message, without an empty line before a tip.
fn lines(message: &str) -> Vec<&str> {
    let all: Vec<_> = message.trim_end().lines().collect();
    let is_tip = |text: &&str| text.trim_start().starts_with("tip: ");
    let is_kept = |index: usize| !all[index].is_empty() || !all.get(index + 1).is_some_and(is_tip);
    let kept = (0..all.len()).filter(|index| is_kept(*index));
    kept.map(|index| all[index]).collect()
}
