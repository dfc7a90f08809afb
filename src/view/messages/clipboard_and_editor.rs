//! What there is to tell about the clipboard, and about the editor.

use crate::state::{CopyOutcome, EditorFailure, ResultView};
use crate::text::thousands;

/// Where a copy went, as far as is known.
pub(super) fn copied(view: ResultView, sent: CopyOutcome) -> String {
    let what = match view {
        ResultView::Plan => "the plan as a checklist",
        ResultView::Table | ResultView::Chart => "the result as text",
    };
    match sent {
        CopyOutcome::ToTerminal => format!("Sent to the terminal's clipboard: {what}"),
        CopyOutcome::ToTmux => {
            format!("In tmux's buffer, and sent to the terminal's clipboard: {what}")
        }
        CopyOutcome::TooLong { bytes, most } => format!(
            "error: not copied, {} bytes are more than the {} that terminals take: o writes a file",
            number(bytes),
            number(most)
        ),
    }
}

/// Why a note stays as it was.
pub(super) fn not_edited(failure: &EditorFailure) -> String {
    match failure {
        EditorFailure::BadCommand { command } => {
            format!("error: VISUAL or EDITOR is `{command}`, where a quotation mark is left open")
        }
        EditorFailure::NotStarted { editor, why } => {
            format!("error: cannot start {editor}: {why}; set VISUAL or EDITOR to your editor")
        }
        EditorFailure::Ended { editor, code } => {
            let how = code.map_or_else(
                || "was ended by a signal".to_owned(),
                |code| format!("ended with code {code}"),
            );
            format!("{editor} {how}: the note stays as it was")
        }
        EditorFailure::Gone => {
            "error: the editor's file is gone: the note stays as it was".to_owned()
        }
        // The file first: a path that a line breaks is hard to copy.
        EditorFailure::NotText { kept } => {
            format!("error: {kept} is not UTF-8: the note stays as it was")
        }
        EditorFailure::TooLong { characters, kept } => {
            let what = if kept.is_empty() { "the text" } else { kept };
            let characters = number(*characters);
            format!(
                "error: {what} has {characters} characters, a note 10,000 at most: it stays as it was"
            )
        }
        EditorFailure::System { why } => {
            format!("error: the note cannot be edited, and stays as it was: {why}")
        }
    }
}

fn number(count: usize) -> String {
    thousands(u64::try_from(count).unwrap_or(u64::MAX))
}
