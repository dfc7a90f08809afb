//! Commands: output, files, and exit codes.

mod check;
mod colors_and_dates;
mod compare_trend_team;
mod completion;
mod config_command;
mod config_file;
mod copy;
mod doctor_and_backup;
mod documentation;
mod export;
mod help;
mod import;
mod keys;
#[cfg(target_os = "linux")]
mod limits;
mod list;
mod names;
mod new;
mod option_values;
mod overrides;
mod pasted_hints;
mod paths;
mod pipes;
mod plain;
mod readme;
mod readme_recipes;
mod replay;
mod results;
mod saved_results;
mod show;
mod submit;
mod submitted_values;
mod times;
mod trash;
mod unusable_paths;

/// An assessment with one category more than none.
pub const CLUB: &str = r#"slug = "running-club"
name = "Running club"
ratings = ["Good", "Better", "Best"]
categories = [["Jumping", "jumping"], ["Running", "running"]]
"#;
