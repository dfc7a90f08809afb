use std::sync::Arc;

use clap::Args;

use super::open_screen::{Opening, need_terminal, open};
use super::record_option::RecordArgs;
use crate::assessment::Catalogue;
use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::results::demo;
use crate::runtime::StartScreen;
use crate::store::{Bulk as _, ImportOutcome, RedbStore, now, temporary_directory};
use crate::words::{CommandLine, Hint};

/// The person of the demo: one with many levels reached, and goals left.
const NAME: &str = "Chiara Conti";

const EXAMPLES: &str = "\
levelup demo  # explore; nothing is kept";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct DemoArgs {
    #[command(flatten)]
    pub record: RecordArgs,
}

/// `levelup demo`: opens the home screen on a temporary store with sample data.
pub(crate) fn run(
    args: &DemoArgs,
    record: &RecordArgs,
    context: &CommandContext,
) -> Result<(), Failure> {
    let list = Hint::from("the demo has only screens; run ").command(CommandLine::new("list"));
    need_terminal(list.text(" to see the assessments without a terminal"))?;
    // Dropping this when the screen is closed removes the directory.
    let folder = temporary_directory();
    let folder = folder.map_err(|error| {
        Failure::cannot("create", "a directory for the demo", &error)
            .hint("set TMPDIR to a directory for temporary files")
    })?;
    let mut context = context.clone();
    let path = folder.path().join("levelup.redb");
    fill(&RedbStore::at(&path))?;
    context.global.store = Some(path);
    let opening = Opening {
        screen: StartScreen::Home,
        name: Some(NAME),
        catalogue: Arc::new(Catalogue::with_built_in(Vec::new())),
        store: context.begin_opening()?,
        demo: true,
    };
    open(opening, args.record.or(record), &context)
}

/// Saves the sample results in a store.
fn fill(store: &RedbStore) -> Result<(), Failure> {
    let mut results = demo(now()).into_iter().map(Ok);
    match store.import(&mut results, false)? {
        ImportOutcome::Done(_) => Ok(()),
        _ => Err(Failure::failed("cannot save the sample results")),
    }
}
