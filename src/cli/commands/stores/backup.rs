use std::path::PathBuf;

use clap::Args;

use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::option_values::{PathParser, check_target};
use crate::cli::stderr::ProgressLine;
use crate::store::CopyError;
use crate::text::thousands;
use crate::words::{CommandLine, Hint, system_error_words};

const EXAMPLES: &str = "\
levelup backup ~/levelup-monday.redb  # while screens are open";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct BackupArgs {
    /// File to create; must not exist yet
    #[arg(value_name = "FILE", value_parser = PathParser)]
    pub file: PathBuf,
}

/// `levelup backup`: writes a verified copy of the store to a new file.
pub(crate) fn run(args: &BackupArgs, context: &CommandContext) -> Result<(), Failure> {
    let instead = Hint::from("run pg_dump --enable-row-security --schema=levelup to copy it, or ")
        .command(CommandLine::new("export"))
        .text(" to write all results");
    let store = context.file_store("levelup backup", instead)?;
    check_target(&args.file, "FILE")?;
    let mut progress = ProgressLine::new();
    let copied = store.backup(&args.file, &mut |done, all| {
        progress.show(|| format!("copied {} of {} results", thousands(done), thousands(all)));
    });
    drop(progress);
    Ok(copied?)
}

impl From<CopyError> for Failure {
    fn from(error: CopyError) -> Self {
        match error {
            CopyError::Store(error) => error.into(),
            CopyError::NoStore(path) => Self::store(format!("no store at {}", path.display()))
                .hint("saving the first result creates it; use --store to choose another store"),
            CopyError::Exists(path) => Self::invalid(format!("{} already exists", path.display()))
                .hint("choose a file that does not exist; existing files are never overwritten"),
            CopyError::Target { path, error } => Self::cannot("write", path.display(), &error)
                .hint("no partial file was left behind"),
            CopyError::NotSynced { path, error } => Self::failed(format!(
                "cannot make sure that {} is on disk: {}",
                path.display(),
                system_error_words(&error)
            ))
            .hint("the file is complete, but a power failure may lose it; check the disk"),
        }
    }
}
