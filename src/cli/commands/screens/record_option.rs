use std::io;
use std::path::PathBuf;
use std::sync::PoisonError;

use clap::Args;

use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::option_values::{PathParser, check_target};
use crate::runtime::{Recording, Redactor, WriteError};
use crate::store::fresh_id;
use crate::words::{CommandLine, Hint, system_error_words};

/// The options of commands that open a screen to record the session.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Bug reports")]
pub(crate) struct RecordArgs {
    /// Record the session to a new file for levelup replay; names, notes, and typed text are replaced
    #[arg(long, value_name = "FILE", value_parser = PathParser)]
    pub record: Option<PathBuf>,
    /// Keep names, notes, and typed text in the recording
    #[arg(long, requires = "record")]
    pub record_verbatim: bool,
}

/// A recording that is being written.
pub(crate) struct Recorded {
    path: PathBuf,
    error: WriteError,
}

impl RecordArgs {
    /// These options, or else those before the command.
    pub(crate) fn or<'a>(&'a self, before: &'a Self) -> &'a Self {
        if self.record.is_some() { self } else { before }
    }

    /// # Errors
    /// Code 2 if there is a `--record` that a command without a screen would ignore.
    pub(crate) fn check_unused(&self) -> Result<(), Failure> {
        if self.record.is_none() {
            return Ok(());
        }
        let take = CommandLine::new("take SLUG").switch("--record FILE");
        let hint = Hint::run(take).text(", or use --record with browse or without a command");
        Err(Failure::usage("--record works only with commands that open a screen").hint(hint))
    }

    /// Creates the file, if there is a `--record`.
    ///
    /// # Errors
    /// If it already exists, or cannot be created.
    pub(crate) fn begin(&self) -> Result<Option<(Recording, Recorded)>, Failure> {
        let Some(path) = &self.record else {
            return Ok(None);
        };
        check_target(path, "--record")?;
        let redactor = if self.record_verbatim {
            Redactor::none()
        } else {
            // Random except for the time, and not written to any file.
            Redactor::new(*fresh_id().as_bytes())
        };
        let recording = Recording::create(path, redactor).map_err(|error| {
            let shown = path.display();
            if error.kind() == io::ErrorKind::AlreadyExists {
                return Failure::failed(format!("{shown} already exists"))
                    .hint("recordings never overwrite a file; choose another name");
            }
            Failure::cannot("write", shown, &error)
        })?;
        let recorded = Recorded {
            path: path.clone(),
            error: recording.write_error(),
        };
        Ok(Some((recording, recorded)))
    }
}

impl Recorded {
    /// Reports the path of the recording, and the first error in writing it.
    pub(crate) fn tell(&self, context: &CommandContext) {
        let shown = self.path.display();
        let replay = CommandLine::new("replay").operand(&self.path);
        let error = self.error.lock().unwrap_or_else(PoisonError::into_inner);
        match &*error {
            None => context.note(&format!("recorded to {shown}: run {replay} to replay it")),
            Some(error) => context.error(&format!(
                "the recording {shown} is incomplete: {}",
                system_error_words(error)
            )),
        }
    }
}
