//! Commands for configuration and installation.

pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod keys;
pub(crate) mod man;
pub(crate) mod paths;

pub(crate) use completions::{CompletionsArgs, answer};
pub(crate) use config::{ConfigArgs, init};
pub(crate) use keys::KeysArgs;
