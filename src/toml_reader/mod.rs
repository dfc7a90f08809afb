//! Reads TOML into checked values, and reports each problem with its place in the file.

pub(crate) mod checked_text;
mod config_problem;
mod diagnostics;
mod problem;
pub(crate) mod syntax;
mod table_reader;

pub(crate) use checked_text::NAME_MAX;
pub(crate) use config_problem::{ConfigProblem, KeyBindingProblem};
pub use diagnostics::{Diagnostic, Severity};
pub(crate) use diagnostics::{FINDINGS_MAX, Findings};
pub use problem::Problem;
pub(crate) use problem::{Expected, FieldName, TableKind, TomlType};
pub(crate) use syntax::read;
pub(crate) use table_reader::{TableReader, TomlValue, list, string, wrong_type};
