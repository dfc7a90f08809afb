use super::command::{COMMANDS, CommandSpec, PlainCommand};
use super::find_category;
use super::line_error::LineError;
use super::request::{LineRequest, PlainPage};
use crate::results::{Answer, AnswerError, NOTE_MAX, checked_name, read_answer};
use crate::state::keymap::Action;
use crate::state::layout::ListMove;
use crate::state::overlays::Overlay;
use crate::state::screens::{EditKind, Screen, TakeScreen};
use crate::state::state::State;
use crate::text::nearest;

/// The input that removes a note.
const NO_NOTE: &str = "-";

/// Returns the request of a line: the text of an open field, a choice for unanswered categories, an
/// answer, or a command.
///
/// If a line is both an answer and a command, it is the answer: a ladder can have a label `Save`.
/// With a leading `/`, it is always the command.
///
/// # Errors
/// If the line is invalid; the error has what is needed for a hint.
pub fn read_line(text: &str, state: &State) -> Result<LineRequest, LineError> {
    let text = text.trim();
    let Screen::Take(take) = &state.screen else {
        return Err(LineError::NothingToRate);
    };
    if let Some(editing) = &take.editing {
        return field_text(text, editing.kind);
    }
    if matches!(state.overlay, Some(Overlay::Unanswered)) {
        return choice(text);
    }
    if text.is_empty() {
        return Ok(LineRequest::Act(Action::Move(ListMove::Down)));
    }
    let slashed = text.strip_prefix('/').and_then(CommandSpec::find);
    if let Some((spec, rest)) = slashed {
        return command(spec, rest, take);
    }
    let found = || CommandSpec::find(text);
    if take.assessment.categories.is_empty() {
        return match found() {
            Some((spec, rest)) => command(spec, rest, take),
            None => Err(LineError::NothingToRate),
        };
    }
    match read_answer(text, &take.assessment, take.list.at) {
        // The word `unanswered` is the command; `clear` clears an answer.
        Ok(read) if read.answer == Answer::Unanswered => {
            Ok(LineRequest::Act(Action::NextUnanswered))
        }
        Ok(read) => match read.out_of_range {
            None => Ok(LineRequest::Answer(read)),
            Some(out) => Err(LineError::OutOfRange {
                asked: out.asked,
                top: take.assessment.top(take.list.at),
            }),
        },
        Err(AnswerError::Below { current, desired }) => Err(LineError::Below { current, desired }),
        Err(AnswerError::Unreadable { .. }) => match found() {
            Some((spec, rest)) => command(spec, rest, take),
            None => Err(unknown(text, take)),
        },
    }
}

/// Returns the request of a line for an open field.
fn field_text(text: &str, kind: EditKind) -> Result<LineRequest, LineError> {
    match (kind, text) {
        (_, "") => Ok(LineRequest::Keep),
        (EditKind::Note, NO_NOTE) => Ok(LineRequest::Text(String::new())),
        (EditKind::Note, text) => checked_note(text).map(LineRequest::Text),
        (EditKind::Name, text) => checked_name(text)
            .map(LineRequest::Text)
            .map_err(LineError::BadName),
        (_, text) => Ok(LineRequest::Text(text.to_owned())),
    }
}

/// Returns the request of a line for unanswered categories.
fn choice(text: &str) -> Result<LineRequest, LineError> {
    let act = |action| Ok(LineRequest::Act(action));
    match text.to_lowercase().as_str() {
        "" | "first" => act(Action::GoToUnanswered),
        "lowest" | "l" => act(Action::CountAsLowest),
        "unanswered" | "s" => act(Action::SaveUnanswered),
        "back" | "b" => act(Action::Back),
        "quit" | "q" | "exit" => Ok(LineRequest::Quit),
        "help" | "?" | "h" => Ok(LineRequest::Show(PlainPage::Help)),
        _ => Err(LineError::NoChoice(text.to_owned())),
    }
}

/// Returns the request of a command with its argument.
fn command(
    spec: &'static CommandSpec,
    rest: &str,
    take: &TakeScreen,
) -> Result<LineRequest, LineError> {
    let is_about_a_category = !matches!(
        spec.command,
        PlainCommand::About
            | PlainCommand::List
            | PlainCommand::Name
            | PlainCommand::Other
            | PlainCommand::Save
            | PlainCommand::Quit
            | PlainCommand::Help
    );
    if is_about_a_category && take.assessment.categories.is_empty() {
        return Err(LineError::NothingToRate);
    }
    if spec.takes.is_empty() && !rest.is_empty() {
        return Err(extra(spec, rest));
    }
    match spec.command {
        PlainCommand::Note if rest == NO_NOTE => {
            Ok(LineRequest::Fill(EditKind::Note, String::new()))
        }
        PlainCommand::Note if !rest.is_empty() => {
            checked_note(rest).map(|text| LineRequest::Fill(EditKind::Note, text))
        }
        PlainCommand::Name if !rest.is_empty() => checked_name(rest)
            .map(|name| LineRequest::Fill(EditKind::Name, name))
            .map_err(LineError::BadName),
        PlainCommand::Export if !rest.is_empty() => {
            Ok(LineRequest::Fill(EditKind::File, rest.to_owned()))
        }
        PlainCommand::GoTo | PlainCommand::Find if rest.is_empty() => Err(LineError::Bare {
            command: spec.name(),
            takes: spec.takes,
        }),
        PlainCommand::GoTo => find_category::go_to(rest, take),
        PlainCommand::Find => find_category::find(rest, take),
        PlainCommand::CopyPrevious => copy_previous(spec, rest, take),
        PlainCommand::Save => save(spec, rest, take),
        command => Ok(without_text(command)),
    }
}

/// Returns the request of a command without an argument.
fn without_text(command: PlainCommand) -> LineRequest {
    LineRequest::Act(match command {
        PlainCommand::LevelUp => Action::LevelUp,
        PlainCommand::Clear => Action::Clear,
        PlainCommand::Note => Action::Note,
        PlainCommand::Back => Action::Move(ListMove::Up),
        PlainCommand::Unanswered => Action::NextUnanswered,
        PlainCommand::Undo => Action::Undo,
        PlainCommand::Redo => Action::Redo,
        PlainCommand::Name => Action::Name,
        PlainCommand::Other => Action::OtherDraft,
        PlainCommand::Export => Action::Export,
        PlainCommand::DontKnow => return word("unknown"),
        PlainCommand::NotApplicable => return word("n/a"),
        PlainCommand::Again => return LineRequest::Show(PlainPage::Question),
        PlainCommand::List => return LineRequest::Show(PlainPage::List),
        PlainCommand::About => return LineRequest::Show(PlainPage::About),
        PlainCommand::Help => return LineRequest::Show(PlainPage::Help),
        PlainCommand::Quit => return LineRequest::Quit,
        // Commands that need an argument are handled before; `skip` does the same as an empty line.
        _ => Action::Move(ListMove::Down),
    })
}

/// Returns the request for an answer that is possible on every ladder.
fn word(word: &str) -> LineRequest {
    use crate::results::{ReadAnswer, TypedGoal};
    let answer = if word == "unknown" {
        Answer::Unknown
    } else {
        Answer::NotApplicable
    };
    LineRequest::Answer(ReadAnswer {
        answer,
        out_of_range: None,
        goal: TypedGoal::Nothing,
    })
}

/// Returns the request to copy the previous answer, or all previous answers.
fn copy_previous(
    spec: &CommandSpec,
    rest: &str,
    take: &TakeScreen,
) -> Result<LineRequest, LineError> {
    let known = |at: usize| take.previous_of(at).map(|previous| previous.answer);
    match rest.to_lowercase().as_str() {
        "" => match known(take.list.at) {
            None => Err(LineError::NothingBefore),
            Some(None) => Err(LineError::NotOnThisLadder),
            Some(Some(_)) => Ok(LineRequest::CopyPrevious),
        },
        "all" => {
            let mut open = take.answers.unanswered();
            let any = open.any(|at| known(at).flatten().is_some());
            let all = LineRequest::Act(Action::CopyAllPrevious);
            any.then_some(all).ok_or(LineError::NothingBefore)
        }
        _ => Err(extra(spec, rest)),
    }
}

/// Returns the request to save, with a choice for unanswered categories.
fn save(spec: &CommandSpec, rest: &str, take: &TakeScreen) -> Result<LineRequest, LineError> {
    let choice = match rest.to_lowercase().as_str() {
        "" => None,
        "lowest" => Some(Action::CountAsLowest),
        "unanswered" => Some(Action::SaveUnanswered),
        _ => return Err(extra(spec, rest)),
    };
    if take.assessment.can_be_saved() {
        Ok(LineRequest::Save(choice))
    } else {
        Err(LineError::CannotBeSaved)
    }
}

/// Returns the error for an invalid argument.
fn extra(spec: &CommandSpec, rest: &str) -> LineError {
    LineError::Extra {
        command: spec.name(),
        takes: spec.takes,
        text: rest.to_owned(),
    }
}

/// Returns the note, or an error if it is too long.
fn checked_note(text: &str) -> Result<String, LineError> {
    let length = text.chars().count();
    if length > NOTE_MAX {
        return Err(LineError::LongNote(length));
    }
    Ok(text.to_owned())
}

/// Returns the error for a line that is neither an answer nor a command, with the most similar
/// label or command.
fn unknown(text: &str, take: &TakeScreen) -> LineError {
    let labels = take.assessment.ladder(take.list.at).iter();
    let labels = labels.map(|rating| rating.name.as_str());
    let words = COMMANDS.iter().flat_map(|spec| spec.names.iter().copied());
    // Any letter is one edit from any other, so short names are not suggestions.
    let commands = || words.clone().filter(|word| word.len() > 2);
    let first = text.split_whitespace().next().unwrap_or_default();
    let label = text.trim_end_matches('+');
    let nearest = nearest(label, labels.chain(commands())).or_else(|| nearest(first, commands()));
    LineError::Unknown {
        text: text.to_owned(),
        nearest: nearest.map(str::to_owned),
    }
}
