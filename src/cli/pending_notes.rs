use std::path::{Path, PathBuf};
use std::time::Duration;

use super::context::CommandContext;
use super::result_reference::some_results;
use crate::report::shown_path;
use crate::store::{Store, waiting_in};
use crate::words::CommandLine;

/// How long a file is waited for that another program has open: it is only looked into.
const PATIENCE: Duration = Duration::from_millis(300);

/// Says how much is kept on this machine because the server does not have it yet.
pub(crate) fn tell_waiting(store: &dyn Store, context: &CommandContext) {
    let Some(relay) = store.relay() else {
        return tell_others(context);
    };
    let waiting = usize::try_from(relay.outlook().waiting).unwrap_or(usize::MAX);
    if waiting > 0 {
        context.note(&format!(
            "{} pending; run {} to send",
            some_results(waiting),
            context.again(CommandLine::new("sync"))
        ));
    }
}

/// Says in which other files of this machine results wait for a server: another spelling of its URL
/// is another file, and what waits in one does not go out behind the other. A store in a file can
/// be such a file itself.
pub(crate) fn tell_others(context: &CommandContext) {
    for (file, waiting) in others(context) {
        let count = some_results(waiting);
        let sync = CommandLine::new("sync").switch("--store URL");
        context.note(&format!(
            "{count} pending in {}; run {} to send",
            shown_path(&file),
            sync.option("--from", &file)
        ));
    }
}

fn others(context: &CommandContext) -> Vec<(PathBuf, usize)> {
    let folder = &context.paths.servers;
    let location = context.location().ok();
    let named = location.as_ref().and_then(|location| location.file());
    // Where the store is a file, only what it is itself is anybody's business.
    let is_meant = |file: &Path| match named {
        Some(named) => is_one(named, file),
        None => {
            location
                .as_ref()
                .and_then(|it| it.outbox(folder))
                .as_deref()
                != Some(file)
        }
    };
    let found = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let files = found.map(|entry| entry.path());
    let mut files: Vec<_> = files
        .filter(|file| file.extension().is_some_and(|end| end == "redb") && is_meant(file))
        .collect();
    files.sort();
    let counted = files.into_iter().map(|file| {
        let waiting = waiting_in(&file, PATIENCE).unwrap_or(0);
        (file, waiting)
    });
    counted.filter(|(_, waiting)| *waiting > 0).collect()
}

fn is_one(one: &Path, other: &Path) -> bool {
    let whole = |path: &Path| path.canonicalize().ok();
    whole(one).is_some_and(|one| whole(other) == Some(one))
}
