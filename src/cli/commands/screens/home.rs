use std::sync::Arc;

use super::record_option::RecordArgs;
use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::open_screen;
use crate::runtime::StartScreen;
use crate::words::{CommandLine, Hint};

/// `levelup`: opens the home screen.
///
/// # Errors
/// Where there is no terminal, or the screen cannot be shown.
pub(crate) fn run(record: &RecordArgs, context: &CommandContext) -> Result<(), Failure> {
    let plain = CommandLine::new("take SLUG").switch("--plain");
    let instead = Hint::run(CommandLine::new("list"))
        .text(" to see the assessments, or ")
        .command(plain)
        .text(" to answer one without a screen");
    let opening = open_screen::begin(context, instead)?;
    let catalogue = Arc::new(context.catalogue());
    open_screen::open(
        (StartScreen::Home, None),
        record,
        catalogue,
        context,
        opening,
    )
}
