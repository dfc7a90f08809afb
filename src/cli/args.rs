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

/// Assess yourself, your team or your product level by level, in the terminal.
///
/// Without a command it opens the home screen.
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
#[command(next_help_heading = "Everywhere")]
pub(crate) struct GlobalOptions {
    /// Where results are kept: a file, or `postgres://USER@HOST/DATABASE`
    #[arg(
        long,
        global = true,
        value_name = "PATH",
        env = STORE, value_parser = PathParser,
        hide_env_values = true
    )]
    pub store: Option<PathBuf>,
    /// A folder of assessments that come before all others
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = ASSESSMENTS, value_parser = PathParser,
        hide_env_values = true
    )]
    pub assessments: Option<PathBuf>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    pub color: Color,
    /// The configuration to read instead of the usual one
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
    /// Take an assessment: opens the form, or goes on with the draft
    Take(TakeArgs),
    /// Open the results browser
    Browse(BrowseArgs),
    /// Save a result without a screen, and print its id
    Submit(SubmitArgs),
    /// List results, newest first
    Results(ResultsArgs),
    /// Show one result
    Show(ShowArgs),
    /// Put results side by side
    Compare(CompareArgs),
    /// Show how one person's levels went over time
    Trend(TrendArgs),
    /// Show the newest result of each person, and who can help whom
    Team(TeamArgs),
    /// Put results into the bin, or with --forever out of it for good
    Delete(DeleteArgs),
    /// Take results out of the bin
    Restore(RestoreArgs),
    /// Write all results, as JSON Lines, as CSV, or one file each
    Export(ExportArgs),
    /// Bring results in from files, folders or standard input
    Import(ImportArgs),
    /// Send what waits on this machine to its server
    Sync(SyncArgs),
    /// Carry everything from one store into another, and compare
    Copy(CopyArgs),
    /// Copy the store into a new file, while others may write to it
    Backup(BackupArgs),
    /// Say what of the store is whole, and mend or save what can be
    Doctor(DoctorArgs),
    /// Set up a store on a server, and say who reads what there
    Store(StoreArgs),
    /// List the assessments, and where each comes from
    List,
    /// Look for mistakes in files of assessments
    ///
    /// Ends with 0 where there are none, with 4 where a file has one, and with 1 where a file
    /// cannot be read and no other has a mistake.
    Check(CheckArgs),
    /// Write the file of a new assessment, to be edited
    New(NewArgs),
    /// Print the JSON Schema of an assessment's file, for editors
    Schema,
    /// Show a made-up team of seven over two years; nothing is kept
    Demo(DemoArgs),
    /// Play a recorded run again, and compare its end
    Replay(ReplayArgs),
    /// Say where the store, the configuration and the assessments are
    Paths,
    /// Show the settings in force, or write the file of all of them
    Config(ConfigArgs),
    /// Show which key does what
    Keys(KeysArgs),
    /// Print the completion script of a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man,
}
