//! The texts of messages.

mod clipboard_and_editor;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::results::{NameError, StoreError};
use crate::state::{Action, KeyContext, Keymap, Message};
use crate::text::count;
use crate::words::{local_date, store_error_words, sync_status};

/// Shown in place of a list that only the server has.
pub(super) const OFFLINE_HINT: &str = "Results appear again when the server is reachable. Results you save now are sent \
    automatically.";

/// The text of a message for the bottom line, with the current keys.
pub(super) fn message(message: &Message, keys: &Keymap) -> String {
    let take = |action| keys.name(KeyContext::Take, action);
    match message {
        Message::NoSuchLevel { level, top: 0 } => {
            format!("No level {level}: this category has no levels")
        }
        Message::NoSuchLevel { level, top } => format!("No level {level} here: choose 1 to {top}"),
        Message::AtTheTop => "Already at the top level".into(),
        Message::NeedsLevel => "Rate the category first: a goal needs a current level".into(),
        Message::AllAnswered => {
            let save = take(Action::Save);
            format!("All categories answered: press {save} to save")
        }
        Message::NothingToUndo => "Nothing to undo".into(),
        Message::NothingToRedo => "Nothing to redo".into(),
        Message::Undone => format!("Undone: press {} to redo", take(Action::Redo)),
        Message::Redone => "Redone".into(),
        Message::NothingBefore => "No previous answer to copy".into(),
        Message::NotOnThisLadder => {
            "The previous level is not on the current ladder: choose a level".into()
        }
        Message::PreviousAnswersCopied(taken) => {
            let answers = count(*taken, "answer", "answers");
            format!("Copied {answers} from the previous result")
        }
        Message::CannotBeSaved => {
            "Nothing to save: this assessment has no categories to rate".into()
        }
        Message::WrongClock(now) => wrong_clock(*now),
        Message::BadName(error) => bad_name(*error),
        Message::LeaveUnsaved => {
            "The latest changes are not on disk. Press again to go back without them".into()
        }
        Message::NotSaved(error) => not_saved(error, &take(Action::Export)),
        Message::Copied(view, outcome) => clipboard_and_editor::copied(*view, *outcome, keys),
        Message::NoteUnchanged => "Note unchanged".into(),
        Message::NotEdited(failure) => clipboard_and_editor::not_edited(failure),
        Message::Written(path) => format!("Written to {path}"),
        Message::NotWritten { path, why } => {
            format!("error: cannot write {path}: {why}; choose another name")
        }
        Message::Store(error) => {
            let (what, hint) = store_error_words(error);
            format!("error: {what} ({hint})")
        }
        Message::Server(status) => sync_status::sentence(*status),
        Message::Configuration(line) => line.clone(),
        Message::Resumed { .. }
        | Message::DraftSplit { .. }
        | Message::NoOtherDraft
        | Message::OtherDraft { .. }
        | Message::LostDraft => draft_message(message, &take(Action::OtherDraft)),
        results => results_message(results, keys),
    }
}

/// The text of a message about drafts; `other` is the key that opens the other draft.
fn draft_message(message: &Message, other: &str) -> String {
    match message {
        Message::Resumed {
            answered,
            others,
            reopened,
            removed,
        } => resumed(*answered, (*others, other), *reopened, *removed),
        Message::DraftSplit { gone: false } => {
            format!(
                "Draft changed in another window: your answers are kept as a second draft; \
            press {other} to switch"
            )
        }
        Message::DraftSplit { gone: true } => {
            "This draft is no longer in the store (its result was saved in another window, \
            or the store was replaced): your answers are kept as a new draft"
                .into()
        }
        Message::NoOtherDraft => "No other draft of this assessment".into(),
        Message::OtherDraft { left } => {
            format!("Opened this person's draft; the draft of {left} is kept")
        }
        Message::LostDraft => {
            "Cannot open the draft: its assessment file is missing or has errors. The answers \
            are kept; restore or correct the file to continue"
                .into()
        }
        _ => String::new(),
    }
}

/// The text of a message about results or people.
fn results_message(message: &Message, keys: &Keymap) -> String {
    let browse = |action| keys.name(KeyContext::Browse, action);
    match message {
        Message::NoMatch => {
            let back = keys.name(KeyContext::Home, Action::Back);
            format!("No matches: press {back} to clear the filter")
        }
        Message::Deleted => {
            let restore = browse(Action::Restore);
            format!("Moved to trash: press {restore} to undo")
        }
        Message::Restored => "Result restored".into(),
        Message::Gone => "This result is no longer in the store".into(),
        Message::MarkTwo { marked } => {
            let (mark, compare) = (browse(Action::Mark), browse(Action::Compare));
            let (marked, more) = match marked {
                0 => ("No results", "two or more"),
                _ => ("One result", "another"),
            };
            format!("{marked} marked: press {mark} to mark {more}, then {compare} to compare")
        }
        Message::MarksFull { marked } => {
            let unmark = browse(Action::Unmark);
            format!("{marked} results marked, the maximum: press {unmark} to unmark all")
        }
        Message::NoneBefore => "No previous result: this is the first result of this person".into(),
        Message::NoTeam => {
            let team = keys.name(KeyContext::Home, Action::Team);
            format!("Select an assessment first, then press {team} for its team view")
        }
        Message::NamesHidden => {
            let names = keys.name(KeyContext::Team, Action::HideNames);
            format!("Names are hidden, so results cannot be opened: press {names} to show names")
        }
        _ => String::new(),
    }
}

/// "Draft resumed: 7 answered", and what changed in the assessment since.
fn resumed(
    answered: usize,
    (others, key): (usize, &str),
    reopened: usize,
    removed: usize,
) -> String {
    let mut parts = vec![format!("Draft resumed: {answered} answered")];
    if reopened > 0 {
        let levels = count(reopened, "level is", "levels are");
        parts.push(format!("{levels} no longer on the ladder: answer again"));
    }
    if removed > 0 {
        let answers = count(
            removed,
            "answer belongs to a removed category",
            "answers belong to removed categories",
        );
        parts.push(answers);
    }
    if others > 0 {
        let more = count(others, "other draft", "other drafts");
        parts.push(format!("press {key} for {more}"));
    }
    parts.join(" · ")
}

fn not_saved(error: &StoreError, key: &str) -> String {
    let (what, _) = store_error_words(error);
    format!("error: not saved (press {key} to write the answers to a file): {what}")
}

fn wrong_clock(now: Timestamp) -> String {
    let date = local_date(now, &TimeZone::UTC);
    format!(
        "error: not saved: the clock of this computer is set to {date}; correct it and save again"
    )
}

fn bad_name(error: NameError) -> String {
    match error {
        NameError::Empty => "error: enter a name; the previous name is kept".into(),
        error => format!("error: {error}; the previous name is kept"),
    }
}
