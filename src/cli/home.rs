use std::sync::Arc;

use super::record::RecordArgs;
use super::{Context, Failure, screen};
use crate::runtime::First;

/// `levelup`: opens the home screen.
///
/// # Errors
/// Where there is no terminal, or the screen cannot be shown.
pub fn run(record: &RecordArgs, context: &Context) -> Result<(), Failure> {
    let instead = "without one: levelup list, levelup submit, levelup results";
    let opening = screen::begin(context, instead)?;
    let catalogue = Arc::new(context.catalogue());
    screen::open((First::Home, None), record, catalogue, context, opening)
}
