//! THE DOOR: arguments, exit codes, and one file a command.

mod args;
mod backup;
mod browse;
mod check;
mod check_against;
mod color;
mod compare;
mod completions;
mod config;
mod context;
mod copy;
mod delete;
mod demo;
mod doctor;
mod export;
mod failure;
mod gather;
mod help;
mod home;
mod import;
mod keys;
mod lean;
mod list;
mod looks;
mod man;
mod new;
mod outlook;
mod paper;
mod paths;
mod progress;
mod record;
mod reference;
mod replay;
mod restore;
mod results;
mod schema;
mod screen;
mod show;
mod store;
mod store_at;
mod submit;
mod submit_words;
mod sync;
mod take;
mod take_plain;
mod team;
mod trend;
mod usage;
mod values;
mod when;

pub use args::{Arguments, Command, Global};
pub use color::Color;
pub use context::Context;
pub use failure::{Exit, Failure};
#[doc(hidden)]
pub use sync::{SyncArgs, SyncFormat, Synced, sync};

use std::ffi::OsString;
use std::io::{stderr, stdout};
use std::process::ExitCode;

use crate::runtime::{file_size, panics};
use clap::FromArgMatches as _;

/// Parses the command line, runs the command and says how it went.
pub fn main() -> ExitCode {
    file_size::treat_limit_as_error();
    let words: Vec<_> = std::env::args_os().collect();
    if completions::answer(&words) {
        return ExitCode::SUCCESS;
    }
    let arguments = match lean::parse(&words).map_or_else(|| parse(&words), Ok) {
        Ok(arguments) => arguments,
        Err(usage) => {
            return usage::tell(usage, &words);
        }
    };
    let color = arguments.global.color;
    panics::keep();
    let ended = panics::caught(|| run(arguments)).unwrap_or_else(|bug| Err(Failure::bug(&bug)));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.tell(color.on(&stderr()));
            ExitCode::from(failure.exit.code())
        }
    }
}

fn parse(words: &[OsString]) -> Result<Arguments, clap::Error> {
    let color = Color::asked_for().for_clap(&stdout());
    let mut command = help::command().color(color);
    let matches = command.try_get_matches_from_mut(words)?;
    values::refuse_empty(&command, &matches)?;
    Arguments::from_arg_matches(&matches)
}

fn run(arguments: Arguments) -> Result<(), Failure> {
    match &arguments.command {
        // The file that is to be written is not there to be read.
        Some(Command::Config(args)) if args.init => {
            return config::init(&Context::without_config(arguments.global)?);
        }
        // What a shell runs at its start, or a package at its making: no broken configuration is in
        // the way.
        Some(Command::Completions(args)) => return completions::run(args),
        Some(Command::Man) => return man::run(),
        _ => {}
    }
    let context = Context::new(arguments.global)?;
    let ended = run_command(arguments.command, &arguments.record, &context);
    // A command in a hint leads to the same store and assessments.
    ended.map_err(|failure| failure.with_commands(|line| context.again(line)))
}

fn run_command(
    command: Option<Command>,
    record: &record::RecordArgs,
    context: &Context,
) -> Result<(), Failure> {
    if record.record.is_some() && !screen::is_opened_by(command.as_ref()) {
        return Err(screen::no_recording());
    }
    match command {
        None => home::run(record, context),
        Some(Command::Take(args)) => take::run(&args, record, context),
        Some(Command::Browse(args)) => browse::run(&args, record, context),
        Some(Command::Submit(args)) => submit::run(&args, context),
        Some(Command::Results(args)) => results::run(&args, context),
        Some(Command::Show(args)) => show::run(&args, context),
        Some(Command::Compare(args)) => compare::run(&args, context),
        Some(Command::Trend(args)) => trend::run(&args, context),
        Some(Command::Team(args)) => team::run(&args, context),
        Some(Command::Delete(args)) => delete::run(&args, context),
        Some(Command::Restore(args)) => restore::run(&args, context),
        Some(Command::Export(args)) => export::run(&args, context),
        Some(Command::Import(args)) => import::run(&args, context),
        Some(Command::Sync(args)) => sync::run(&args, context),
        Some(Command::Copy(args)) => copy::run(&args, context),
        Some(Command::Backup(args)) => backup::run(&args, context),
        Some(Command::Doctor(args)) => doctor::run(&args, context),
        Some(Command::Store(args)) => store::run(&args, context),
        Some(Command::List) => list::run(context),
        Some(Command::Check(args)) => check::run(&args, context),
        Some(Command::New(args)) => new::run(&args, context),
        Some(Command::Schema) => schema::run(context),
        Some(Command::Demo(args)) => demo::run(&args, record, context),
        Some(Command::Replay(args)) => replay::run(&args, context),
        Some(Command::Paths) => paths::run(context),
        Some(Command::Config(_)) => config::run(context),
        Some(Command::Keys(args)) => keys::run(&args, context),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Man) => man::run(),
    }
}
