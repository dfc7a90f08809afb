use std::sync::Arc;

use clap::Args;

use super::{Context, Failure, screen};
use crate::runtime::First;

/// What `levelup browse` is asked.
#[derive(Debug, Args)]
pub struct BrowseArgs {
    /// What to look for: name, assessment, date, notes
    pub query: Option<String>,
}

/// `levelup browse`: opens the results browser.
///
/// # Errors
/// Where there is no terminal, or the screen cannot be shown.
pub fn run(args: &BrowseArgs, context: &Context) -> Result<(), Failure> {
    screen::need_terminal("without one: levelup results [QUERY]")?;
    let query = args.query.clone().unwrap_or_default();
    screen::open(
        First::Browse(query),
        None,
        Arc::new(context.catalogue()),
        context,
    )
}
