//! `levelup import`: imports results, all or none.

mod checksums;
mod first_pass;
mod import_words;
mod input_files;
mod result_json_reader;
mod second_pass;

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;

use self::first_pass::FirstPass;
use self::input_files::InputFiles;
use self::second_pass::SecondPass;
use crate::cli::context::CommandContext;
use crate::cli::failure::{Exit, Failure};
use crate::cli::option_values::PathParser;
use crate::results::AssessmentResult;
use crate::store::{ImportOutcome, SourceStopped};

const EXAMPLES: &str = "\
levelup import results.jsonl  # import exported results
levelup import team/  # import a directory
ssh host levelup export | levelup import -  # import from another machine";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, after_long_help = HELP)]
pub(crate) struct ImportArgs {
    /// Files, directories of .json and .jsonl files, or `-` for standard input
    #[arg(required = true, value_name = "PATH", value_parser = PathParser)]
    pub paths: Vec<PathBuf>,
    /// Replace existing results that have the same ID
    #[arg(long)]
    pub replace: bool,
    /// Restore imported results that are in trash
    #[arg(long)]
    pub restore: bool,
}

const HELP: &str = "\
Reads the output of levelup export and levelup show --format json: JSON Lines, a list, or one \
result after another.

All or nothing: if any of the input is invalid, or a different result with the same ID exists, \
nothing is changed and the exit code is 4. Identical results that already exist are not changed. Results in \
trash stay there and are reported; with --restore, they are restored. Drafts are not changed.";

/// `levelup import`: imports results.
///
/// The input is read twice, so that at most one result is in memory at a time. The first pass finds all
/// errors before the store is locked. The second pass imports in one transaction, which fails if the
/// input has changed.
pub(crate) fn run(args: &ImportArgs, context: &CommandContext) -> Result<(), Failure> {
    let inputs = InputFiles::find(&args.paths, context)?;
    let mut first_pass = FirstPass::of(&inputs)?;
    if !first_pass.errors.is_empty() {
        self::import_words::report_errors(&first_pass, &inputs, context);
        return Err(Failure::told(Exit::Invalid).hint("nothing was imported"));
    }
    if first_pass.count() == 0 {
        context.note("nothing to import");
        return Ok(());
    }
    let store = context.store()?;
    let skipped = if args.restore {
        BTreeSet::new()
    } else {
        first_pass.in_trash(&*store, args.replace)?
    };
    let mut second_pass = SecondPass::new(&mut first_pass, &inputs);
    let is_imported = |result: &Result<AssessmentResult, SourceStopped>| {
        let id = result.as_ref().map(|result| result.id);
        !id.is_ok_and(|id| skipped.contains(&id))
    };
    let outcome = store.import(&mut second_pass.by_ref().filter(is_imported), args.replace);
    let stopped = second_pass.stopped();
    match outcome? {
        ImportOutcome::Done(done) => {
            context.note(&self::import_words::summary(done, skipped.len()));
            self::import_words::note_left_in_trash(&skipped, context);
            Ok(())
        }
        ImportOutcome::Conflicts(conflicts) => {
            self::import_words::report_conflicts(
                &conflicts,
                &*store,
                &first_pass,
                &inputs,
                context,
            );
            let options = if conflicts.iter().any(|conflict| conflict.binned) {
                "--replace --restore"
            } else {
                "--replace"
            };
            Err(Failure::told(Exit::Invalid).hint(format!(
                "nothing was imported; use {options} to replace the results in the store"
            )))
        }
        ImportOutcome::Stopped => {
            Err(stopped.unwrap_or_else(|| self::second_pass::changed("the input")))
        }
    }
}
