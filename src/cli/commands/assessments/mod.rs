//! Commands for assessment files.

pub(crate) mod check;
mod check_against;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod schema;

pub(crate) use check::CheckArgs;
pub(crate) use new::{NewArgs, write};
