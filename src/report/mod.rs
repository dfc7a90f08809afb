//! ON PAPER: results as text and as JSON. Pure: time zones and texts come in as values.

pub mod json;
mod layout;
mod table;
mod text;
mod words;

pub use table::results_table;
pub use text::result_text;
pub use words::{answer_words, local_date, mean_value_words, mean_words, rated_words, short_id};
