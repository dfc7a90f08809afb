//! The door: what the command line says and does, with the real program. Its snapshots have paths
//! as Unix writes them.
#![cfg(unix)]
#![allow(clippy::unwrap_used, missing_docs)]

mod answering;
mod answers;
mod bin;
mod care;
mod check;
mod completing;
mod config;
mod door;
mod export;
mod help;
mod import;
mod keys;
#[cfg(target_os = "linux")]
mod limits;
mod list;
mod looks;
mod moving;
mod names;
mod new;
mod overrides;
mod pasting;
mod paths;
mod pipes;
mod places;
mod plain;
mod readme;
mod recipes;
mod replay;
mod results;
mod settings;
mod show;
mod submit;
mod support;
mod times;
mod unusable;

/// An assessment with one category more than none.
pub const CLUB: &str = r#"slug = "running-club"
name = "Running club"
ratings = ["Good", "Better", "Best"]
categories = [["Jumping", "jumping"], ["Running", "running"]]
"#;
