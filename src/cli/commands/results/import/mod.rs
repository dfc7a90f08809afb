//! `levelup import`: results in, all of them or none.

mod checksums;
mod first_pass;
mod import_words;
mod input_files;
mod result_texts;
mod trash;

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;

use self::first_pass::FirstPass;
use self::input_files::InputFiles;
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
Reads what levelup export and levelup show --format json write: JSON Lines, a list, or one result \
after another.

All or nothing: if any of the input is invalid, or a different result with the same ID exists, \
nothing is changed and the exit code is 4. Results that exist already are not changed. Results in \
trash stay there and are reported; with --restore, they are restored. Drafts are not changed.";

/// `levelup import`: brings results in.
///
/// All of the input is read twice. The first time nobody has to wait for it: everything that is
/// wrong is found while the store is free. The second time it goes into the store, in one
/// transaction, which holds only if what is read is what was read before. So no more than one
/// result is in memory at a time, however many there are.
pub(crate) fn run(args: &ImportArgs, context: &CommandContext) -> Result<(), Failure> {
    let inputs = InputFiles::find(&args.paths, context)?;
    let mut survey = FirstPass::of(&inputs)?;
    if !survey.faults.is_empty() {
        self::import_words::tell_faults(&survey, &inputs, context);
        return Err(Failure::told(Exit::Invalid).hint("nothing was imported"));
    }
    if survey.count() == 0 {
        context.note("nothing to import");
        return Ok(());
    }
    let store = context.store()?;
    let left = if args.restore {
        BTreeSet::new()
    } else {
        self::trash::in_trash(&*store, &mut survey, args.replace)?
    };
    let mut again = survey.again(&inputs);
    let is_imported = |result: &Result<AssessmentResult, SourceStopped>| {
        let id = result.as_ref().map(|result| result.id);
        !id.is_ok_and(|id| left.contains(&id))
    };
    let outcome = store.import(&mut again.by_ref().filter(is_imported), args.replace);
    let stopped = again.stopped();
    match outcome? {
        ImportOutcome::Done(done) => {
            context.note(&self::import_words::summary(done, left.len()));
            self::import_words::tell_left_in_trash(&left, context);
            Ok(())
        }
        ImportOutcome::Conflicts(conflicts) => {
            self::import_words::tell_conflicts(&conflicts, &*store, (&survey, &inputs), context);
            let options = if conflicts.iter().any(|conflict| conflict.binned) {
                "--replace --restore"
            } else {
                "--replace"
            };
            Err(Failure::told(Exit::Invalid).hint(format!(
                "nothing was imported; use {options} to replace the results in the store"
            )))
        }
        ImportOutcome::Stopped => Err(stopped.unwrap_or_else(|| self::first_pass::changed(None))),
    }
}
