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
        Message::AllAnswered => said("Every category is answered: type save to save the result."),
        Message::Undone => said("Taken back; type redo to make it again."),
        Message::Redone => said("Made again."),
        Message::NothingToUndo => said("There is nothing to take back."),
        Message::NothingToRedo => said("There is nothing to make again."),
        Message::Resumed {
            answered,
            others,
            reopened,
            gone,
        } => PlainMessage::Said(resumed(*answered, *others, *reopened, *gone)),
        Message::Parted { gone: false } => said(
            "Another window changed this draft: your answers are kept beside it. Type other to go to the other one.",
        ),
        Message::NotSaved(error) => {
            let what = store_error_words(error).0;
            let hint = "your answers are in memory, and are tried again; type write FILE to put them into a file";
            PlainMessage::Bad(format!("not saved: {what}"), Some(hint.to_owned()))
        }
        Message::LeaveUnsaved => PlainMessage::Bad(
            "the last changes are not on disk".to_owned(),
            Some(
                "type quit once more to leave without them, or write FILE to put them into a file"
                    .to_owned(),
            ),
        ),
        Message::Store(error) => {
            let (what, hint) = store_error_words(error);
            PlainMessage::Bad(what, Some(hint.to_string()))
        }
        Message::NotWritten { path, why } => PlainMessage::Bad(
            format!("{path}: {why}"),
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
    let mut lines = vec![format!("Your draft goes on: {answered} answered.")];
    if reopened > 0 {
        let levels = count(reopened, "level is", "levels are");
        lines.push(format!("{levels} no longer on the ladder: open again."));
    }
    if gone > 0 {
        let answers = count(
            gone,
            "answer is about a category",
            "answers are about categories",
        );
        lines.push(format!("{answers} that the file no longer has."));
    }
    if others > 0 {
        let more = count(others, "other draft", "other drafts");
        lines.push(format!("You have {more} of it: type other to go there."));
    }
    lines
}
