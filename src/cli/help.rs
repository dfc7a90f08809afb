use std::fmt::Write as _;

use clap::{Command, CommandFactory as _};

use super::commands::Arguments;
use crate::text::wrap;

/// The exit codes, for the help, the manual, and docs/formats.md.
pub(crate) const EXIT_CODES: &[(&str, &str)] = &[
    ("0", "success"),
    ("1", "an operation failed: input/output, the terminal"),
    (
        "2",
        "usage: unknown command or option, empty value, no terminal for a screen",
    ),
    ("3", "assessment or result not found"),
    (
        "4",
        "invalid input: file, answer, name, import; check --against found changes without a new \
         version",
    ),
    (
        "5",
        "the store cannot be used: busy, damaged, too new, not a store, unusable path (loops, too \
         long, no locks), server offline or access denied",
    ),
    ("129, 143", "signal ended a screen: SIGHUP, SIGTERM"),
];

/// Examples of the program itself.
pub(crate) const EXAMPLES: &str = "\
levelup  # open the home screen
levelup demo  # explore with sample data
levelup take software-engineer  # take an assessment
levelup show @  # show the latest result";

/// All commands, with examples and exit codes after their help.
pub(crate) fn command() -> Command {
    let examples = aligned(EXAMPLES);
    let codes = exit_codes();
    Arguments::command()
        .mut_subcommands(with_aligned_examples)
        .after_help(format!("{examples}\n\nRun levelup COMMAND --help for details about a command."))
        .after_long_help(format!(
            "{examples}\n\n{codes}\n\nRun levelup COMMAND --help for details about a command, or levelup man for the full manual."
        ))
}

fn with_aligned_examples(command: Command) -> Command {
    let Some(examples) = command.get_after_help() else {
        return command;
    };
    let examples = aligned(&examples.to_string());
    let command = command.after_help(examples.clone());
    match command.get_after_long_help().map(ToString::to_string) {
        Some(text) => command.after_long_help(format!("{text}\n\n{examples}")),
        None => command,
    }
}

/// Splits examples into command lines and their descriptions. Each line has the form
/// `COMMAND LINE  # DESCRIPTION`.
pub(crate) fn lines_of(examples: &str) -> impl Iterator<Item = (&str, &str)> + Clone {
    examples.lines().filter_map(|line| line.split_once("  # "))
}

fn aligned(examples: &str) -> String {
    let lines = lines_of(examples);
    let width = lines.clone().map(|(line, _)| line.len()).max().unwrap_or(0);
    let mut text = "Examples:".to_owned();
    for (line, description) in lines {
        let _ = match width {
            0..=44 => write!(text, "\n  {line:width$}  {description}"),
            _ => write!(text, "\n  {line}\n      {description}"),
        };
    }
    text
}

fn exit_codes() -> String {
    let mut text = "Exit codes:".to_owned();
    for (code, meaning) in EXIT_CODES {
        for (at, line) in wrap(meaning, 68).iter().enumerate() {
            let code = if at == 0 { code } else { "" };
            let _ = write!(text, "\n  {code:8}  {line}");
        }
    }
    text
}
