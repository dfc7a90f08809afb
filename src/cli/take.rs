use clap::Args;

use super::{Context, Failure};

/// What `levelup take` is asked.
#[derive(Debug, Args)]
pub struct TakeArgs {
    /// The assessment
    pub slug: String,
    /// Whose answers they are
    #[arg(long)]
    pub name: Option<String>,
}

/// `levelup take`: opens the form.
pub fn run(_args: &TakeArgs, _context: &Context) -> Result<(), Failure> {
    Err(Failure::not_written_yet("take"))
}
