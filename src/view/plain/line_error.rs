use super::answer::level_words;
use crate::results::NOTE_MAX;
use crate::state::{LineError, TakeScreen};

/// Why a line asks for nothing, and what would be right.
pub fn wrong(wrong: &LineError, take: &TakeScreen) -> (String, Option<String>) {
    let level = |level: u8| level_words(level, take.assessment.label(take.list.at, level));
    let (error, hint) = match wrong {
        LineError::Unknown { text, nearest } => (
            format!("`{}` is neither an answer nor a command", shortened(text)),
            nearest.as_ref().map_or_else(
                || answers(take),
                |nearest| format!("did you mean `{nearest}`? type help for all that can be typed"),
            ),
        ),
        LineError::OutOfRange { asked, top } => (
            format!("there is no level {} here", shortened(asked)),
            format!("the levels are 1 to {top}"),
        ),
        LineError::Below { current, desired } => (
            format!(
                "{} is wanted, which is below {}",
                level(*desired),
                level(*current)
            ),
            "what is wanted is the same level or a higher one".to_owned(),
        ),
        LineError::Bare { command, takes } => (
            format!("`{command}` needs something behind it"),
            format!("type {command} {takes}"),
        ),
        LineError::Extra {
            command,
            takes,
            text,
        } => (
            format!("`{command}` does not take `{}`", shortened(text)),
            if takes.is_empty() {
                format!("type {command} alone")
            } else {
                format!("type {command} {takes}")
            },
        ),
        LineError::NoCategory { text, nearest } => (
            format!("no category is called `{}`", shortened(text)),
            nearest.as_ref().map_or_else(
                || "type list to hear them all".to_owned(),
                |nearest| format!("did you mean `{nearest}`? type list to hear them all"),
            ),
        ),
        LineError::Ambiguous { text, names } => (
            format!("`{}` may be several categories", shortened(text)),
            format!("type more of the name: {}", names.join(", ")),
        ),
        LineError::NoChoice(text) => (
            format!("`{}` is none of the choices", shortened(text)),
            "type first, lowest, unanswered or back".to_owned(),
        ),
        other => return (refused(other), None),
    };
    (error, Some(hint))
}

/// What cannot be done, and needs no further hint.
fn refused(wrong: &LineError) -> String {
    match wrong {
        LineError::NothingToRate => {
            "there is nothing to answer: this assessment has no categories".to_owned()
        }
        LineError::CannotBeSaved => {
            "there is nothing to save: this assessment has no categories, or none that can be rated"
                .to_owned()
        }
        LineError::NothingBefore => "there is no answer of last time to take over".to_owned(),
        LineError::NotOnThisLadder => {
            "last time's level is not on today's ladder: choose one".to_owned()
        }
        LineError::LongNote(length) => {
            format!("the note has {length} characters, {NOTE_MAX} are allowed")
        }
        LineError::BadName(error) => format!("{error}; the one before stays"),
        _ => String::new(),
    }
}

/// All that answers the question at hand.
fn answers(take: &TakeScreen) -> String {
    let at = take.list.at;
    let ladder = match take.assessment.categories.get(at) {
        Some(_) => take.assessment.ladder(at),
        None => &[],
    };
    let labels: Vec<_> = ladder.iter().map(|rating| rating.name.as_str()).collect();
    if labels.is_empty() {
        return "an answer is unknown or n/a here; type help for the commands".to_owned();
    }
    format!(
        "an answer is a level from 1 to {}, {}, unknown or n/a; type help for the commands",
        labels.len(),
        labels.join(", ")
    )
}

/// A line as it was typed; of a very long one its beginning.
fn shortened(text: &str) -> String {
    crate::state::cut(text, 60)
}
