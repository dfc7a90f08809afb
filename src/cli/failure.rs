use std::io;

use super::stderr::Label;
use crate::assessment::NotFound;
use crate::results::StoreError;
use crate::runtime::Bug;
use crate::store::{LocationError, said};
use crate::words::{CommandLine, Hint, store_error_words};

/// What to do about a mistake of the program.
pub(crate) const REPORT_IT: &str = "this is a bug in levelup; please report it with the line above";

/// How a command ended, as the shell sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It is done.
    Done,
    /// Input or output failed, or the terminal, or anything not below.
    Failed,
    /// An unknown command or option, or no terminal where one is needed.
    Usage,
    /// There is no such assessment or result.
    NotFound,
    /// A bad assessment file, answer, name, configuration or import.
    Invalid,
    /// The store cannot be used.
    Store,
    /// A signal ended it: 128 and the signal's number.
    Signal(u8),
}

impl Exit {
    /// The number that the shell sees.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::NotFound => 3,
            Self::Invalid => 4,
            Self::Store => 5,
            Self::Signal(code) => code,
        }
    }
}

/// Why a command did not do what it was asked: an exit code, and the words for stderr.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The exit code.
    pub exit: Exit,
    /// What happened; none where everything has been said.
    pub error: Option<String>,
    /// What to do about it.
    pub hint: Option<Hint>,
}

impl Failure {
    /// Input or output failed, or anything that has no code of its own (1).
    pub fn failed(error: impl Into<String>) -> Self {
        Self::new(Exit::Failed, error)
    }

    /// The command cannot be used like this (2).
    pub fn usage(error: impl Into<String>) -> Self {
        Self::new(Exit::Usage, error)
    }

    /// There is no such assessment or result (3).
    pub fn not_found(error: impl Into<String>) -> Self {
        Self::new(Exit::NotFound, error)
    }

    /// What came in is not valid (4).
    pub fn invalid(error: impl Into<String>) -> Self {
        Self::new(Exit::Invalid, error)
    }

    /// The store cannot be used (5).
    pub fn store(error: impl Into<String>) -> Self {
        Self::new(Exit::Store, error)
    }

    /// The program itself has a mistake (1).
    pub fn bug(bug: &Bug) -> Self {
        let Bug { what, place } = bug;
        let place = if place.is_empty() {
            String::new()
        } else {
            format!(" ({place})")
        };
        Self::failed(format!("internal error: {what}{place}")).hint(REPORT_IT)
    }

    /// No assessment has this slug (3).
    pub fn no_assessment(missing: NotFound) -> Self {
        let hint = match missing.nearest {
            Some(nearest) => Hint::from(format!("did you mean `{nearest}`? run ")),
            None => Hint::from("run "),
        };
        let hint = hint.command(CommandLine::new("list"));
        Self::not_found(format!("no assessment named `{}`", missing.slug))
            .hint(hint.text(" to see all assessments"))
    }

    /// Everything has been said already.
    pub fn told(exit: Exit) -> Self {
        Self {
            exit,
            error: None,
            hint: None,
        }
    }

    /// A signal ended the program, which needs no words.
    pub fn signalled(code: u8) -> Self {
        Self::told(Exit::Signal(code))
    }

    /// With a line that says what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Hint>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Completes the commands in the hint.
    #[must_use]
    pub fn with_commands(mut self, complete: impl Fn(CommandLine) -> CommandLine) -> Self {
        self.hint = self.hint.map(|hint| hint.with_commands(complete));
        self
    }

    /// Writing to stdout failed. That a reader went away early is no error.
    pub fn stdout(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::told(Exit::Done);
        }
        Self::failed(format!("cannot write to stdout: {}", said(error)))
    }

    /// Writes the error and the hint to stderr.
    pub fn report(&self, styled: bool) {
        if let Some(error) = &self.error {
            Label::Error.write(error, styled);
        }
        if let Some(hint) = &self.hint {
            Label::Hint.write(&hint.to_string(), styled);
        }
    }

    pub(crate) fn new(exit: Exit, error: impl Into<String>) -> Self {
        Self {
            exit,
            error: Some(error.into()),
            hint: None,
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let exit = match &error {
            StoreError::Busy { .. }
            | StoreError::Newer { .. }
            | StoreError::Older { .. }
            | StoreError::Damaged { .. }
            | StoreError::NoFile { .. }
            | StoreError::Unreadable { .. }
            | StoreError::ReadOnly { .. }
            | StoreError::Away { .. }
            | StoreError::Denied { .. }
            | StoreError::NotSetUp { .. } => Exit::Store,
            StoreError::Full { .. } | StoreError::TooManyFiles { .. } | StoreError::Io { .. } => {
                Exit::Failed
            }
            StoreError::NotFound { .. } => Exit::NotFound,
            StoreError::Conflict { .. } => Exit::Invalid,
        };
        let (what, hint) = store_error_words(&error);
        Self::new(exit, what).hint(hint)
    }
}

impl From<LocationError> for Failure {
    fn from(error: LocationError) -> Self {
        let hint = match &error {
            LocationError::NoServers => {
                "use a file, or a build of levelup with the postgres feature"
            }
            LocationError::HasPassword => {
                "others on this machine could read it there; put it in ~/.pgpass or PGPASSWORD"
            }
            LocationError::OtherScheme(_) => {
                "use postgres://USER@HOST/DATABASE for a store on a server, or a path for one in a file"
            }
            LocationError::ConnectionString => {
                "use postgres://USER@HOST/DATABASE, and put the password in ~/.pgpass; for a file with this name, use ./NAME"
            }
            LocationError::Unusable(_) => {
                "use postgres://USER@HOST/DATABASE for a store on a server"
            }
        };
        Self::store(error.to_string()).hint(hint)
    }
}
