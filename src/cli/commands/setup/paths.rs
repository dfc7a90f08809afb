use std::fmt::Write as _;
use std::path::Path;

use crate::cli::context::{CommandContext, is_missing};
use crate::cli::failure::Failure;
use crate::cli::pending_notes::note_pending_elsewhere;
use crate::cli::stdout::print_data;
use crate::report::shown_path;
use crate::words::system_error_words;

pub(crate) const EXAMPLES: &str = "\
levelup paths  # show files and directories";

/// `levelup paths`: prints the paths of the store, the configuration file, and the assessments, and
/// which of them do not exist.
pub(crate) fn run(context: &CommandContext) -> Result<(), Failure> {
    let mut out = String::new();
    let location = context.location()?;
    match location.outbox(&context.paths.servers) {
        None => add(&mut out, "store", context.store_path()),
        Some(outbox) => {
            let server = shown_path(&location.shown());
            let _ = writeln!(out, "{:<12} {server}", "store:");
            add(&mut out, "outbox", &outbox);
        }
    }
    add(&mut out, "config", context.config_path());
    for folder in context.folders() {
        add(&mut out, "assessments", &folder.path);
    }
    print_data(&out)?;
    note_pending_elsewhere(context);
    Ok(())
}

fn add(out: &mut String, name: &str, path: &Path) {
    let missing = match path.try_exists() {
        Ok(true) => String::new(),
        Err(error) if !is_missing(path) => format!(" ({})", system_error_words(&error)),
        _ => " (does not exist)".to_owned(),
    };
    let name = format!("{name}:");
    let _ = writeln!(out, "{name:<12} {}{missing}", shown_path(path));
}
