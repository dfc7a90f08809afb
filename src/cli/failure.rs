use std::fmt::Display;
use std::io;

use super::stderr::MessageLabel;
use crate::assessment::NotFound;
use crate::results::{NameError, StoreError};
use crate::runtime::Bug;
use crate::store::LocationError;
use crate::words::{CommandLine, Hint, store_error_words, system_error_words};

/// The hint for a panic.
pub(crate) const REPORT_IT: &str = "this is a bug in levelup; please report it with the line above";

/// An exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    Done,
    /// Input, output, or the terminal failed, or anything else did.
    Failed,
    /// An unknown command or option, or no terminal for a screen.
    Usage,
    /// No such assessment or result.
    NotFound,
    /// An invalid assessment file, answer, name, configuration, or import.
    Invalid,
    /// The store cannot be used.
    Store,
    /// A signal: 128 plus its number.
    Signal(u8),
}

impl Exit {
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

/// Why a command failed: an exit code, and a message for stderr.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub exit: Exit,
    /// What happened; `None` if it is on stderr already.
    pub error: Option<String>,
    pub hint: Option<Hint>,
}

impl Failure {
    pub fn failed(error: impl Into<String>) -> Self {
        Self::new(Exit::Failed, error)
    }

    pub fn usage(error: impl Into<String>) -> Self {
        Self::new(Exit::Usage, error)
    }

    pub fn not_found(error: impl Into<String>) -> Self {
        Self::new(Exit::NotFound, error)
    }

    pub fn invalid(error: impl Into<String>) -> Self {
        Self::new(Exit::Invalid, error)
    }

    pub fn store(error: impl Into<String>) -> Self {
        Self::new(Exit::Store, error)
    }

    /// The program panicked.
    pub fn bug(bug: &Bug) -> Self {
        let Bug { what, place } = bug;
        let place = if place.is_empty() {
            String::new()
        } else {
            format!(" ({place})")
        };
        Self::failed(format!("internal error: {what}{place}")).hint(REPORT_IT)
    }

    /// No assessment has this slug.
    pub fn no_assessment(missing: NotFound) -> Self {
        let hint = match missing.nearest {
            Some(nearest) => Hint::from(format!("did you mean `{nearest}`? run ")),
            None => Hint::from("run "),
        };
        let hint = hint.command(CommandLine::new("list"));
        Self::not_found(format!("no assessment named `{}`", missing.slug))
            .hint(hint.text(" to see all assessments"))
    }

    /// A failure that is on stderr already.
    pub fn told(exit: Exit) -> Self {
        Self {
            exit,
            error: None,
            hint: None,
        }
    }

    /// A signal ended the program.
    pub fn signalled(code: u8) -> Self {
        Self::told(Exit::Signal(code))
    }

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

    /// An operation failed: "cannot read results.jsonl: permission denied".
    pub fn cannot(operation: &str, target: impl Display, error: &io::Error) -> Self {
        Self::failed(format!(
            "cannot {operation} {target}: {}",
            system_error_words(error)
        ))
    }

    /// Writing to stdout failed. It is no error if the reader has closed it.
    pub fn stdout(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::told(Exit::Done);
        }
        Self::cannot("write to", "stdout", error)
    }

    /// Writes the error and the hint to stderr.
    pub fn report(&self, styled: bool) {
        if let Some(error) = &self.error {
            MessageLabel::Error.write(error, styled);
        }
        if let Some(hint) = &self.hint {
            MessageLabel::Hint.write(&hint.to_string(), styled);
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

impl From<NameError> for Failure {
    fn from(error: NameError) -> Self {
        Self::invalid(error.to_string())
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
