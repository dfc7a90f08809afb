use std::fmt::Write as _;
use std::path::Path;

use super::{Context, Failure};
use crate::report::diagnostics::shown_path;
use crate::store::shown;

/// `levelup paths`: where the store, the configuration and the assessments are, and whether they
/// are there.
pub fn run(context: &Context) -> Result<(), Failure> {
    let mut out = String::new();
    match context.location()?.file() {
        Some(path) => add(&mut out, "store", path),
        None => {
            let _ = writeln!(
                out,
                "{:<12} {}",
                "store:",
                shown_path(&shown(context.store_path()))
            );
        }
    }
    add(&mut out, "config", context.config_path());
    for folder in context.folders() {
        add(&mut out, "assessments", &folder.path);
    }
    context.data(&out)
}

fn add(out: &mut String, name: &str, path: &Path) {
    let there = if path.exists() { "" } else { " (not there)" };
    let name = format!("{name}:");
    let _ = writeln!(out, "{name:<12} {}{there}", shown_path(path));
}
