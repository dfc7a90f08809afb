use std::io;
use std::path::PathBuf;
use std::sync::PoisonError;

use clap::Args;

use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::option_values::{PathParser, check_target};
use crate::runtime::{Recording, Redactor, WriteError};
use crate::store::{fresh_id, said};
use crate::words::CommandLine;

/// What a command that opens a screen is asked about writing the run down.
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

/// A recording on its way, and where it is told why it is not whole.
pub(crate) struct Recorded {
    path: PathBuf,
    trouble: WriteError,
}

impl RecordArgs {
    /// These, or the same options where they stand before the command.
    pub(crate) fn or<'a>(&'a self, before: &'a Self) -> &'a Self {
        if self.record.is_some() { self } else { before }
    }

    /// The file to record into, where one is asked for.
    ///
    /// # Errors
    /// Where it is there already, or cannot be made.
    pub(crate) fn begin(&self) -> Result<Option<(Recording, Recorded)>, Failure> {
        let Some(path) = &self.record else {
            return Ok(None);
        };
        check_target(path, "--record")?;
        let disguise = if self.record_verbatim {
            Redactor::none()
        } else {
            // Random but for the time, and forgotten with the run.
            Redactor::new(*fresh_id().as_bytes())
        };
        let recording = Recording::create(path, disguise).map_err(|error| {
            let shown = path.display();
            if error.kind() == io::ErrorKind::AlreadyExists {
                return Failure::failed(format!("{shown} already exists"))
                    .hint("recordings never overwrite a file; choose another name");
            }
            Failure::failed(format!("cannot write {shown}: {}", said(&error)))
        })?;
        let recorded = Recorded {
            path: path.clone(),
            trouble: recording.trouble(),
        };
        Ok(Some((recording, recorded)))
    }
}

impl Recorded {
    /// Tells where the recording is, and whether it is whole.
    pub(crate) fn tell(&self, context: &CommandContext) {
        let shown = self.path.display();
        let replay = CommandLine::new("replay").operand(&self.path);
        let trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        match &*trouble {
            None => context.note(&format!("recorded to {shown}: run {replay} to replay it")),
            Some(error) => context.error(&format!(
                "the recording {shown} is incomplete: {}",
                said(error)
            )),
        }
    }
}
