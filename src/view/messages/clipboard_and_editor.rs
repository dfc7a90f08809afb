//! The texts of messages about the clipboard and the editor.

use crate::state::{Action, CopyOutcome, EditorFailure, KeyContext, Keymap, ResultView};
use crate::text::thousands;

/// Where a copy went: a terminal does not confirm that it has set its clipboard.
pub(super) fn copied(view: ResultView, outcome: CopyOutcome, keys: &Keymap) -> String {
    let what = match view {
        ResultView::Plan => "the plan as a checklist",
        ResultView::Table | ResultView::Chart => "the result as text",
    };
    match outcome {
        CopyOutcome::ToTerminal => format!("Sent to the terminal's clipboard: {what}"),
        CopyOutcome::ToTmux => {
            format!("Copied to the tmux buffer and sent to the terminal's clipboard: {what}")
        }
        CopyOutcome::TooLong { bytes, most } => format!(
            "error: not copied: {} bytes exceed the terminal limit of {}; press {} to export to a \
            file",
            number(bytes),
            number(most),
            keys.name(KeyContext::Result, Action::Export)
        ),
    }
}

/// Why the editor left the note unchanged.
pub(super) fn not_edited(failure: &EditorFailure) -> String {
    match failure {
        EditorFailure::BadCommand { command } => {
            format!("error: unclosed quote in VISUAL or EDITOR: `{command}`")
        }
        EditorFailure::NotStarted { editor, why } => {
            format!("error: cannot start {editor}: {why}; set VISUAL or EDITOR to your editor")
        }
        EditorFailure::Ended { editor, code } => {
            let how = code.map_or_else(
                || "was terminated by a signal".to_owned(),
                |code| format!("exited with code {code}"),
            );
            format!("{editor} {how}: note unchanged")
        }
        EditorFailure::Gone => "error: the editor's file is missing: note unchanged".to_owned(),
        // The file first: a path that a line breaks is hard to copy.
        EditorFailure::NotText { kept } => {
            format!("error: {kept} is not UTF-8: note unchanged")
        }
        EditorFailure::TooLong { characters, kept } => {
            let what = if kept.is_empty() { "the text" } else { kept };
            let characters = number(*characters);
            format!(
                "error: {what} has {characters} characters, the limit is 10,000: note unchanged"
            )
        }
        EditorFailure::System { why } => {
            format!("error: cannot edit the note: {why}; note unchanged")
        }
    }
}

fn number(count: usize) -> String {
    thousands(u64::try_from(count).unwrap_or(u64::MAX))
}
