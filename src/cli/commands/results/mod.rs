//! Commands for saved results.

pub(super) mod compare;
pub(super) mod delete;
pub(super) mod export;
pub(super) mod import;
pub(super) mod list;
mod load_results;
pub(super) mod restore;
pub(super) mod show;
pub(super) mod submit;
mod submit_words;
pub(super) mod team;
pub(super) mod trend;
