//! ON PAPER: what is known, as text for people and for programs. Pure: values in, texts out.

pub mod diagnostics;
mod problem_values;
mod problems;
mod store_problem;
/// Figures and ids in words, the same on screens and on paper.
pub mod words;

pub use store_problem::store_problem;
