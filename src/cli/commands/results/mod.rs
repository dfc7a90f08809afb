//! Commands for saved results.

pub(crate) mod compare;
pub(crate) mod delete;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod list;
mod load_results;
pub(crate) mod restore;
pub(crate) mod show;
pub(crate) mod submit;
mod submit_words;
pub(crate) mod team;
pub(crate) mod trend;

pub(crate) use compare::CompareArgs;
pub(crate) use delete::DeleteArgs;
pub(crate) use export::ExportArgs;
pub(crate) use import::ImportArgs;
pub(crate) use list::ResultsArgs;
pub(crate) use restore::RestoreArgs;
pub(crate) use show::ShowArgs;
pub(crate) use submit::SubmitArgs;
pub(crate) use team::TeamArgs;
pub(crate) use trend::TrendArgs;
