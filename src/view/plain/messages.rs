use crate::state::{Keymap, Message};
use crate::text::count;
use crate::view::messages;
use crate::words::store_error_words;

/// A message in words that do not depend on keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PlainMessage {
    /// A message that is not an error, as sentences.
    Said(Vec<String>),
    /// An error, and its hint.
    Bad(String, Option<String>),
}

/// Returns a message as words for plain mode.
pub(crate) fn message(message: &Message) -> PlainMessage {
    let sentence = |text: &str| PlainMessage::Said(vec![text.to_owned()]);
    match message {
        Message::AllAnswered => sentence("All categories answered. Type save to save the result."),
        Message::Undone => sentence("Undone. Type redo to redo it."),
        Message::Redone => sentence("Redone."),
        Message::NothingToUndo => sentence("Nothing to undo."),
        Message::NothingToRedo => sentence("Nothing to redo."),
        Message::Resumed {
            answered,
            others,
            reopened,
            removed,
        } => PlainMessage::Said(resumed(*answered, *others, *reopened, *removed)),
        Message::DraftSplit { gone: false } => sentence(
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
        other => sentence(&super::sentence(&messages::message(
            other,
            &Keymap::default(),
        ))),
    }
}

/// Returns the lines for a resumed draft: the number of answers, the changes since a newer version
/// of the assessment, and other drafts.
fn resumed(answered: usize, others: usize, reopened: usize, removed: usize) -> Vec<String> {
    let mut lines = vec![format!("Draft resumed: {answered} answered.")];
    if reopened > 0 {
        let levels = count(reopened, "level is", "levels are");
        lines.push(format!("{levels} no longer on the ladder: answer again."));
    }
    if removed > 0 {
        let answers = count(
            removed,
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
