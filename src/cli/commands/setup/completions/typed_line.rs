use std::ffi::OsString;

use clap::{ArgMatches, FromArgMatches as _};

use crate::cli::global_options::GlobalOptions;
use crate::cli::help;

/// What stands on the line before the word that is completed, so far as it can be read.
pub(crate) struct TypedLine(Option<ArgMatches>);

impl TypedLine {
    /// Reads the words; an option that still has no value is no mistake here.
    pub(crate) fn read(words: &[OsString]) -> Self {
        let command = help::command().ignore_errors(true);
        Self(command.try_get_matches_from(words).ok())
    }

    /// The options of every command.
    pub(crate) fn global(&self) -> GlobalOptions {
        let given = self.0.as_ref();
        let given = given.and_then(|matches| GlobalOptions::from_arg_matches(matches).ok());
        given.unwrap_or_else(GlobalOptions::of_environment)
    }

    /// The assessment that the line names.
    pub(crate) fn slug(&self) -> Option<String> {
        self.texts("slug")
            .or_else(|| self.texts("assessment"))
            .and_then(|mut texts| texts.pop())
    }

    /// What was given for this argument.
    pub(crate) fn texts(&self, argument: &str) -> Option<Vec<String>> {
        let matches = self.command()?;
        let given = matches.try_get_many::<String>(argument).ok()??;
        Some(given.cloned().collect())
    }

    /// Whether this switch is on the line.
    pub(crate) fn has(&self, switch: &str) -> bool {
        let on = self.command().map(|matches| matches.try_get_one(switch));
        matches!(on, Some(Ok(Some(true))))
    }

    fn command(&self) -> Option<&ArgMatches> {
        Some(self.0.as_ref()?.subcommand()?.1)
    }
}
