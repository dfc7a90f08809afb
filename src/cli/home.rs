use std::sync::Arc;

use super::record::RecordArgs;
use super::{Context, Failure, screen};
use crate::report::Hint;
use crate::report::command_line::CommandLine;
use crate::runtime::First;

/// `levelup`: opens the home screen.
///
/// # Errors
/// Where there is no terminal, or the screen cannot be shown.
pub fn run(record: &RecordArgs, context: &Context) -> Result<(), Failure> {
    let plain = CommandLine::new("take SLUG").switch("--plain");
    let instead = Hint::run(CommandLine::new("list"))
        .text(" to see the assessments, or ")
        .command(plain)
        .text(" to answer one without a screen");
    let opening = screen::begin(context, instead)?;
    let catalogue = Arc::new(context.catalogue());
    screen::open((First::Home, None), record, catalogue, context, opening)
}
