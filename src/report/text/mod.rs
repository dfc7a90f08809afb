//! Results, comparisons, trends, teams, and tables as plain text.

mod comparison;
mod examination;
mod result;
mod results_table;
mod team;
mod trend;
mod version_diff;
mod writer;

pub use comparison::comparison_text;
pub(crate) use examination::examination_text;
pub use result::result_text;
pub(crate) use result::saved_text;
pub use results_table::results_table;
pub use team::team_text;
pub(crate) use team::{elsewhere, has_elsewhere, help_words, shared_lines, spread_words};
pub use trend::trend_text;
pub(crate) use version_diff::against_text;
pub use writer::TextOptions;
