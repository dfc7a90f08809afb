//! `levelup export`: writes all results to stdout or to a directory.

mod folder;

use std::path::{Path, PathBuf};

use clap::Args;
use uuid::Uuid;

use self::folder::ExportFolder;
use super::load_results::{UNREADABLE_SHOWN, unreadable_words};
use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::option_values::{PathParser, check_target};
use crate::cli::result_reference::some_results;
use crate::cli::stderr::ProgressLine;
use crate::cli::stdout::print_data;
use crate::json::to_json_line;
use crate::report::{answer_heads, answer_lines};
use crate::results::{AssessmentResult, UnreadableReason};
use crate::store::Store;
use crate::text::{count, thousands};
use crate::words::{CommandLine, Hint};

/// How many results are read at a time.
const BATCH: usize = 2_000;

const EXAMPLES: &str = "\
levelup export > results.jsonl  # everything in one file
levelup export --dir results  # one file per result, for git
levelup export --format csv > results.csv  # for a spreadsheet";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, after_long_help = HELP)]
pub(crate) struct ExportArgs {
    /// Write one file per result to this directory; created if it does not exist
    #[arg(long, value_name = "DIR", value_parser = PathParser)]
    pub dir: Option<PathBuf>,
    /// Output format on stdout
    #[arg(long, value_enum, default_value_t)]
    pub format: ExportFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum ExportFormat {
    /// One JSON object per line, for levelup import
    #[default]
    Jsonl,
    /// One line per result and category, for spreadsheets
    Csv,
}

const HELP: &str = "\
Exports all results in the order of their IDs, with their original wording. Drafts and results in \
trash are not exported.

With --dir, each result is written to a file DATE-SLUG-NAME-ID.json (DATE in UTC), accessible only \
to you. Files with the same content already are not changed, and no file is removed: the file of a \
deleted result stays.

CSV is UTF-8 with a byte order mark. An apostrophe is added before each =, +, -, and @ that a \
spreadsheet could treat as the start of a formula. levelup import reads only JSON.";

/// `levelup export`: writes all results that can be read.
///
/// # Errors
/// Code 5, after all others are written, if results cannot be read.
pub(crate) fn run(args: &ExportArgs, context: &CommandContext) -> Result<(), Failure> {
    if let Some(dir) = &args.dir {
        check_target(dir, "--dir")?;
    }
    let store = context.store()?;
    let unreadable = match (&args.dir, args.format) {
        (Some(_), ExportFormat::Csv) => {
            let csv = Hint::run(CommandLine::new("export").switch("--format csv"));
            return Err(Failure::usage("--dir writes JSON, not CSV")
                .hint(csv.text(" > FILE to write all results to one file")));
        }
        (Some(dir), ExportFormat::Jsonl) => into_folder(store.as_ref(), dir, context)?,
        (None, ExportFormat::Jsonl) => to_stdout(store.as_ref(), to_json_line)?,
        (None, ExportFormat::Csv) => {
            print_data(&answer_heads())?;
            to_stdout(store.as_ref(), answer_lines)?
        }
    };
    if unreadable.is_empty() {
        return Ok(());
    }
    for (id, why) in unreadable.iter().take(UNREADABLE_SHOWN) {
        context.error(&unreadable_words(*id, *why, "exported"));
    }
    if unreadable.len() > UNREADABLE_SHOWN {
        context.error(&format!("and {} more", unreadable.len() - UNREADABLE_SHOWN));
    }
    let results = some_results(unreadable.len());
    let error = format!("the export is incomplete: {results} could not be read");
    Err(Failure::store(error))
}

type UnreadableIds = Vec<(Uuid, UnreadableReason)>;

fn to_stdout(
    store: &dyn Store,
    to_text: fn(&AssessmentResult) -> String,
) -> Result<UnreadableIds, Failure> {
    each_batch(store, |results| {
        let text: String = results.iter().map(to_text).collect();
        print_data(&text)
    })
}

fn into_folder(
    store: &dyn Store,
    dir: &Path,
    context: &CommandContext,
) -> Result<UnreadableIds, Failure> {
    let mut folder = ExportFolder::open(dir)?;
    let mut progress = ProgressLine::new();
    let all = store.count().map_or_else(|_| "all".to_owned(), thousands);
    let unreadable = each_batch(store, |results| {
        results.iter().try_for_each(|result| {
            let done = folder.written + folder.unchanged;
            progress.show(|| format!("exporting: {} of {all}", thousands(done as u64)));
            folder.put(result)
        })
    })?;
    drop(progress);
    folder.finish()?;
    let shown = dir.display();
    context.note(&match (folder.written, folder.unchanged) {
        (written, 0) => format!("{} written to {shown}", count(written, "file", "files")),
        (0, unchanged) => format!(
            "no changes in {shown}: {} up to date",
            count(unchanged, "file is", "files are")
        ),
        (written, unchanged) => format!(
            "{} written to {shown}, {} up to date",
            count(written, "file", "files"),
            count(unchanged, "is", "are")
        ),
    });
    Ok(unreadable)
}

/// Runs `job` on all results, in batches: memory is bounded, and other programs can use the store in
/// between.
fn each_batch(
    store: &dyn Store,
    mut job: impl FnMut(&[AssessmentResult]) -> Result<(), Failure>,
) -> Result<UnreadableIds, Failure> {
    let mut unreadable = Vec::new();
    let mut after = None;
    loop {
        let batch = store.batch(after, BATCH)?;
        unreadable.extend(batch.unreadable);
        job(&batch.results)?;
        after = batch.next;
        if after.is_none() {
            return Ok(unreadable);
        }
    }
}
