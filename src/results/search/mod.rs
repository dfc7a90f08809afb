//! Searching among results: what matches a query, and how well.
//!
//! Everything is compared in a folded form: small letters without accents, which for most texts
//! is ASCII. A million results are held as folded text and a few numbers each, apart from what is
//! shown of them.

mod chunk;
mod days;
mod fold;
mod index;
mod query;

pub use chunk::{SearchChunk, SearchRow};
pub use index::{Hit, SearchIndex};
pub use query::{Query, Scorer};
