use crate::state::{Keymap, Message};
use crate::text::count;
use crate::view::messages;
use crate::words::store_error_words;

/// What the reducer has to tell, in words that need no keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PlainMessage {
    /// How things are.
    Said(Vec<String>),
    /// What went wrong, and what to do about it.
    Bad(String, Option<String>),
}

/// A message in words.
pub(crate) fn message(message: &Message) -> PlainMessage {
    let said = |text: &str| PlainMessage::Said(vec![text.to_owned()]);
    match message {
        Message::AllAnswered => said("All categories answered. Type save to save the result."),
        Message::Undone => said("Undone. Type redo to redo it."),
        Message::Redone => said("Redone."),
        Message::NothingToUndo => said("Nothing to undo."),
        Message::NothingToRedo => said("Nothing to redo."),
        Message::Resumed {
            answered,
            others,
            reopened,
            gone,
        } => PlainMessage::Said(resumed(*answered, *others, *reopened, *gone)),
        Message::Parted { gone: false } => said(
            "Draft changed in another window. Your answers are kept as a second draft. Type \
            other to switch to the other draft.",
        ),
        Message::NotSaved(error) => {
            let what = store_error_words(error).0;
            let hint = "your answers are in memory, and saving is retried; type export FILE to \
            write them to a file";
            PlainMessage::Bad(format!("not saved: {what}"), Some(hint.to_owned()))
        }
        Message::LeaveUnsaved => PlainMessage::Bad(
            "the latest changes are not on disk".to_owned(),
            Some(
                "type quit again to quit without them, or export FILE to write them to a file"
                    .to_owned(),
            ),
        ),
        Message::Store(error) => {
            let (what, hint) = store_error_words(error);
            PlainMessage::Bad(what, Some(hint.to_string()))
        }
        Message::NotWritten { path, why } => PlainMessage::Bad(
            format!("cannot write {path}: {why}"),
            Some("choose another name".to_owned()),
        ),
        other if other.is_bad() => {
            let text = messages::message(other, &Keymap::default());
            PlainMessage::Bad(text.trim_start_matches("error: ").to_owned(), None)
        }
        other => said(&super::sentence(&messages::message(
            other,
            &Keymap::default(),
        ))),
    }
}

/// That the draft goes on, and what a newer file has made of it.
fn resumed(answered: usize, others: usize, reopened: usize, gone: usize) -> Vec<String> {
    let mut lines = vec![format!("Draft resumed: {answered} answered.")];
    if reopened > 0 {
        let levels = count(reopened, "level is", "levels are");
        lines.push(format!("{levels} no longer on the ladder: answer again."));
    }
    if gone > 0 {
        let answers = count(
            gone,
            "answer belongs to a removed category",
            "answers belong to removed categories",
        );
        lines.push(format!("{answers}."));
    }
    if others > 0 {
        let more = count(others, "other draft", "other drafts");
        lines.push(format!(
            "You have {more} of this assessment. Type other to switch."
        ));
    }
    lines
}
