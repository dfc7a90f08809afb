use std::ffi::OsString;

use clap::{ArgMatches, FromArgMatches as _};

use crate::cli::global_options::GlobalOptions;
use crate::cli::help;

/// The line before the word that is completed, as far as it can be parsed.
pub(crate) struct TypedLine(Option<ArgMatches>);

impl TypedLine {
    /// Parses the words. An option without a value is no error here.
    pub(crate) fn read(words: &[OsString]) -> Self {
        let command = help::command().ignore_errors(true);
        Self(command.try_get_matches_from(words).ok())
    }

    pub(crate) fn global(&self) -> GlobalOptions {
        let given = self.0.as_ref();
        let given = given.and_then(|matches| GlobalOptions::from_arg_matches(matches).ok());
        given.unwrap_or_else(GlobalOptions::of_environment)
    }

    /// The slug of the assessment on the line.
    pub(crate) fn slug(&self) -> Option<String> {
        self.texts("slug")
            .or_else(|| self.texts("assessment"))
            .and_then(|mut texts| texts.pop())
    }

    /// The values of an argument.
    pub(crate) fn texts(&self, argument: &str) -> Option<Vec<String>> {
        let matches = self.command()?;
        let given = matches.try_get_many::<String>(argument).ok()??;
        Some(given.cloned().collect())
    }

    pub(crate) fn has(&self, switch: &str) -> bool {
        let on = self.command().map(|matches| matches.try_get_one(switch));
        matches!(on, Some(Ok(Some(true))))
    }

    fn command(&self) -> Option<&ArgMatches> {
        Some(self.0.as_ref()?.subcommand()?.1)
    }
}
