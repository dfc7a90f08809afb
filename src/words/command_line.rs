use std::ffi::OsStr;
use std::fmt::{self, Write as _};

use crate::text::{is_default_ignorable, is_hidden};

/// A command line of this program that can be pasted into a shell and run, whatever its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandLine {
    command: String,
    options: Vec<String>,
    operands: Vec<String>,
}

impl CommandLine {
    /// Starts with a command, which is not quoted, such as `take` or `store init`.
    pub fn new(command: &str) -> Self {
        Self {
            command: command.to_owned(),
            options: Vec::new(),
            operands: Vec::new(),
        }
    }

    /// Adds an option that is not quoted: a switch, or one with a placeholder.
    #[must_use]
    pub fn switch(mut self, text: &str) -> Self {
        self.options.push(text.to_owned());
        self
    }

    #[must_use]
    pub fn option(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.options.push(option(name, value));
        self
    }

    #[must_use]
    pub fn operand(mut self, value: impl AsRef<OsStr>) -> Self {
        self.operands.push(quoted(value));
        self
    }
}

impl fmt::Display for CommandLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "levelup {}", self.command)?;
        let (options, operands) = (self.options.iter(), self.operands.iter());
        let is_option_like = |operand: &String| operand.starts_with('-') && operand != "-";
        if self.operands.iter().any(is_option_like) {
            let end = &"--".to_owned();
            let mut words = options.chain([end]).chain(operands);
            return words.try_for_each(|word| write!(f, " {word}"));
        }
        let mut words = operands.chain(options);
        words.try_for_each(|word| write!(f, " {word}"))
    }
}

/// An option with its value, quoted for a shell and for this program.
pub(crate) fn option(name: &str, value: impl AsRef<OsStr>) -> String {
    let value = quoted(value);
    let between = if value.starts_with('-') { '=' } else { ' ' };
    format!("{name}{between}{value}")
}

/// A word, quoted for a shell. Hidden and invisible characters are written as the numbers of their
/// bytes.
pub fn quoted(word: impl AsRef<OsStr>) -> String {
    let word = word.as_ref();
    let plain = word.to_str().filter(|text| !text.contains(needs_bytes));
    if let Some(text) = plain {
        return shell_words::quote(text).into_owned();
    }
    let mut quoted = "$'".to_owned();
    for chunk in word.as_encoded_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\'' | '\\' => quoted.extend(['\\', c]),
                c if needs_bytes(c) => escape(c.encode_utf8(&mut [0; 4]).as_bytes(), &mut quoted),
                c => quoted.push(c),
            }
        }
        escape(chunk.invalid(), &mut quoted);
    }
    quoted.push('\'');
    quoted
}

fn needs_bytes(c: char) -> bool {
    is_hidden(c) || is_default_ignorable(c)
}

fn escape(bytes: &[u8], text: &mut String) {
    for byte in bytes {
        let _ = write!(text, "\\{byte:03o}");
    }
}
