//! ON PAPER: what is known, as text for people and for programs. Pure: values in, texts out.

mod against_text;
mod binding_words;
mod cells_csv;
mod change_words;
/// Command lines of this program that can be pasted into a shell.
pub mod command_line;
mod compare_text;
pub mod csv;
pub mod diagnostics;
mod examination;
pub mod explained;
mod file_name;
mod hint;
mod html;
pub mod json;
mod layout;
pub mod markdown;
mod paper;
mod problem_looks;
mod problem_values;
mod problems;
mod signs;
mod spark;
mod store_problem;
mod table;
mod team_text;
mod text;
mod trend_text;
mod words;

pub use against_text::against_text;
pub use cells_csv::{team_csv, trend_csv};
pub use change_words::{cell_words, change_sentence, change_words, tally_words, wish_words};
pub use compare_text::comparison_text;
pub use examination::{examination_json, examination_text};
pub use file_name::result_file_name;
pub use hint::Hint;
pub use html::{comparison_html, result_html, result_svg, team_html};
pub use markdown::{comparison_markdown, plan_markdown, result_markdown, team_markdown};
pub use paper::Paper;
pub use signs::Signs;
pub use store_problem::{MORE_FILES, store_problem};
pub use table::results_table;
pub use team_text::team_text;
pub use text::{result_text, result_text_dated, saved_text};
pub use trend_text::trend_text;
pub use words::{
    answer_words, counts_words, local_date, mean_value_words, mean_words, rated_words,
    row_mean_words, shared_words, short_id, thousands,
};
