//! Results, trends, and teams as CSV.

mod answer_cells;
mod results;
mod trend_and_team;
mod writer;

pub use results::{answer_heads, answer_lines, results_csv};
pub use trend_and_team::{team_csv, trend_csv};
pub use writer::lines;
