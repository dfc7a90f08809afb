//! The program in a pseudo-terminal.

mod color_support;
mod control_characters;
mod editor_and_mouse;
mod form;
mod idle;
mod limits;
mod plain;
mod quit;
mod restore;
mod shell_completion;
mod suspend_and_resize;
mod terminal_replies;

use levelup::testing::{Draft, Drafts};

use crate::support::program::Program;
use crate::support::workspace::Workspace;

const CLUB: &str = r#"slug = "running-club"
name = "Running club"
ratings = ["Good", "Better", "Best"]
categories = [["Jumping", "jumping"], ["Running", "running"], ["Resting", "resting"]]
"#;

/// The command line that opens the form.
const FORM: [&str; 4] = ["take", "running-club", "--name", "Test User"];

/// A workspace with one assessment.
fn workspace() -> Workspace {
    Workspace::new().assessment(CLUB).with_store()
}

/// Opens the form, and waits for it.
fn form(workspace: &Workspace) -> Program {
    let program = workspace.levelup(&FORM);
    program.shows("0 of 3 answered");
    program
}

/// The answers of the form so far.
fn draft(workspace: &Workspace) -> Option<Draft> {
    workspace
        .store()
        .draft("Test User", "running-club")
        .unwrap()
}
