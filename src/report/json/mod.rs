//! A result as JSON, version 1 of the contract, there and back.

mod answers;
mod definition;
mod error;
mod read;
mod reader;
mod sides;
mod splitter;
mod write;

pub use answers::{AnswersFile, answers_from_json};
pub use error::{Flaw, JsonError};
pub use read::from_json;
pub use reader::ResultReader;
pub use sides::{comparison_json, team_json, trend_json};
pub use splitter::{Piece, Splitter};
pub use write::{time_words, to_json, to_json_array, to_json_line};

/// The version that is written, and the latest that is read.
pub const SCHEMA_VERSION: u64 = 1;
