//! The options of every command, and the variables of the environment that replace them.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;

use super::appearance::Color;
use super::option_values::PathParser;
use crate::results::shown;
use crate::runtime::from_home;
use crate::words::CommandLine;

pub(crate) const STORE: &str = "LEVELUP_STORE";
const ASSESSMENTS: &str = "LEVELUP_ASSESSMENTS";
const CONFIG: &str = "LEVELUP_CONFIG";

#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct GlobalOptions {
    /// Store to use: a file or `postgres://USER@HOST/DATABASE`
    #[arg(
        long,
        global = true,
        value_name = "PATH",
        env = STORE, value_parser = PathParser,
        hide_env_values = true
    )]
    pub store: Option<PathBuf>,
    /// Directory of assessments that overrides all others
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = ASSESSMENTS, value_parser = PathParser,
        hide_env_values = true
    )]
    pub assessments: Option<PathBuf>,
    /// When to use color
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    pub color: Color,
    /// Configuration file to use instead of the default
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = CONFIG, value_parser = PathParser,
        hide_env_values = true
    )]
    pub config: Option<PathBuf>,
}

impl GlobalOptions {
    /// The options if the command line has none.
    pub(crate) fn of_environment() -> Self {
        let path = |name| std::env::var_os(name).map(from_home);
        Self {
            store: path(STORE),
            assessments: path(ASSESSMENTS),
            color: Color::default(),
            config: path(CONFIG),
        }
    }

    /// Removes empty paths: a variable that is set to nothing counts as unset.
    pub(crate) fn without_empty_paths(self) -> Self {
        let not_empty = |path: &PathBuf| !path.as_os_str().is_empty();
        Self {
            store: self.store.filter(not_empty),
            assessments: self.assessments.filter(not_empty),
            color: self.color,
            config: self.config.filter(not_empty),
        }
    }

    /// Adds the options that select the store and the assessments to a command line to paste, without
    /// secrets. Variables are omitted, because they apply in the same shell.
    pub(crate) fn repeated_in(&self, line: CommandLine) -> CommandLine {
        let places = [
            ("--store", STORE, &self.store),
            ("--assessments", ASSESSMENTS, &self.assessments),
            ("--config", CONFIG, &self.config),
        ];
        let given = places.into_iter().filter_map(|(option, name, path)| {
            let path = path.as_ref()?;
            (variable(name).as_deref() != Some(path.as_os_str())).then(|| (option, shown(path)))
        });
        given.fold(line, |line, (option, path)| line.option(option, path))
    }
}

/// The value of a variable of the environment. An empty one counts as unset.
pub(crate) fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}
