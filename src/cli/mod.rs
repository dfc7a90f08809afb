//! THE DOOR: arguments, exit codes, and one file a command.

mod args;
mod color;
mod commands;
mod context;
mod failure;
mod fast_path;
mod help;
mod looks;
mod open_screen;
mod option_values;
mod progress;
mod result_reference;
mod store_at;
mod sync_notes;
mod text_options;
mod time_argument;
mod usage_error;

use std::ffi::OsString;
use std::io::{stderr, stdout};
use std::process::ExitCode;

use clap::FromArgMatches as _;
pub use commands::{SyncArgs, SyncFormat, Synced, sync};
pub(crate) use context::{print_data, print_page};

use self::args::{Arguments, Command};
use self::color::Color;
use self::context::CommandContext;
use self::failure::Failure;
use crate::runtime::panics;
use crate::runtime::system::file_size_limit;

/// Parses the command line, runs the command and says how it went.
pub fn main() -> ExitCode {
    file_size_limit::treat_limit_as_error();
    let words: Vec<_> = std::env::args_os().collect();
    if self::commands::answer(&words) {
        return ExitCode::SUCCESS;
    }
    let arguments = match self::fast_path::parse(&words).map_or_else(|| parse(&words), Ok) {
        Ok(arguments) => arguments,
        Err(usage) => {
            return self::usage_error::tell(usage, &words);
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
    let mut command = self::help::command().color(color);
    let matches = command.try_get_matches_from_mut(words)?;
    self::option_values::refuse_empty(&command, &matches)?;
    Arguments::from_arg_matches(&matches)
}

fn run(arguments: Arguments) -> Result<(), Failure> {
    match &arguments.command {
        // The file that is to be written is not there to be read.
        Some(Command::Config(args)) if args.init => {
            return self::commands::init(&CommandContext::without_config(arguments.global)?);
        }
        // What a shell runs at its start, or a package at its making: no broken configuration is in
        // the way.
        Some(Command::Completions(args)) => {
            return commands::setup::completions::run(args);
        }
        Some(Command::Man) => return commands::setup::man::run(),
        _ => {}
    }
    let context = CommandContext::new(arguments.global)?;
    let ended = run_command(arguments.command, &arguments.record, &context);
    // A command in a hint leads to the same store and assessments.
    ended.map_err(|failure| failure.with_commands(|line| context.again(line)))
}

fn run_command(
    command: Option<Command>,
    record: &self::commands::RecordArgs,
    context: &CommandContext,
) -> Result<(), Failure> {
    if record.record.is_some() && !self::open_screen::is_opened_by(command.as_ref()) {
        return Err(self::open_screen::no_recording());
    }
    match command {
        None => commands::screens::home::run(record, context),
        Some(Command::Take(args)) => commands::screens::take::run(&args, record, context),
        Some(Command::Browse(args)) => commands::screens::browse::run(&args, record, context),
        Some(Command::Submit(args)) => commands::results::submit::run(&args, context),
        Some(Command::Results(args)) => commands::results::list::run(&args, context),
        Some(Command::Show(args)) => commands::results::show::run(&args, context),
        Some(Command::Compare(args)) => commands::results::compare::run(&args, context),
        Some(Command::Trend(args)) => commands::results::trend::run(&args, context),
        Some(Command::Team(args)) => commands::results::team::run(&args, context),
        Some(Command::Delete(args)) => commands::results::delete::run(&args, context),
        Some(Command::Restore(args)) => commands::results::restore::run(&args, context),
        Some(Command::Export(args)) => commands::results::export::run(&args, context),
        Some(Command::Import(args)) => commands::results::import::run(&args, context),
        Some(Command::Sync(args)) => commands::stores::sync::run(&args, context),
        Some(Command::Copy(args)) => commands::stores::copy::run(&args, context),
        Some(Command::Backup(args)) => commands::stores::backup::run(&args, context),
        Some(Command::Doctor(args)) => commands::stores::doctor::run(&args, context),
        Some(Command::Store(args)) => commands::stores::store::run(&args, context),
        Some(Command::List) => commands::assessments::list::run(context),
        Some(Command::Check(args)) => commands::assessments::check::run(&args, context),
        Some(Command::New(args)) => commands::assessments::new::run(&args, context),
        Some(Command::Schema) => commands::assessments::schema::run(),
        Some(Command::Demo(args)) => commands::screens::demo::run(&args, record, context),
        Some(Command::Replay(args)) => commands::screens::replay::run(&args),
        Some(Command::Paths) => commands::setup::paths::run(context),
        Some(Command::Config(_)) => commands::setup::config::run(context),
        Some(Command::Keys(args)) => commands::setup::keys::run(&args, context),
        Some(Command::Completions(args)) => commands::setup::completions::run(&args),
        Some(Command::Man) => commands::setup::man::run(),
    }
}
