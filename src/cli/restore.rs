use clap::Args;

use super::{Context, Failure};

/// What `levelup restore` is asked.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// The results: ids, or 4 or more characters of their ends
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
}

/// `levelup restore`: takes results out of the bin.
pub fn run(_args: &RestoreArgs, _context: &Context) -> Result<(), Failure> {
    Err(Failure::not_written_yet("restore"))
}
