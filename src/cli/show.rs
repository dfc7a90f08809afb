use clap::Args;

use super::{Context, Failure};

/// What `levelup show` is asked.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The result: its id, 4 or more characters of its end, @ for the newest, @~N for N before it
    pub id: String,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    pub format: ShowFormat,
}

/// How a result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum ShowFormat {
    /// A page for people
    #[default]
    Text,
    /// One JSON object
    Json,
}

/// `levelup show`: shows one result.
pub fn run(_args: &ShowArgs, _context: &Context) -> Result<(), Failure> {
    Err(Failure::not_written_yet("show"))
}
