/// A command in plain mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlainCommand {
    LevelUp,
    DontKnow,
    NotApplicable,
    Clear,
    CopyPrevious,
    Note,
    Skip,
    Back,
    Unanswered,
    GoTo,
    Find,
    Undo,
    Redo,
    Again,
    List,
    About,
    Name,
    Other,
    Export,
    Save,
    Quit,
    Help,
}

/// The names, the argument, and the description of a command.
#[derive(Debug, Clone, Copy)]
pub struct CommandSpec {
    pub command: PlainCommand,
    /// The name, then its aliases.
    pub names: &'static [&'static str],
    /// The argument; in brackets if optional, empty if the command takes none.
    pub takes: &'static str,
    pub description: &'static str,
}

use PlainCommand as C;

/// All commands, in the order of the help page.
#[rustfmt::skip] // Keep one row per line.
pub const COMMANDS: &[CommandSpec] = &[
    row(C::LevelUp, &["+"], "", "turn level up on or off (the next level is the goal)"),
    row(C::DontKnow, &["unknown", "d", "don't know"], "", "answer don't know"),
    row(C::NotApplicable, &["n/a", "x", "not applicable"], "", "answer not applicable"),
    row(C::Clear, &["clear"], "", "clear the answer and keep the note"),
    row(C::CopyPrevious, &["copy", "p"], "[all]", "copy the previous answer; all: to all unanswered categories"),
    row(C::Note, &["note", "n"], "[TEXT]", "add or edit the note; without TEXT you are asked for it, - removes it"),
    row(C::Skip, &["skip", "next"], "", "go to the next category; an empty line does the same"),
    row(C::Back, &["back", "b"], "", "go to the previous category"),
    row(C::Unanswered, &["unanswered"], "", "go to the next unanswered category"),
    row(C::GoTo, &["goto", "go"], "NAME", "go to a category by name, key, or number"),
    row(C::Find, &["find", "f"], "TEXT", "go to the next category with TEXT in its name or group"),
    row(C::Undo, &["undo", "u"], "", "undo the last change"),
    row(C::Redo, &["redo"], "", "redo the last undone change"),
    row(C::Again, &["again"], "", "repeat the question"),
    row(C::List, &["list"], "", "list all categories and answers"),
    row(C::About, &["about", "i"], "", "show the description and source of the assessment"),
    row(C::Name, &["name"], "[NAME]", "change the person's name"),
    row(C::Other, &["other", "w"], "", "switch to the other draft of this assessment"),
    row(C::Export, &["export", "o"], "[FILE]", "write the answers to a file for submit --answers"),
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
    /// Returns the command that a line begins with and its argument, ignoring case.
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

    /// Returns the name of the command.
    pub fn name(&self) -> &'static str {
        self.names.first().copied().unwrap_or_default()
    }
}
