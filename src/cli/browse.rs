use clap::Args;

use super::{Context, Failure};

/// What `levelup browse` is asked.
#[derive(Debug, Args)]
pub struct BrowseArgs {
    /// What to look for: name, assessment, date, notes
    pub query: Option<String>,
}

/// `levelup browse`: opens the results browser.
pub fn run(_args: &BrowseArgs, _context: &Context) -> Result<(), Failure> {
    Err(Failure::not_written_yet("browse"))
}
