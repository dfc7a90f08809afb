use super::{Context, Failure};

/// `levelup`: opens the home screen.
pub fn run(_context: &Context) -> Result<(), Failure> {
    Err(Failure::not_written_yet(""))
}
