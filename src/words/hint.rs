use std::fmt;

use super::command_line::CommandLine;

/// What to do about a problem. Its commands can be completed with the options of the call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Command(CommandLine),
}

impl Hint {
    /// Starts with "run" and a command.
    pub fn run(command: CommandLine) -> Self {
        Self::from("run ").command(command)
    }

    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.0.push(Part::Text(text.into()));
        self
    }

    #[must_use]
    pub fn command(mut self, command: CommandLine) -> Self {
        self.0.push(Part::Command(command));
        self
    }

    /// Replaces each command, for example with one that has the options of the call.
    #[must_use]
    pub fn with_commands(self, complete: impl Fn(CommandLine) -> CommandLine) -> Self {
        let parts = self.0.into_iter().map(|part| match part {
            Part::Command(command) => Part::Command(complete(command)),
            text @ Part::Text(_) => text,
        });
        Self(parts.collect())
    }
}

impl<T: Into<String>> From<T> for Hint {
    fn from(text: T) -> Self {
        Self(vec![Part::Text(text.into())])
    }
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|part| match part {
            Part::Text(text) => f.write_str(text),
            Part::Command(command) => command.fmt(f),
        })
    }
}
