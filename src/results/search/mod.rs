//! The search index of results and its scores.
//!
//! All texts are compared in folded form: lowercase letters without accents, mostly ASCII. Names,
//! assessments, notes, and dates repeat, so each is compared with a query once; per result, only an
//! ID and a few numbers are in memory.

mod day_names;
mod fold_text;
mod index_columns;
mod query;
mod result_ids;
mod search_index;
mod search_row;
mod text_numbers;
mod text_scores;
mod text_table;

pub use query::{Scorer, SearchQuery};
pub use result_ids::IdAt;
pub(crate) use result_ids::IdBlock;
pub use search_index::SearchIndex;
pub(crate) use search_row::{FoldedTexts, NumberedRow, SearchField};
pub use search_row::{SearchRow, SearchRows};
pub(crate) use text_numbers::TextNumbers;
