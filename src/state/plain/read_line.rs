use super::command::{COMMANDS, Command, CommandSpec};
use super::find_category;
use super::line_error::Wrong;
use super::request::{Page, Request};
use crate::results::{AnswerError, NOTE_MAX, checked_name, read_answer};
use crate::state::keymap::Action;
use crate::state::layout::Move;
use crate::state::overlays::Choice;
use crate::state::screens::{EditKind, Take};
use crate::state::state::{Overlay, Screen, State};
use crate::text::nearest;

/// What stands for "no note".
const NO_NOTE: &str = "-";

/// What a line asks for, as things stand: the text of an open field, what to do with open
/// categories, or an answer or a command.
///
/// What is an answer is one, also where a command is called the same: a ladder may have a label
/// `Same`. With a `/` before it a word is always the command.
///
/// # Errors
/// Where it asks for nothing, with what would be right.
pub fn read_line(text: &str, state: &State) -> Result<Request, Wrong> {
    let text = text.trim();
    let Screen::Take(take) = &state.screen else {
        return Err(Wrong::NothingToRate);
    };
    if let Some(editing) = &take.editing {
        return field_text(text, editing.kind);
    }
    if matches!(state.overlay, Some(Overlay::AskOpen)) {
        return choice(text);
    }
    if text.is_empty() {
        return Ok(Request::Act(Action::Move(Move::Down)));
    }
    let slashed = text.strip_prefix('/').and_then(CommandSpec::find);
    if let Some((spec, rest)) = slashed {
        return command(spec, rest, take);
    }
    let found = || CommandSpec::find(text);
    if take.assessment.categories.is_empty() {
        return match found() {
            Some((spec, rest)) => command(spec, rest, take),
            None => Err(Wrong::NothingToRate),
        };
    }
    match read_answer(text, &take.assessment, take.list.at) {
        Ok(read) => match read.out_of_range {
            None => Ok(Request::Answer(read)),
            Some(out) => Err(Wrong::OutOfRange {
                asked: out.asked,
                top: take.assessment.top(take.list.at),
            }),
        },
        Err(AnswerError::Below { current, desired }) => Err(Wrong::Below { current, desired }),
        Err(AnswerError::Unreadable { .. }) => match found() {
            Some((spec, rest)) => command(spec, rest, take),
            None => Err(unknown(text, take)),
        },
    }
}

fn field_text(text: &str, kind: EditKind) -> Result<Request, Wrong> {
    match (kind, text) {
        (_, "") => Ok(Request::Keep),
        (EditKind::Note, NO_NOTE) => Ok(Request::Text(String::new())),
        (EditKind::Note, text) => checked_note(text).map(Request::Text),
        (EditKind::Name, text) => checked_name(text)
            .map(Request::Text)
            .map_err(Wrong::BadName),
        (_, text) => Ok(Request::Text(text.to_owned())),
    }
}

fn choice(text: &str) -> Result<Request, Wrong> {
    let act = |action| Ok(Request::Act(action));
    match text.to_lowercase().as_str() {
        "" | "first" | "open" => act(Action::GoToOpen),
        "lowest" | "l" => act(Action::CountAsLowest),
        "unanswered" | "s" => act(Action::SaveOpen),
        "back" | "b" => act(Action::Back),
        "quit" | "q" | "exit" => Ok(Request::Quit),
        "help" | "?" | "h" => Ok(Request::Show(Page::Help)),
        _ => Err(Wrong::NoChoice(text.to_owned())),
    }
}

fn command(spec: &'static CommandSpec, rest: &str, take: &Take) -> Result<Request, Wrong> {
    let is_about_a_category = !matches!(
        spec.command,
        Command::About
            | Command::List
            | Command::Name
            | Command::Other
            | Command::Save
            | Command::Quit
            | Command::Help
    );
    if is_about_a_category && take.assessment.categories.is_empty() {
        return Err(Wrong::NothingToRate);
    }
    if spec.takes.is_empty() && !rest.is_empty() {
        return Err(extra(spec, rest));
    }
    match spec.command {
        Command::Note if rest == NO_NOTE => Ok(Request::Fill(EditKind::Note, String::new())),
        Command::Note if !rest.is_empty() => {
            checked_note(rest).map(|text| Request::Fill(EditKind::Note, text))
        }
        Command::Name if !rest.is_empty() => checked_name(rest)
            .map(|name| Request::Fill(EditKind::Name, name))
            .map_err(Wrong::BadName),
        Command::Write if !rest.is_empty() => Ok(Request::Fill(EditKind::File, rest.to_owned())),
        Command::GoTo | Command::Find if rest.is_empty() => Err(Wrong::Bare {
            command: spec.name(),
            takes: spec.takes,
        }),
        Command::GoTo => find_category::go_to(rest, take),
        Command::Find => find_category::find(rest, take),
        Command::Same => same(spec, rest, take),
        Command::Save => save(spec, rest, take),
        command => Ok(without_text(command)),
    }
}

/// What a command asks for that stands alone.
fn without_text(command: Command) -> Request {
    Request::Act(match command {
        Command::LevelUp => Action::LevelUp,
        Command::Clear => Action::Clear,
        Command::Note => Action::Note,
        Command::Back => Action::Move(Move::Up),
        Command::Open => Action::NextOpen,
        Command::Undo => Action::Undo,
        Command::Redo => Action::Redo,
        Command::Name => Action::Name,
        Command::Other => Action::OtherDraft,
        Command::Write => Action::WriteOut,
        Command::DontKnow => return word("unknown"),
        Command::NotApplicable => return word("n/a"),
        Command::Again => return Request::Show(Page::Question),
        Command::List => return Request::Show(Page::List),
        Command::About => return Request::Show(Page::About),
        Command::Help => return Request::Show(Page::Help),
        Command::Quit => return Request::Quit,
        // The rest has its text, or is what an empty line is.
        _ => Action::Move(Move::Down),
    })
}

/// An answer that is a word on every ladder.
fn word(word: &str) -> Request {
    use crate::results::{Answer, ReadAnswer, WrittenWish};
    let answer = if word == "unknown" {
        Answer::Unknown
    } else {
        Answer::NotApplicable
    };
    Request::Answer(ReadAnswer {
        answer,
        out_of_range: None,
        wish: WrittenWish::Nothing,
    })
}

fn same(spec: &CommandSpec, rest: &str, take: &Take) -> Result<Request, Wrong> {
    let known = |at: usize| take.previous_of(at).map(|previous| previous.answer);
    match rest.to_lowercase().as_str() {
        "" => match known(take.list.at) {
            None => Err(Wrong::NothingBefore),
            Some(None) => Err(Wrong::NotOnThisLadder),
            Some(Some(_)) => Ok(Request::Same),
        },
        "all" => {
            let mut open = take.answers.open();
            let any = open.any(|at| known(at).flatten().is_some());
            let all = Request::Act(Action::TakeOverAll);
            any.then_some(all).ok_or(Wrong::NothingBefore)
        }
        _ => Err(extra(spec, rest)),
    }
}

fn save(spec: &CommandSpec, rest: &str, take: &Take) -> Result<Request, Wrong> {
    let choice = match rest.to_lowercase().as_str() {
        "" => None,
        "lowest" => Some(Choice::CountAsLowest),
        "unanswered" => Some(Choice::SaveOpen),
        _ => return Err(extra(spec, rest)),
    };
    if take.assessment.can_be_saved() {
        Ok(Request::Save(choice))
    } else {
        Err(Wrong::CannotBeSaved)
    }
}

fn extra(spec: &CommandSpec, rest: &str) -> Wrong {
    Wrong::Extra {
        command: spec.name(),
        takes: spec.takes,
        text: rest.to_owned(),
    }
}

fn checked_note(text: &str) -> Result<String, Wrong> {
    let length = text.chars().count();
    if length > NOTE_MAX {
        return Err(Wrong::LongNote(length));
    }
    Ok(text.to_owned())
}

/// Neither an answer nor a command: what was most likely meant is looked for among both.
fn unknown(text: &str, take: &Take) -> Wrong {
    let labels = take.assessment.ladder(take.list.at).iter();
    let labels = labels.map(|rating| rating.name.as_str());
    let words = COMMANDS.iter().flat_map(|spec| spec.names.iter().copied());
    // A slip of one letter makes any letter of any other.
    let commands = || words.clone().filter(|word| word.len() > 2);
    let first = text.split_whitespace().next().unwrap_or_default();
    let label = text.trim_end_matches('+');
    let nearest = nearest(label, labels.chain(commands())).or_else(|| nearest(first, commands()));
    Wrong::Unknown {
        text: text.to_owned(),
        nearest: nearest.map(str::to_owned),
    }
}
