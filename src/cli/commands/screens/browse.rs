use std::sync::Arc;

use clap::Args;

use super::open_screen::{Opening, need_terminal, open};
use super::record_option::RecordArgs;
use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::runtime::StartScreen;
use crate::words::{CommandLine, Hint};

const EXAMPLES: &str = "\
levelup browse  # browse all results
levelup browse 'ada craft'  # browse matching results";

#[derive(Debug, Default, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct BrowseArgs {
    /// Filter by name, assessment, date, or note
    pub query: Option<String>,
    #[command(flatten)]
    pub record: RecordArgs,
}

/// `levelup browse`: opens the results browser.
pub(crate) fn run(
    args: &BrowseArgs,
    record: &RecordArgs,
    context: &CommandContext,
) -> Result<(), Failure> {
    let results = CommandLine::new("results");
    let results = args.query.iter().fold(results, CommandLine::operand);
    need_terminal(Hint::run(results).text(" instead"))?;
    let store = context.begin_opening()?;
    let opening = Opening {
        screen: StartScreen::Browse(args.query.clone().unwrap_or_default()),
        name: None,
        catalogue: Arc::new(context.catalogue()),
        store,
        demo: false,
    };
    open(opening, args.record.or(record), context)
}
