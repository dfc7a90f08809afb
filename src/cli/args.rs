use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::color::Color;
use super::option_values::PathParser;
use crate::cli::commands::{
    BackupArgs, BrowseArgs, CheckArgs, CompareArgs, CompletionsArgs, ConfigArgs, CopyArgs,
    DeleteArgs, DemoArgs, DoctorArgs, ExportArgs, ImportArgs, KeysArgs, NewArgs, RecordArgs,
    ReplayArgs, RestoreArgs, ResultsArgs, ShowArgs, StoreArgs, SubmitArgs, SyncArgs, TakeArgs,
    TeamArgs, TrendArgs,
};
use crate::runtime::from_home;

/// Assess yourself, your team, or your product level by level, in the terminal.
///
/// Without a command, opens the home screen.
#[derive(Debug, Parser)]
#[command(name = "levelup", version, max_term_width = 100)]
pub(super) struct Arguments {
    /// What holds for every command.
    #[command(flatten)]
    pub global: GlobalOptions,
    /// Writing the run down.
    #[command(flatten)]
    pub record: RecordArgs,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The options of every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct GlobalOptions {
    /// Store to use: a file or `postgres://USER@HOST/DATABASE`
    #[arg(
        long,
        global = true,
        value_name = "PATH",
        env = STORE, value_parser = PathParser,
        hide_env_values = true
    )]
    pub store: Option<PathBuf>,
    /// Directory of assessments that overrides all others
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = ASSESSMENTS, value_parser = PathParser,
        hide_env_values = true
    )]
    pub assessments: Option<PathBuf>,
    /// When to use color
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    pub color: Color,
    /// Configuration file to use instead of the default
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = CONFIG, value_parser = PathParser,
        hide_env_values = true
    )]
    pub config: Option<PathBuf>,
}

pub(crate) const STORE: &str = "LEVELUP_STORE";
pub(crate) const ASSESSMENTS: &str = "LEVELUP_ASSESSMENTS";
pub(crate) const CONFIG: &str = "LEVELUP_CONFIG";

impl GlobalOptions {
    /// The options where none are given.
    pub(crate) fn of_environment() -> Self {
        let path = |name| std::env::var_os(name).map(from_home);
        Self {
            store: path(STORE),
            assessments: path(ASSESSMENTS),
            color: Color::default(),
            config: path(CONFIG),
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Take an assessment, or resume its draft
    Take(TakeArgs),
    /// Browse all results
    Browse(BrowseArgs),
    /// Save a result without a screen and print its ID
    Submit(SubmitArgs),
    /// List results, newest first
    Results(ResultsArgs),
    /// Show a result
    Show(ShowArgs),
    /// Compare results side by side
    Compare(CompareArgs),
    /// Show a person's levels over time
    Trend(TrendArgs),
    /// Show the latest result of each person, and who can help whom
    Team(TeamArgs),
    /// Move results to trash, or delete them permanently with --forever
    Delete(DeleteArgs),
    /// Restore results from trash
    Restore(RestoreArgs),
    /// Export all results as JSON Lines, CSV, or one file per result
    Export(ExportArgs),
    /// Import results from files, directories, or standard input
    Import(ImportArgs),
    /// Send pending results to the server
    Sync(SyncArgs),
    /// Copy one store into another and verify the copy
    Copy(CopyArgs),
    /// Back up the store to a new file, even while it is in use
    Backup(BackupArgs),
    /// Check the store for damage, and repair or salvage it
    Doctor(DoctorArgs),
    /// Set up a store on a server, and manage who can read it
    Store(StoreArgs),
    /// List assessments and where they come from
    List,
    /// Check assessment files for errors
    ///
    /// Exits with 0 if there are no errors, 4 if a file has an error, and 1 if a file cannot be read and no other file has an error.
    Check(CheckArgs),
    /// Create an assessment file to edit
    New(NewArgs),
    /// Print the JSON Schema for assessment files, for editors
    Schema,
    /// Explore sample data of a team of seven over two years; not saved
    Demo(DemoArgs),
    /// Replay a recording and compare how it ends
    Replay(ReplayArgs),
    /// Show where the store, configuration file, and assessments are
    Paths,
    /// Show the current settings, or create a configuration file
    Config(ConfigArgs),
    /// Show key bindings
    Keys(KeysArgs),
    /// Print a shell completion script
    Completions(CompletionsArgs),
    /// Print the manual page
    Man,
}
