use clap::Args;

use super::{Context, Failure};

/// What `levelup delete` is asked.
#[derive(Debug, Args)]
pub struct DeleteArgs {
    /// The results: ids, 4 or more characters of their ends, @ for the newest
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
}

/// `levelup delete`: puts results into the bin.
pub fn run(_args: &DeleteArgs, _context: &Context) -> Result<(), Failure> {
    Err(Failure::not_written_yet("delete"))
}
