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
    pub description: &'static str,
}

use PlainCommand as C;

/// Every command, in the order in which help names them.
#[rustfmt::skip] // A table is read by its columns: a row a line.
pub const COMMANDS: &[CommandSpec] = &[
    row(C::LevelUp, &["+"], "", "turn level up on or off (the next level is the goal)"),
    row(C::DontKnow, &["unknown", "d", "don't know"], "", "answer don't know"),
    row(C::NotApplicable, &["n/a", "x", "not applicable"], "", "answer not applicable"),
    row(C::Clear, &["clear"], "", "clear the answer and keep the note"),
    row(C::Same, &["same", "p"], "[all]", "copy the previous answer; all: to all unanswered categories"),
    row(C::Note, &["note", "n"], "[TEXT]", "add or edit the note; without TEXT you are asked for it, - removes it"),
    row(C::Skip, &["skip", "next"], "", "go to the next category; an empty line does the same"),
    row(C::Back, &["back", "b"], "", "go to the previous category"),
    row(C::Open, &["open"], "", "go to the next unanswered category"),
    row(C::GoTo, &["goto", "go"], "NAME", "go to a category by name, key, or number"),
    row(C::Find, &["find", "f"], "TEXT", "go to the next category with TEXT in its name or group"),
    row(C::Undo, &["undo", "u"], "", "undo the last change"),
    row(C::Redo, &["redo"], "", "redo the last undone change"),
    row(C::Again, &["again"], "", "repeat the question"),
    row(C::List, &["list"], "", "list all categories and answers"),
    row(C::About, &["about", "i"], "", "show the description and source of the assessment"),
    row(C::Name, &["name"], "[NAME]", "change the person's name"),
    row(C::Other, &["other", "w"], "", "switch to the other draft of this assessment"),
    row(C::Write, &["write", "o"], "[FILE]", "write the answers to a file for submit --answers"),
    row(C::Save, &["save", "s"], "[lowest|unanswered]", "save the result; the argument says what to do with unanswered categories"),
    row(C::Quit, &["quit", "q", "exit"], "", "quit and keep the draft"),
    row(C::Help, &["help", "?", "h"], "", "list all answers and commands"),
];

const fn row(
    command: PlainCommand,
    names: &'static [&'static str],
    takes: &'static str,
    description: &'static str,
) -> CommandSpec {
    CommandSpec {
        command,
        names,
        takes,
        description,
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
