//! Searching among results: what matches a query, and how well.
//!
//! Everything is compared in a folded form: small letters without accents, which for most texts
//! is ASCII. Names, assessments, notes and days repeat, so each is compared with a query once; of
//! a million results only their ids and a few numbers each are held, apart from what is shown of
//! them.

mod columns;
mod days;
mod fold;
mod folded;
mod ids;
mod index;
mod numbering;
mod query;
mod row;
mod rows;
mod scored;
mod texts;

pub use folded::FoldedTexts;
pub use ids::{IdAt, IdBlock};
pub use index::{Hit, SearchIndex};
pub use numbering::Numbering;
pub use query::{Query, Scorer};
pub use row::{NumberedRow, SearchField, SearchRow};
pub use rows::SearchRows;
pub use scored::Scored;
