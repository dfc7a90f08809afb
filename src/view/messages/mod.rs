mod clipboard_and_editor;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::results::{GoalStatus, NameError, StoreError};
use crate::state::{Action, ColumnGrid, KeyContext, Keymap, Many, Message};
use crate::text::count;
use crate::words::{local_date, store_error_words, sync_status};

/// What is told instead of a list that only a server has, which is away.
pub(super) const AWAY: &str =
    "Its results show again when it is back. What is saved here goes out by itself.";

/// A message as a sentence for the bottom line, with the keys in force.
pub(super) fn message(message: &Message, keys: &Keymap) -> String {
    let take = |action| keys.name(KeyContext::Take, action);
    match message {
        Message::NoSuchLevel { level, top: 0 } => format!("No level {level}: there are no ratings"),
        Message::NoSuchLevel { level, top } => format!("No level {level} here: 1 to {top}"),
        Message::AtTheTop => "Already at the top: there is nothing further to want".into(),
        Message::NeedsLevel => "Rate it first: a wish needs a level to start from".into(),
        Message::AllAnswered => {
            format!("Every category is answered: {} saves", take(Action::Save))
        }
        Message::NothingToUndo => "Nothing to undo".into(),
        Message::NothingToRedo => "Nothing to redo".into(),
        Message::Undone => format!("Undone: {} makes it again", take(Action::Redo)),
        Message::Redone => "Made again".into(),
        Message::NothingBefore => "There is no answer of last time to take over".into(),
        Message::NotOnThisLadder => "Last time's level is not on today's ladder: choose one".into(),
        Message::TakenOver(taken) => {
            format!(
                "Taken over: {} of last time",
                count(*taken, "answer", "answers")
            )
        }
        Message::CannotBeSaved => "Nothing to save: this assessment has nothing to rate".into(),
        Message::WrongClock(now) => wrong_clock(*now),
        Message::BadName(error) => bad_name(*error),
        Message::NoMatch => {
            let back = keys.name(KeyContext::Home, Action::Back);
            format!("Nothing matches: {back} shows all again")
        }
        Message::Deleted => {
            let restore = keys.name(KeyContext::Browse, Action::Restore);
            format!("Deleted: {restore} brings it back")
        }
        Message::Restored => "It is back".into(),
        Message::Gone => "That result is no longer there".into(),
        Message::LeaveUnsaved => {
            "Not saved: the last changes are not on disk. Once more leaves without them".into()
        }
        Message::NotSaved(error) => not_saved(error, &take(Action::WriteOut)),
        Message::Copied(view, sent) => clipboard_and_editor::copied(*view, *sent),
        Message::NoteUnchanged => "The note is as it was".into(),
        Message::NotEdited(failure) => clipboard_and_editor::not_edited(failure),
        Message::Written(path) => format!("Written to {path}"),
        Message::NotWritten { path, why } => format!("error: {path}: {why}; choose another name"),
        Message::Store(error) => {
            let (what, hint) = store_error_words(error);
            format!("error: {what} ({hint})")
        }
        Message::Server(outlook) => sync_status::sentence(*outlook),
        Message::Many(many) => about_many(*many, keys),
        Message::Configuration(line) => line.clone(),
        draft => about_draft(draft, &take(Action::OtherDraft)),
    }
}

/// What there is to tell about drafts; `other` is the key that leads to the other one.
fn about_draft(message: &Message, other: &str) -> String {
    match message {
        Message::Resumed {
            answered,
            others,
            reopened,
            gone,
        } => resumed(*answered, (*others, other), *reopened, *gone),
        Message::Parted { gone: false } => {
            format!("Another window changed this draft: your answers are kept beside it, {other} switches")
        }
        Message::Parted { gone: true } => {
            "This draft is no longer in the store (handed in elsewhere, or the store was replaced): your answers go on as a draft of their own".into()
        }
        Message::NoOtherDraft => "There is no other draft of this assessment".into(),
        Message::OtherDraft { left } => {
            format!("They have a draft of their own, which is open now; that of {left} is kept")
        }
        Message::LostDraft => {
            "Its assessment is not there: the answers are kept, and go on when the file is back"
                .into()
        }
        _ => String::new(),
    }
}

fn about_many(many: Many, keys: &Keymap) -> String {
    let browse = |action| keys.name(KeyContext::Browse, action);
    match many {
        Many::MarkTwo { marked: 0 } => {
            let (mark, compare) = (browse(Action::Mark), browse(Action::Compare));
            format!("Nothing is marked: {mark} marks a result, {compare} compares two or more")
        }
        Many::MarkTwo { .. } => {
            let (mark, compare) = (browse(Action::Mark), browse(Action::Compare));
            format!("One is marked: mark another with {mark}, then {compare}")
        }
        Many::MarksFull { marked } => {
            let unmark = browse(Action::Unmark);
            format!("{marked} are marked, which is all that fits: {unmark} takes all marks away")
        }
        Many::NoneBefore => {
            "Nothing to compare with: this is the first result of this person".into()
        }
        Many::NoTeam => {
            let team = keys.name(KeyContext::Home, Action::Team);
            format!("Choose an assessment first: {team} shows how its team stands")
        }
        Many::NamesHidden => {
            let names = keys.name(KeyContext::Team, Action::HideNames);
            format!("Names are hidden, and results with them: {names} shows them")
        }
    }
}

/// "Your draft goes on: 7 answered", and what a newer file has made of it.
fn resumed(answered: usize, (others, key): (usize, &str), reopened: usize, gone: usize) -> String {
    let mut parts = vec![format!("Your draft goes on: {answered} answered")];
    if reopened > 0 {
        let levels = count(reopened, "level is", "levels are");
        parts.push(format!("{levels} no longer on the ladder: open again"));
    }
    if gone > 0 {
        let answers = count(
            gone,
            "answer is about a category",
            "answers are about categories",
        );
        parts.push(format!("{answers} that the file no longer has"));
    }
    if others > 0 {
        let more = count(others, "other draft", "other drafts");
        parts.push(format!("{key} shows {more} of yours"));
    }
    parts.join(" · ")
}

fn not_saved(error: &StoreError, key: &str) -> String {
    let (what, _) = store_error_words(error);
    format!("error: not saved, {key} writes the answers to a file: {what}")
}

fn wrong_clock(now: Timestamp) -> String {
    let date = local_date(now, &TimeZone::UTC);
    format!(
        "error: not saved: the clock of this computer is set to {date}; correct it and save again"
    )
}

fn bad_name(error: NameError) -> String {
    match error {
        NameError::Empty => "error: a name is needed; the one before stays".into(),
        error => format!("error: {error}; the one before stays"),
    }
}

/// What became of a wish, in words.
pub(super) fn wish(wish: GoalStatus) -> &'static str {
    match wish {
        GoalStatus::None => "",
        GoalStatus::Met => "wish met",
        GoalStatus::Missed => "not yet",
        GoalStatus::Exceeded => "exceeded",
    }
}

/// Which columns show: "7", or "1-4 of 7".
pub(super) fn columns(grid: &ColumnGrid) -> String {
    let last = (grid.left + grid.fits).min(grid.count);
    match grid.left + 1 {
        _ if !grid.scrolls() => grid.count.to_string(),
        first if first == last => format!("{first} of {}", grid.count),
        first => format!("{first}-{last} of {}", grid.count),
    }
}
