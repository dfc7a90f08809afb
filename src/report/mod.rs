//! ON PAPER: what is known, as text for people and for programs. Pure: values in, texts out.

pub mod csv;
pub mod diagnostics;
mod examination;
mod file_name;
pub mod json;
mod layout;
mod problem_values;
mod problems;
mod signs;
mod store_problem;
mod table;
mod text;
mod words;

pub use examination::{examination_json, examination_text};
pub use file_name::result_file_name;
pub use signs::Signs;
pub use store_problem::store_problem;
pub use table::results_table;
pub use text::result_text;
pub use words::{
    answer_words, counts_words, local_date, mean_value_words, mean_words, rated_words,
    row_mean_words, short_id, thousands,
};
