//! Reads and writes results as JSON, version 1 of the format, and writes comparisons, trends, and
//! teams.

mod comparisons;
mod error;
mod examination;
mod read_answers;
mod read_definition;
mod read_result;
mod result_reader;
mod split_results;
mod write_result;

pub use comparisons::{comparison_json, team_json, trend_json};
pub use error::{FieldError, JsonError};
pub(crate) use examination::examination_json;
pub use read_answers::{AnswersFile, answers_from_json};
pub use read_result::from_json;
pub use result_reader::ResultReader;
pub use split_results::{ResultSplitter, ResultText};
pub use write_result::{to_json, to_json_array, to_json_line};

/// The version that is written, and the latest that is read.
pub(crate) const SCHEMA_VERSION: u64 = 1;
