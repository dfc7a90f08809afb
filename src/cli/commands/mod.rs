//! The commands, one file each, and their dispatch.

mod assessments;
mod results;
mod screens;
mod setup;
mod stores;

use clap::{Parser, Subcommand};
pub(crate) use setup::completions;

use self::assessments::{check, list as assessment_list, new, schema};
use self::results::{compare, delete, export, import, list, restore, show, submit, team, trend};
use self::screens::{browse, demo, home, replay, take};
use self::setup::{config, keys, man, paths};
use self::stores::{backup, copy, doctor, store, sync as sync_command};
use super::context::CommandContext;
use super::failure::Failure;
use super::global_options::GlobalOptions;

pub(crate) use self::screens::RecordArgs;
pub use self::stores::{SyncArgs, SyncFormat, Synced, sync};

/// Assess yourself, your team, or your product level by level, in the terminal.
///
/// Without a command, opens the home screen.
#[derive(Debug, Parser)]
#[command(name = "levelup", version, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub global: GlobalOptions,
    #[command(flatten)]
    record: RecordArgs,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Take an assessment, or resume its draft
    Take(take::TakeArgs),
    /// Browse all results
    Browse(browse::BrowseArgs),
    /// Save a result without a screen and print its ID
    Submit(submit::SubmitArgs),
    /// List results, latest first
    Results(list::ResultsArgs),
    /// Show a result
    Show(show::ShowArgs),
    /// Compare results side by side
    Compare(compare::CompareArgs),
    /// Show a person's levels over time
    Trend(trend::TrendArgs),
    /// Show the latest result of each person, and who can help whom
    Team(team::TeamArgs),
    /// Move results to trash, or delete them permanently with --forever
    Delete(delete::DeleteArgs),
    /// Restore results from trash
    Restore(restore::RestoreArgs),
    /// Export all results as JSON Lines, CSV, or one file per result
    Export(export::ExportArgs),
    /// Import results from files, directories, or standard input
    Import(import::ImportArgs),
    /// Send pending results to the server
    Sync(SyncArgs),
    /// Copy one store into another and verify the copy
    Copy(copy::CopyArgs),
    /// Back up the store to a new file, even while it is in use
    Backup(backup::BackupArgs),
    /// Check the store for damage, and repair or salvage it
    Doctor(doctor::DoctorArgs),
    /// Set up a store on a server, and manage who can read it
    Store(store::StoreArgs),
    /// List assessments and where they come from
    #[command(after_help = assessment_list::EXAMPLES)]
    List,
    /// Check assessment files for errors
    ///
    /// Exits with 0 if there are no errors, 4 if a file has an error, and 1 if a file cannot be read and no other file has an error.
    Check(check::CheckArgs),
    /// Create an assessment file to edit
    New(new::NewArgs),
    /// Print the JSON Schema for assessment files, for editors
    #[command(after_help = schema::EXAMPLES)]
    Schema,
    /// Explore sample data of a team of seven over two years; not saved
    Demo(demo::DemoArgs),
    /// Replay a recording and compare how it ends
    Replay(replay::ReplayArgs),
    /// Show where the store, configuration file, and assessments are
    #[command(after_help = paths::EXAMPLES)]
    Paths,
    /// Show the current settings, or create a configuration file
    Config(config::ConfigArgs),
    /// Show key bindings
    Keys(keys::KeysArgs),
    /// Print a shell completion script
    Completions(completions::CompletionsArgs),
    /// Print the manual page
    #[command(after_help = man::EXAMPLES)]
    Man,
}

/// Runs a command.
pub(super) fn run(arguments: Arguments) -> Result<(), Failure> {
    let Arguments {
        global,
        record,
        command,
    } = arguments;
    let screen = || CommandContext::new(global.clone());
    let context = || {
        let context = screen()?;
        record.check_unused()?;
        Ok::<_, Failure>(context)
    };
    match command {
        None => home::run(&record, &screen()?),
        Some(Command::Take(args)) => take::run(&args, &record, &screen()?),
        Some(Command::Browse(args)) => browse::run(&args, &record, &screen()?),
        Some(Command::Demo(args)) => demo::run(&args, &record, &screen()?),
        Some(Command::Submit(args)) => submit::run(&args, &context()?),
        Some(Command::Results(args)) => list::run(&args, &context()?),
        Some(Command::Show(args)) => show::run(&args, &context()?),
        Some(Command::Compare(args)) => compare::run(&args, &context()?),
        Some(Command::Trend(args)) => trend::run(&args, &context()?),
        Some(Command::Team(args)) => team::run(&args, &context()?),
        Some(Command::Delete(args)) => delete::run(&args, &context()?),
        Some(Command::Restore(args)) => restore::run(&args, &context()?),
        Some(Command::Export(args)) => export::run(&args, &context()?),
        Some(Command::Import(args)) => import::run(&args, &context()?),
        Some(Command::Sync(args)) => sync_command::run(&args, &context()?),
        Some(Command::Copy(args)) => copy::run(&args, &context()?),
        Some(Command::Backup(args)) => backup::run(&args, &context()?),
        Some(Command::Doctor(args)) => doctor::run(&args, &context()?),
        Some(Command::Store(args)) => store::run(&args, &context()?),
        Some(Command::List) => assessment_list::run(&context()?),
        Some(Command::Check(args)) => check::run(&args, &context()?),
        Some(Command::New(args)) => new::run(&args, &context()?),
        Some(Command::Schema) => context().and_then(|_| schema::run()),
        Some(Command::Replay(args)) => context().and_then(|_| replay::run(&args)),
        Some(Command::Paths) => paths::run(&context()?),
        // The configuration file may not exist, and a broken one does not matter.
        Some(Command::Config(args)) if args.init => {
            config::init(&CommandContext::without_config(global)?)
        }
        Some(Command::Config(_)) => config::run(&context()?),
        Some(Command::Keys(args)) => keys::run(&args, &context()?),
        // A shell runs this when it starts, and a package when it is built: without a configuration.
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Man) => man::run(),
    }
}
