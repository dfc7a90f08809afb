use std::collections::HashSet;
use std::io::stdin;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use crate::assessment::{Assessment, AssessmentFile, Origin, SourceFile, read_files, version_diff};
use crate::cli::context::CommandContext;
use crate::cli::failure::{Exit, Failure};
use crate::cli::option_values::PathParser;
use crate::cli::stdout::{print_data, print_page};
use crate::cli::text_options::text_options;
use crate::report::{against_text, shown_path};
use crate::runtime::{read_from, source};
use crate::toml_reader::Problem;

const EXAMPLES: &str = "\
levelup check assessments/*.toml  # check all files in a directory
levelup check new.toml --against old.toml  # compare category by category";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CheckArgs {
    /// Files to check; `-` for standard input
    #[arg(required = true, value_name = "FILE", value_parser = PathParser)]
    files: Vec<PathBuf>,
    /// Compare with an earlier version, category by category; `-` for standard input
    #[arg(long, value_name = "OLD", value_parser = PathParser)]
    against: Option<PathBuf>,
}

/// The name of standard input in diagnostics. It is also the slug if the input has none.
const STDIN: &str = "stdin";

/// `levelup check`: prints `ok FILE` for each file without errors, and all problems to stderr.
pub(crate) fn run(args: &CheckArgs, context: &CommandContext) -> Result<(), Failure> {
    if let Some(old) = &args.against {
        return match &args.files[..] {
            [new] => check_against(new, old, context),
            _ => Err(Failure::usage("--against needs exactly one FILE")
                .hint("use levelup check NEW --against OLD")),
        };
    }
    let mut seen = HashSet::new();
    let distinct = args.files.iter().filter(|path| seen.insert(*path));
    let files = read_files(distinct.map(|path| source_file(path)).collect());
    for file in &files {
        context.diagnostics(&file.path, &file.text, &file.diagnostics);
        if file.errors() == 0 {
            print_data(&format!("ok {}\n", argument(&file.path)))?;
        }
    }
    let mut broken = files.iter().filter(|file| file.errors() > 0).peekable();
    if broken.peek().is_none() {
        return Ok(());
    }
    let exit = if broken.all(is_unreadable) {
        Exit::Failed
    } else {
        Exit::Invalid
    };
    Err(Failure::told(exit))
}

fn is_unreadable(file: &AssessmentFile) -> bool {
    file.diagnostics
        .iter()
        .any(|found| matches!(found.problem, Problem::Unreadable(_) | Problem::Folder(_)))
}

fn source_file(path: &Path) -> SourceFile {
    if path.as_os_str() != "-" {
        return source(Origin::Given, path.to_path_buf());
    }
    SourceFile {
        origin: Origin::Given,
        path: PathBuf::from(STDIN),
        content: read_from(stdin().lock()),
    }
}

/// The argument that named the file.
fn argument(path: &Path) -> String {
    if path == Path::new(STDIN) {
        return "-".to_owned();
    }
    shown_path(path)
}

/// Prints the changes of each category from `old` to `new`.
///
/// # Errors
/// Code 4 if one of the files has errors, or the meaning changed and the version did not; code 1 if a
/// file cannot be read and the other has no errors.
fn check_against(new: &Path, old: &Path, context: &CommandContext) -> Result<(), Failure> {
    if new == old {
        return Err(Failure::invalid("NEW and OLD are the same file"));
    }
    let (old, new) = (read(old, context), read(new, context));
    let (Some(mut before), Some(mut after)) = (old.assessment.clone(), new.assessment.clone())
    else {
        let is_broken = |file: &&&AssessmentFile| file.assessment.is_none() && !is_unreadable(file);
        return Err(match [&old, &new].iter().find(is_broken) {
            Some(file) => Failure::invalid(format!(
                "{} has errors and cannot be compared",
                argument(&file.path)
            )),
            None => Failure::told(Exit::Failed),
        });
    };
    name_like(&mut before, &after);
    name_like(&mut after, &before);
    let diff = version_diff(&before, &after);
    print_page(&against_text(&diff, &text_options(context)))?;
    if !diff.needs_a_version() {
        return Ok(());
    }
    let version = &diff.new_version;
    Err(Failure::invalid(format!(
        "the meaning changed, but the version is still `{version}`"
    ))
    .hint("change `version`: results of the old version have a different meaning"))
}

fn read(path: &Path, context: &CommandContext) -> AssessmentFile {
    let file = AssessmentFile::read(source_file(path));
    context.diagnostics(&file.path, &file.text, &file.diagnostics);
    file
}

/// Gives an assessment from standard input without a slug the slug of the other one.
fn name_like(nameless: &mut Arc<Assessment>, other: &Assessment) {
    if nameless.slug == STDIN {
        Arc::make_mut(nameless).slug.clone_from(&other.slug);
    }
}
