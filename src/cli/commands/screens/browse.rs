use std::sync::Arc;

use clap::Args;

use super::record_option::RecordArgs;
use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::open_screen;
use crate::runtime::StartScreen;
use crate::words::{CommandLine, Hint};

/// What `levelup browse` is asked.
#[derive(Debug, Default, Args)]
pub(crate) struct BrowseArgs {
    /// Filter by name, assessment, date, or note
    pub query: Option<String>,
    /// Writing the run down.
    #[command(flatten)]
    pub record: RecordArgs,
}

/// `levelup browse`: opens the results browser.
///
/// # Errors
/// Where there is no terminal, or the screen cannot be shown.
pub(crate) fn run(
    args: &BrowseArgs,
    record: &RecordArgs,
    context: &CommandContext,
) -> Result<(), Failure> {
    let results = CommandLine::new("results");
    let results = args.query.iter().fold(results, CommandLine::operand);
    let opening = open_screen::begin(context, Hint::run(results).text(" instead"))?;
    let first = StartScreen::Browse(args.query.clone().unwrap_or_default());
    let catalogue = Arc::new(context.catalogue());
    open_screen::open(
        (first, None),
        args.record.or(record),
        catalogue,
        context,
        opening,
    )
}
