//! Spreadsheets.

mod results;
mod trend_and_team;

pub use results::{answer_heads, answer_lines, lines, results_csv};
pub use trend_and_team::{team_csv, trend_csv};
