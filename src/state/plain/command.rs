/// What can be asked for besides an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlainCommand {
    /// Level up on or off.
    LevelUp,
    /// Don't know.
    DontKnow,
    /// Does not apply.
    NotApplicable,
    /// Clear the answer.
    Clear,
    /// Last time's answer.
    Same,
    /// A note.
    Note,
    /// To the next category.
    Skip,
    /// To the category before.
    Back,
    /// To the next open category.
    Open,
    /// To a category by name.
    GoTo,
    /// To the next category with a text in its name.
    Find,
    /// Take the last change back.
    Undo,
    /// Make it again.
    Redo,
    /// The question again.
    Again,
    /// Where things stand.
    List,
    /// What the assessment is about.
    About,
    /// The person's name.
    Name,
    /// To the other draft.
    Other,
    /// Write the answers to a file.
    Write,
    /// Save the result.
    Save,
    /// Leave.
    Quit,
    /// What can be typed.
    Help,
}

/// A row of the table of commands.
#[derive(Debug, Clone, Copy)]
pub struct CommandSpec {
    /// What it asks for.
    pub command: PlainCommand,
    /// What it is called: its name, then shorter or longer ones.
    pub names: &'static [&'static str],
    /// What stands behind it; in brackets where it may be left out, empty where there is nothing.
    pub takes: &'static str,
    /// What it does, for people.
    pub does: &'static str,
}

use PlainCommand as C;

/// Every command, in the order in which help names them.
#[rustfmt::skip] // A table is read by its columns: a row a line.
pub const COMMANDS: &[CommandSpec] = &[
    row(C::LevelUp, &["+"], "", "level up on or off: one level further"),
    row(C::DontKnow, &["unknown", "d", "don't know"], "", "don't know"),
    row(C::NotApplicable, &["n/a", "x", "not applicable"], "", "not applicable"),
    row(C::Clear, &["clear"], "", "clear the answer; the note stays"),
    row(C::Same, &["same", "p"], "[all]", "last time's answer; all: to everything that is open"),
    row(C::Note, &["note", "n"], "[TEXT]", "write a note; alone it asks for the text, - removes it"),
    row(C::Skip, &["skip", "next"], "", "to the next category, as an empty line does"),
    row(C::Back, &["back", "b"], "", "to the category before"),
    row(C::Open, &["open"], "", "to the next open category"),
    row(C::GoTo, &["goto", "go"], "NAME", "to a category, by its name, key or number"),
    row(C::Find, &["find", "f"], "TEXT", "to the next category with the text in its name or group"),
    row(C::Undo, &["undo", "u"], "", "take the last change back"),
    row(C::Redo, &["redo"], "", "make it again"),
    row(C::Again, &["again"], "", "the question again"),
    row(C::List, &["list"], "", "where each category stands"),
    row(C::About, &["about", "i"], "", "what the assessment is about, and whose model it follows"),
    row(C::Name, &["name"], "[NAME]", "change the name of the person"),
    row(C::Other, &["other", "w"], "", "to the other draft, where two windows wrote on one"),
    row(C::Write, &["write", "o"], "[FILE]", "write the answers to a file, which submit --answers takes"),
    row(C::Save, &["save", "s"], "[lowest|unanswered]", "save the result; what to do with open categories can be said with it"),
    row(C::Quit, &["quit", "q", "exit"], "", "leave; the draft is kept"),
    row(C::Help, &["help", "?", "h"], "", "what can be typed"),
];

const fn row(
    command: PlainCommand,
    names: &'static [&'static str],
    takes: &'static str,
    does: &'static str,
) -> CommandSpec {
    CommandSpec {
        command,
        names,
        takes,
        does,
    }
}

impl CommandSpec {
    /// The command that a line begins with, and what stands behind it; without regard to case.
    pub(crate) fn find(line: &str) -> Option<(&'static Self, &str)> {
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let named = |text: &str| {
            let text = text.to_lowercase();
            let mut rows = COMMANDS.iter();
            rows.find(|row| row.names.contains(&text.as_str()))
        };
        named(line)
            .map(|row| (row, ""))
            .or_else(|| named(word).map(|row| (row, rest.trim())))
    }

    /// What it is called first.
    pub fn name(&self) -> &'static str {
        self.names.first().copied().unwrap_or_default()
    }
}
