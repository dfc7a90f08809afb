//! The door: what the command line says and does, with the real program.
#![allow(clippy::unwrap_used, missing_docs)]

mod answering;
mod answers;
mod bin;
mod care;
mod check;
mod config;
mod door;
mod export;
mod help;
mod import;
mod keys;
mod list;
mod looks;
mod new;
mod places;
mod plain;
mod readme;
mod replay;
mod results;
mod settings;
mod show;
mod submit;
mod support;

/// An assessment with one category more than none.
pub const CLUB: &str = r#"slug = "running-club"
name = "Running club"
ratings = ["Good", "Better", "Best"]
categories = [["Jumping", "jumping"], ["Running", "running"]]
"#;
