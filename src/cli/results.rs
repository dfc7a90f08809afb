use clap::Args;

use super::{Context, Failure};

/// What `levelup results` is asked.
#[derive(Debug, Args)]
pub struct ResultsArgs {
    /// What to look for: name, assessment, date, notes
    pub query: Option<String>,
    /// Only this assessment
    #[arg(long, value_name = "SLUG")]
    pub assessment: Option<String>,
    /// Only this person, without regard to case
    #[arg(long)]
    pub name: Option<String>,
    /// Not before this local date or time
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Not after this local date or time
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// How to write them
    #[arg(long, value_enum, default_value_t)]
    pub format: ResultsFormat,
}

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum ResultsFormat {
    /// A table for people
    #[default]
    Table,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
}

/// `levelup results`: lists results, newest first.
pub fn run(_args: &ResultsArgs, _context: &Context) -> Result<(), Failure> {
    Err(Failure::not_written_yet("results"))
}
