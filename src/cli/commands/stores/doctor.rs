use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::context::CommandContext;
use crate::cli::failure::{Exit, Failure};
use crate::cli::option_values::{PathParser, check_target};
use crate::cli::pending_notes::note_pending_elsewhere;
use crate::cli::result_reference::some_results;
use crate::cli::stderr::ProgressLine;
use crate::cli::stdout::print_data;
use crate::json::examination_json;
use crate::report::examination_text;
use crate::results::{Examination, StoreError};
use crate::store::{CopyError, Location, RedbStore, Store};
use crate::words::{CommandLine, Hint};

const EXAMPLES: &str = "\
levelup doctor  # check everything
levelup doctor --salvage saved.redb  # salvage everything that can be read";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct DoctorArgs {
    /// Rebuild the indexes and counts from the results
    #[arg(long, conflicts_with = "salvage")]
    pub reindex: bool,
    /// Write everything that can be read to a new store; the old store is not changed
    #[arg(long, value_name = "NEW", value_parser = PathParser)]
    pub salvage: Option<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub format: DoctorFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum DoctorFormat {
    /// Text
    #[default]
    Text,
    /// One JSON object
    Json,
}

/// `levelup doctor`: checks the store, and changes nothing without `--reindex`.
pub(crate) fn run(args: &DoctorArgs, context: &CommandContext) -> Result<(), Failure> {
    let location = context.location()?;
    if let Some(new) = &args.salvage {
        check_target(new, "--salvage")?;
        let instead = Hint::run(CommandLine::new("export"))
            .text(" to write what can be read, or pg_restore to restore a dump");
        let store = context.file_store("levelup doctor --salvage", instead)?;
        return salvage(&store, new, context);
    }
    if args.reindex {
        let instead = "use REINDEX SCHEMA levelup to rebuild the indexes on a server";
        let store = context.file_store("levelup doctor --reindex", instead)?;
        store.reindex().map_err(not_examined)?;
    }
    note_pending_elsewhere(context);
    let store = context.store()?;
    let found = match (examine(&*store), store.relay()) {
        (Err(failure), Some(relay)) => {
            // The outbox is on this machine, and can be checked without the server.
            let outbox = relay.examine_here().map_err(not_examined)?;
            context.note("the server was not checked; this is the outbox on this machine");
            print(&outbox.unwrap_or_default(), args.format)?;
            return Err(failure);
        }
        (found, _) => found?,
    };
    let Some(found) = found else {
        context.note("no store yet; saving the first result creates it");
        return Ok(());
    };
    print(&found, args.format)?;
    if found.has_no_problems() {
        return Ok(());
    }
    let hint = repair_hint(&found, &location, &context.paths.servers);
    Err(Failure::store("the store has problems").hint(hint))
}

/// What to do about problems in an outbox, on a server, or in a file.
fn repair_hint(found: &Examination, location: &Location, servers: &Path) -> Hint {
    let doctor = CommandLine::new("doctor");
    let outbox = location.outbox(servers).filter(|_| found.is_here);
    if let Some(outbox) = &outbox {
        let salvage = doctor.option("--store", outbox).switch("--salvage NEW");
        Hint::run(salvage).text(" to salvage the pending results, then replace the outbox by NEW")
    } else if location.file().is_none() {
        "do not rely on the items listed; the owner can restore them from a dump".into()
    } else if found.can_be_reindexed() {
        Hint::from("no answer is lost; run ")
            .command(doctor.switch("--reindex"))
            .text(" to rebuild the indexes")
    } else {
        Hint::run(doctor.switch("--salvage NEW")).text(" to write what can be read to a new store")
    }
}

fn print(found: &Examination, format: DoctorFormat) -> Result<(), Failure> {
    print_data(&match format {
        DoctorFormat::Text => examination_text(found),
        DoctorFormat::Json => examination_json(found),
    })
}

fn examine(store: &dyn Store) -> Result<Option<Examination>, Failure> {
    let mut progress = ProgressLine::new();
    let mut show = |done: u64, all: u64| {
        let part = (done * 100).checked_div(all).unwrap_or(0).min(100);
        progress.show(|| format!("checking the store: {part}%"));
    };
    store.examine(&mut show).map_err(not_examined)
}

/// The failure if a file is too damaged to examine or repair.
fn not_examined(error: StoreError) -> Failure {
    let is_damaged = matches!(error, StoreError::Damaged { .. });
    let failure = Failure::from(error);
    if is_damaged {
        failure.hint("nothing in it can be read; it was not changed. Restore a backup")
    } else {
        failure
    }
}

fn salvage(store: &RedbStore, new: &Path, context: &CommandContext) -> Result<(), Failure> {
    let mut progress = ProgressLine::new();
    let salvaged = store.salvage(new, &mut |done, all| {
        progress.show(|| format!("reading results: {done} of {all}"));
    });
    drop(progress);
    let salvaged = match salvaged {
        Err(CopyError::Store(error)) => return Err(not_examined(error)),
        salvaged => salvaged?.ok_or_else(|| {
            Failure::store("nothing in the store can be read")
                .hint("no new store was created; restore a backup")
        })?,
    };
    let pending = match salvaged.waiting {
        0 => String::new(),
        pending => format!(", {pending} pending"),
    };
    context.note(&format!(
        "salvaged {}{pending}, {} in trash, and {} drafts to {}; the old store was not changed",
        some_results(salvaged.results),
        salvaged.binned,
        salvaged.drafts,
        new.display()
    ));
    if salvaged.unread.is_empty() {
        return Ok(());
    }
    for id in &salvaged.unread {
        context.error(&format!("result {id} cannot be read"));
    }
    Err(Failure::told(Exit::Store))
}
