use std::sync::Arc;

use super::open_screen::{Opening, need_terminal, open};
use super::record_option::RecordArgs;
use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::runtime::StartScreen;
use crate::words::{CommandLine, Hint};

/// `levelup`: opens the home screen.
pub(crate) fn run(record: &RecordArgs, context: &CommandContext) -> Result<(), Failure> {
    let plain = CommandLine::new("take SLUG").switch("--plain");
    let instead = Hint::run(CommandLine::new("list"))
        .text(" to see the assessments, or ")
        .command(plain)
        .text(" to answer one without a screen");
    need_terminal(instead)?;
    let store = context.begin_opening()?;
    let opening = Opening {
        screen: StartScreen::Home,
        name: None,
        catalogue: Arc::new(context.catalogue()),
        store,
        demo: false,
    };
    open(opening, record, context)
}
