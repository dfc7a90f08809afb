//! Command-line interface: arguments, exit codes, and one module per command.

mod appearance;
mod commands;
mod context;
mod failure;
mod find_assessment;
mod global_options;
mod help;
mod new_file;
mod option_values;
mod pending_notes;
mod result_reference;
mod stderr;
mod stdout;
mod text_options;
mod time_argument;
mod usage_error;

use std::ffi::OsString;
use std::io::stderr;
use std::process::ExitCode;

use clap::FromArgMatches as _;
pub use commands::{SyncArgs, SyncFormat, Synced, sync};

use self::appearance::Color;
use self::commands::{Arguments, completions};
use self::failure::Failure;
use crate::runtime::{panics, system};

/// Parses the command line, runs the command, and reports its failure.
pub fn main() -> ExitCode {
    system::treat_file_size_limit_as_error();
    let words: Vec<_> = std::env::args_os().collect();
    if completions::answer(&words) {
        return ExitCode::SUCCESS;
    }
    let arguments = match parse(&words) {
        Ok(arguments) => arguments,
        Err(usage) => return self::usage_error::report(usage, &words),
    };
    let global = arguments.global.clone();
    panics::keep_messages();
    let ended = panics::caught(|| self::commands::run(arguments))
        .unwrap_or_else(|bug| Err(Failure::bug(&bug)));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let styled = global.color.on(&stderr());
            let global = global.without_empty_paths();
            // Commands in hints use the same store and assessments.
            let failure = failure.with_commands(|line| global.repeated_in(line));
            failure.report(styled);
            ExitCode::from(failure.exit.code())
        }
    }
}

fn parse(words: &[OsString]) -> Result<Arguments, clap::Error> {
    let color = Color::before_parsing().for_help();
    let mut command = self::help::command().color(color);
    let matches = command.try_get_matches_from_mut(words)?;
    self::option_values::refuse_empty(&command, &matches)?;
    Arguments::from_arg_matches(&matches)
}
