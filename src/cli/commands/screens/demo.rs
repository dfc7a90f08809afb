use std::sync::Arc;

use clap::Args;

use super::record_option::RecordArgs;
use crate::assessment::Catalogue;
use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::open_screen;
use crate::results::demo;
use crate::store::{ImportOutcome, RedbStore, Store as _, now, said, temporary_directory};
use crate::words::{CommandLine, Hint};

/// Whose screens they are: somebody who has come far in two years, and wants to go on.
const NAME: &str = "Chiara Conti";

/// What `levelup demo` is asked.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// Writing the run down.
    #[command(flatten)]
    pub record: RecordArgs,
}

/// `levelup demo`: opens the home screen on a store of made-up people, which is gone afterwards.
///
/// # Errors
/// Where there is no terminal, the temporary store cannot be made, or the screen cannot be shown.
pub(crate) fn run(
    args: &DemoArgs,
    record: &RecordArgs,
    context: &CommandContext,
) -> Result<(), Failure> {
    let list = Hint::from("the demo has only screens; run ").command(CommandLine::new("list"));
    open_screen::need_terminal(list.text(" to see the assessments without a terminal"))?;
    // Held until the screen has closed: dropping it removes the folder.
    let folder = temporary_directory();
    let folder = folder.map_err(|error| {
        let what = format!("cannot create a directory for the demo: {}", said(&error));
        Failure::failed(what).hint("set TMPDIR to a directory for temporary files")
    })?;
    let mut context = context.clone();
    let path = folder.path().join("levelup.redb");
    fill(&RedbStore::at(&path))?;
    context.global.store = Some(path);
    let catalogue = Arc::new(Catalogue::with_built_in(Vec::new()));
    open_screen::open_demo(NAME, args.record.or(record), catalogue, &context)
}

/// Puts the made-up results into a store.
fn fill(store: &RedbStore) -> Result<(), Failure> {
    let mut results = demo(now()).into_iter().map(Ok);
    match store.import(&mut results, false)? {
        ImportOutcome::Done(_) => Ok(()),
        _ => Err(Failure::failed("cannot save the sample results")),
    }
}
