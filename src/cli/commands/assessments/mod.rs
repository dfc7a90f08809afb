//! Commands for assessment files.

pub(super) mod check;
pub(super) mod list;
pub(super) mod new;
pub(super) mod schema;
