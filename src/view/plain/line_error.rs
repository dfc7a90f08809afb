use super::answer::level_words;
use crate::results::NOTE_MAX;
use crate::state::{LineError, TakeScreen};

/// Returns the error and the hint for an invalid line; `None` for errors without a hint.
pub fn line_error(error: &LineError, take: &TakeScreen) -> (String, Option<String>) {
    let level = |level: u8| level_words(level, take.assessment.label(take.list.at, level));
    let (error, hint) = match error {
        LineError::Unknown { text, nearest } => (
            format!("`{}` is not an answer or a command", shortened(text)),
            nearest.as_ref().map_or_else(|| answers(take), did_you_mean),
        ),
        LineError::OutOfRange { asked, top } => (
            format!("no level {} in this category", shortened(asked)),
            format!("the levels are 1 to {top}"),
        ),
        LineError::Below { current, desired } => (
            format!(
                "goal {} is below current level {}",
                level(*desired),
                level(*current)
            ),
            "the goal must be at or above the current level".to_owned(),
        ),
        LineError::Bare { command, takes } => (
            format!("`{command}` needs an argument"),
            format!("type {command} {takes}"),
        ),
        LineError::Extra {
            command,
            takes,
            text,
        } => (
            format!("`{command}` does not accept `{}`", shortened(text)),
            if takes.is_empty() {
                format!("type {command} without an argument")
            } else {
                format!("type {command} {takes}")
            },
        ),
        LineError::NoCategory { text, nearest } => (
            format!("no category named `{}`", shortened(text)),
            nearest.as_ref().map_or_else(
                || "type list to list all categories".to_owned(),
                |nearest| format!("did you mean `{nearest}`? type list to list all categories"),
            ),
        ),
        LineError::Ambiguous { text, names } => (
            format!("`{}` matches several categories", shortened(text)),
            format!("type more of the name: {}", names.join(", ")),
        ),
        LineError::NoChoice(text) => (
            format!("`{}` is not one of the choices", shortened(text)),
            "type first, lowest, unanswered, or back".to_owned(),
        ),
        LineError::NoName => (
            "no name is given for these answers".to_owned(),
            "use --name NAME, or type name NAME before this line".to_owned(),
        ),
        other => return (without_hint(other), None),
    };
    (error, Some(hint))
}

/// Returns the text of an error that has no hint.
fn without_hint(error: &LineError) -> String {
    match error {
        LineError::NothingToRate => {
            "nothing to answer: this assessment has no categories".to_owned()
        }
        LineError::CannotBeSaved => {
            "nothing to save: this assessment has no categories to rate".to_owned()
        }
        LineError::NothingBefore => "no previous answer to copy".to_owned(),
        LineError::NotOnThisLadder => {
            "the previous level is not on the current ladder: choose a level".to_owned()
        }
        LineError::LongNote(length) => {
            format!("the note has {length} characters; the limit is {NOTE_MAX}")
        }
        LineError::BadName(error) => format!("{error}; the previous name is kept"),
        LineError::TooLong => "this line is too long for an answer".to_owned(),
        LineError::NotText => "this line is not valid UTF-8".to_owned(),
        LineError::NoFile => "`export` needs a file name".to_owned(),
        LineError::NotWritten { path, why } => format!("{path}: {why}"),
        LineError::NeedsAnotherLine => "this line needs another line of input".to_owned(),
        _ => String::new(),
    }
}

/// Returns the hint that lists the possible answers for the selected category.
fn answers(take: &TakeScreen) -> String {
    let at = take.list.at;
    let ladder = match take.assessment.categories.get(at) {
        Some(_) => take.assessment.ladder(at),
        None => &[],
    };
    let labels: Vec<_> = ladder.iter().map(|rating| rating.name.as_str()).collect();
    if labels.is_empty() {
        return "answer unknown or n/a here; type help to list all commands".to_owned();
    }
    format!(
        "answer with a level from 1 to {}, {}, unknown, or n/a; type help to list all commands",
        labels.len(),
        labels.join(", ")
    )
}

fn shortened(text: &str) -> String {
    crate::text::cut(text, 60, '…')
}

fn did_you_mean(nearest: &String) -> String {
    format!("did you mean `{nearest}`? type help to list all answers and commands")
}
