use clap::Args;

use super::{Context, Failure};

/// What `levelup submit` is asked.
#[derive(Debug, Args)]
pub struct SubmitArgs {
    /// The assessment
    pub slug: String,
    /// Whose answers they are; else the name of the configuration
    #[arg(long)]
    pub name: Option<String>,
    /// An answer: a level or a label, with + for level up; unknown; n/a
    #[arg(long, value_name = "KEY=ANSWER")]
    pub set: Vec<String>,
    /// A note beside an answer
    #[arg(long, value_name = "KEY=TEXT")]
    pub note: Vec<String>,
    /// Answers as JSON, from a file or - for standard input
    #[arg(long, value_name = "FILE")]
    pub answers: Option<std::path::PathBuf>,
    /// When it was taken (RFC 3339); else now
    #[arg(long, value_name = "TIME")]
    pub taken_at: Option<String>,
    /// Take nothing for granted: every category named, every number in range
    #[arg(long)]
    pub strict: bool,
}

/// `levelup submit`: saves a result without a screen and prints its id.
pub fn run(_args: &SubmitArgs, _context: &Context) -> Result<(), Failure> {
    Err(Failure::not_written_yet("submit"))
}
