//! Searching among results: what matches a query, and how well.
//!
//! Everything is compared in a folded form: small letters without accents, which for most texts
//! is ASCII. Names, assessments, notes and days repeat, so each is compared with a query once; of
//! a million results only their ids and a few numbers each are held, apart from what is shown of
//! them.

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
