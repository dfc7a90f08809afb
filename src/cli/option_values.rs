//! Rules for the values of all options: an empty value is an error, and `~/` in a path is the home
//! directory.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::builder::{ArgExt, PathBufValueParser, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command, Error};

use super::failure::Failure;
use crate::runtime::{from_home, read_text};
use crate::store::is_server;

/// Which values a shell completes for an argument.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ValueKind {
    Slug,
    /// The slug of an assessment, or of results without their assessment.
    SlugOfResults,
    Name,
    /// The ID of a result, or of one in trash after `--forever`.
    Id,
    IdInTrash,
    KeyAndAnswer,
    KeyAndNote,
}

impl ArgExt for ValueKind {}

/// Reads a path. [`super::context::CommandContext`] ignores an empty path from a variable.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PathParser;

impl TypedValueParser for PathParser {
    type Value = PathBuf;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<PathBuf, Error> {
        PathBufValueParser::new()
            .parse_ref(command, arg, value)
            .map(from_home)
    }

    fn parse_ref_(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
        source: ValueSource,
    ) -> Result<PathBuf, Error> {
        if value.is_empty() && source == ValueSource::EnvVariable {
            return Ok(PathBuf::new());
        }
        self.parse_ref(command, arg, value)
    }
}

/// Rejects a connection string or URL as the name of a new file or directory: the name would contain
/// the password.
///
/// # Errors
/// Code 2. The text is not in the message.
pub(crate) fn check_target(path: &Path, place: &str) -> Result<(), Failure> {
    if !is_server(path) {
        return Ok(());
    }
    let error = format!("{place} is a connection string or a URL, not a path");
    Err(Failure::usage(error).hint("nothing was written; for a file with this name, use ./NAME"))
}

/// The most bytes of a text: the longest notes of a result have 40 MB, and a recording of a full day
/// has a few.
const TEXT_MAX: u64 = 64 << 20;

/// Reads the text of a file that an option or operand names.
///
/// # Errors
/// Code 4 if it is too large or not UTF-8, 1 if it cannot be read.
pub(crate) fn text_of(path: &Path, input: io::Result<impl Read>) -> Result<String, Failure> {
    let text = input.and_then(|input| read_text(input, TEXT_MAX));
    text.map_err(|error| {
        let shown = path.display();
        match error.kind() {
            io::ErrorKind::InvalidData => Failure::invalid(format!("{shown} is not valid UTF-8")),
            io::ErrorKind::FileTooLarge => {
                Failure::invalid(format!("{shown} is too large: the limit is 64 MiB"))
            }
            _ => Failure::cannot("read", shown, &error),
        }
    })
}

/// Rejects any option with an empty value.
///
/// # Errors
/// A usage error that names the option.
pub(crate) fn refuse_empty(command: &Command, matches: &ArgMatches) -> Result<(), Error> {
    for id in matches.ids() {
        let arg = command.get_arguments().find(|arg| arg.get_id() == id);
        let Some(arg) = arg.filter(|arg| !arg.is_positional()) else {
            continue;
        };
        let given = matches.value_source(id.as_str()) == Some(ValueSource::CommandLine);
        let mut values = matches.get_raw(id.as_str()).into_iter().flatten();
        if given && values.any(OsStr::is_empty) {
            return Err(empty(command, arg));
        }
    }
    match matches.subcommand() {
        Some((name, matches)) => match command.find_subcommand(name) {
            Some(command) => refuse_empty(command, matches),
            None => Ok(()),
        },
        None => Ok(()),
    }
}

fn empty(command: &Command, arg: &Arg) -> Error {
    let mut error = Error::new(ErrorKind::InvalidValue).with_cmd(command);
    let name = ContextValue::String(arg.to_string());
    error.insert(ContextKind::InvalidArg, name);
    error.insert(
        ContextKind::InvalidValue,
        ContextValue::String(String::new()),
    );
    error
}
