//! Commands for configuration and installation.

pub(crate) mod completions;
pub(super) mod config;
pub(super) mod keys;
pub(super) mod man;
pub(super) mod paths;
