//! Documents: results, comparisons, trends, and teams as text, Markdown, HTML, SVG, and CSV.

mod csv;
pub mod diagnostics;
mod file_name;
mod html;
mod markdown;
mod text;

pub use csv::{answer_heads, answer_lines, lines, results_csv, team_csv, trend_csv};
pub(crate) use diagnostics::shown_path;
pub use diagnostics::{line_and_column, one_line, render};
pub use file_name::result_file_name;
pub use html::{comparison_html, result_html, result_svg, team_html};
pub use markdown::{comparison_markdown, escaped, plan_markdown, result_markdown, team_markdown};
pub use text::{TextOptions, comparison_text, result_text, results_table, team_text, trend_text};
pub(crate) use text::{against_text, examination_text, saved_text};
