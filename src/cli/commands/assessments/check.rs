use std::collections::HashSet;
use std::io::stdin;
use std::path::{Path, PathBuf};

use clap::Args;

use super::check_against;
use crate::assessment::{AssessmentFile, Origin, SourceFile, read_files};
use crate::cli::context::CommandContext;
use crate::cli::failure::{Exit, Failure};
use crate::cli::option_values::PathParser;
use crate::cli::print_data;
use crate::report::shown_path;
use crate::runtime::{read_from, source};
use crate::toml_reader::Problem;

/// What `levelup check` is asked.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Files to check; `-` for standard input
    #[arg(required = true, value_name = "FILE", value_parser = PathParser)]
    files: Vec<PathBuf>,
    /// Compare with an earlier version, category by category; `-` for standard input
    #[arg(long, value_name = "OLD", value_parser = PathParser)]
    against: Option<PathBuf>,
}

/// What standard input is called in diagnostics; its stem has to do as a slug.
pub(crate) const STDIN: &str = "stdin";

/// `levelup check`: `ok FILE` for each file without an error; all that is wrong to stderr.
pub(crate) fn run(args: &CheckArgs, context: &CommandContext) -> Result<(), Failure> {
    if let Some(old) = &args.against {
        return match &args.files[..] {
            [new] => check_against::run(new, old, context),
            _ => Err(Failure::usage("--against needs exactly one FILE")
                .hint("use levelup check NEW --against OLD")),
        };
    }
    let mut seen = HashSet::new();
    let distinct = args.files.iter().filter(|path| seen.insert(*path));
    let files = read_files(distinct.map(|path| find(path)).collect());
    for file in &files {
        context.diagnostics(&file.path, &file.text, &file.diagnostics);
        if is_ok(file) {
            print_data(&format!("ok {}\n", named(&file.path)))?;
        }
    }
    let broken: Vec<_> = files.iter().filter(|file| !is_ok(file)).collect();
    if broken.is_empty() {
        return Ok(());
    }
    let unread = broken.iter().all(|file| is_unread(file));
    let exit = if unread { Exit::Failed } else { Exit::Invalid };
    Err(Failure::told(exit))
}

/// Whether nothing is known of a file, as it could not be read.
pub(crate) fn is_unread(file: &AssessmentFile) -> bool {
    file.diagnostics
        .iter()
        .any(|found| matches!(found.problem, Problem::Unreadable(_) | Problem::Folder(_)))
}

fn is_ok(file: &AssessmentFile) -> bool {
    file.errors() == 0
}

pub(crate) fn find(path: &Path) -> SourceFile {
    if path.as_os_str() != "-" {
        return source(Origin::Given, path.to_path_buf());
    }
    SourceFile {
        origin: Origin::Given,
        path: PathBuf::from(STDIN),
        content: read_from(stdin().lock()),
    }
}

/// The file as the command line named it.
pub(crate) fn named(path: &Path) -> String {
    if path == Path::new(STDIN) {
        return "-".to_owned();
    }
    shown_path(path)
}
