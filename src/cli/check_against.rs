use std::path::Path;
use std::sync::Arc;

use super::check::{find, named};
use super::paper::paper;
use super::{Context, Failure};
use crate::assessment::{Assessment, AssessmentFile};
use crate::report::against_text;
use crate::results::against;

/// Says what became of each category from `old` to `new`.
///
/// # Errors
/// Code 4 where one of the files is broken, or the meaning changed and the version did not.
pub(super) fn run(new: &Path, old: &Path, context: &Context) -> Result<(), Failure> {
    if new == old {
        return Err(Failure::invalid(
            "this is one file, and there is nothing to compare",
        ));
    }
    let (old, new) = (read(old, context)?, read(new, context)?);
    let found = against(&old, &new);
    context.data(&against_text(&found, &paper(context)))?;
    if !found.needs_a_version() {
        return Ok(());
    }
    let version = &found.new_version;
    Err(Failure::invalid(format!(
        "the meaning changed, and the version is still `{version}`"
    ))
    .hint("give the file another `version`: results under the old one mean something else"))
}

fn read(path: &Path, context: &Context) -> Result<Arc<Assessment>, Failure> {
    let file = AssessmentFile::read(find(path));
    context.diagnostics(&file.path, &file.text, &file.diagnostics);
    let named = named(&file.path);
    let broken = || {
        Failure::invalid(format!(
            "{named} cannot be compared as long as it is broken"
        ))
    };
    file.assessment.ok_or_else(broken)
}
