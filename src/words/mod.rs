//! Phrases that more than one kind of output uses.

mod changes;
/// Command lines of this program that can be pasted into a shell.
pub(crate) mod command_line;
mod dates;
mod errors;
mod hint;
mod problems;
mod results;
mod score_explanations;
mod store_findings;
pub(crate) mod sync_status;

pub(crate) use changes::{
    cell_words, change_sign, change_words, goal_level_words, goal_words, level_words, tally_words,
};
pub use command_line::{CommandLine, quoted};
pub use dates::local_date;
pub(crate) use dates::{ago, days_ago, time_words};
pub(crate) use errors::{
    MORE_FILES, NOT_A_REGULAR_FILE, UNKNOWN_FILE_ENDING, store_error_words, system_error_words,
};
pub(crate) use hint::Hint;
pub(crate) use problems::{ProblemWords, words};
pub(crate) use results::{answer_words, counts_words, mean_value_words, rated_words, shared_words};
pub use results::{mean_words, row_mean_words, short_id};
pub(crate) use score_explanations::{ELSEWHERE, GAP, MEAN, POSITION, score_explanations};
pub(crate) use store_findings::finding_words;
pub(crate) use sync_status::short;
