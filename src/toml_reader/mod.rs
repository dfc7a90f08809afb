//! TOML to checked values; every problem with its place in the file.

pub(crate) mod checked_text;
mod diagnostics;
mod key_binding_problem;
mod problem;
pub(crate) mod syntax;
mod table_reader;

pub(crate) use checked_text::NAME_MAX;
pub(crate) use diagnostics::{FINDINGS_MAX, Findings};
pub(crate) use key_binding_problem::BindingProblem;
pub use problem::{Diagnostic, Problem, Severity};
pub(crate) use problem::{Expected, FieldName, TableKind, TomlType};
pub(crate) use syntax::read;
pub(crate) use table_reader::{TableReader, TomlValue, list, string, wrong_type};
