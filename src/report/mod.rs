//! ON PAPER: what is known, as text for people and for programs. Pure: values in, texts out.

pub mod diagnostics;
mod problem_values;
mod problems;
