//! Notes about results that a server does not have yet.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::context::CommandContext;
use super::result_reference::some_results;
use crate::report::shown_path;
use crate::store::{Store, pending_in};
use crate::words::CommandLine;

/// How long to wait for an outbox that another program has open.
const DEADLINE: Duration = Duration::from_millis(300);

/// Writes a note with the number of pending results.
pub(crate) fn note_pending(store: &dyn Store, context: &CommandContext) {
    let Some(relay) = store.relay() else {
        return note_pending_elsewhere(context);
    };
    let pending = relay.sync_status().waiting;
    if pending > 0 {
        context.note(&format!(
            "{} pending; run {} to send",
            some_results(pending),
            context.again(CommandLine::new("sync"))
        ));
    }
}

/// Writes a note for each other outbox with pending results: another spelling of a server's URL has its
/// own outbox, and a store in a file can be an outbox itself.
pub(crate) fn note_pending_elsewhere(context: &CommandContext) {
    for file in outboxes(context) {
        let pending = pending_in(&file, DEADLINE).unwrap_or(0);
        if pending > 0 {
            let sync = CommandLine::new("sync").switch("--store URL");
            context.note(&format!(
                "{} pending in {}; run {} to send",
                some_results(pending),
                shown_path(&file),
                sync.option("--from", &file)
            ));
        }
    }
}

fn outboxes(context: &CommandContext) -> Vec<PathBuf> {
    let folder = &context.paths.servers;
    let location = context.location().ok();
    let store = location.as_ref().and_then(|location| location.file());
    let outbox = location
        .as_ref()
        .and_then(|location| location.outbox(folder));
    let is_relevant = |file: &Path| match store {
        Some(store) => is_same_file(store, file),
        None => outbox.as_deref() != Some(file),
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries
        .map(|entry| entry.path())
        .filter(|file| file.extension().is_some_and(|end| end == "redb") && is_relevant(file))
        .collect();
    files.sort();
    files
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    let canonical = |path: &Path| path.canonicalize().ok();
    canonical(one).is_some_and(|one| canonical(other) == Some(one))
}
