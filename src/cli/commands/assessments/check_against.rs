use std::path::Path;
use std::sync::Arc;

use super::check::{STDIN, find, is_unread, named};
use crate::assessment::{Assessment, AssessmentFile, version_diff};
use crate::cli::context::CommandContext;
use crate::cli::failure::{Exit, Failure};
use crate::cli::print_page;
use crate::cli::text_options::text_options;
use crate::report::against_text;

/// Says what became of each category from `old` to `new`.
///
/// # Errors
/// Code 4 where one of the files is broken, or the meaning changed and the version did not; code 1
/// where a file cannot be read and the other is not broken.
pub(crate) fn run(new: &Path, old: &Path, context: &CommandContext) -> Result<(), Failure> {
    if new == old {
        return Err(Failure::invalid("NEW and OLD are the same file"));
    }
    let (old, new) = (read(old, context), read(new, context));
    let (Some(mut was), Some(mut is)) = (old.assessment.clone(), new.assessment.clone()) else {
        let broken = [&old, &new].into_iter();
        let mut broken = broken.filter(|file| file.assessment.is_none() && !is_unread(file));
        return Err(broken
            .next()
            .map_or_else(|| Failure::told(Exit::Failed), unusable));
    };
    name_like(&mut was, &is);
    name_like(&mut is, &was);
    let found = version_diff(&was, &is);
    print_page(&against_text(&found, &text_options(context)))?;
    if !found.needs_a_version() {
        return Ok(());
    }
    let version = &found.new_version;
    Err(Failure::invalid(format!(
        "the meaning changed, but the version is still `{version}`"
    ))
    .hint("change `version`: results of the old version have a different meaning"))
}

fn read(path: &Path, context: &CommandContext) -> AssessmentFile {
    let file = AssessmentFile::read(find(path));
    context.diagnostics(&file.path, &file.text, &file.diagnostics);
    file
}

fn unusable(file: &AssessmentFile) -> Failure {
    let named = named(&file.path);
    Failure::invalid(format!("{named} has errors and cannot be compared"))
}

/// Gives what came from standard input without a slug the other's: it has no file to be named by.
fn name_like(nameless: &mut Arc<Assessment>, other: &Assessment) {
    if nameless.slug == STDIN {
        Arc::make_mut(nameless).slug.clone_from(&other.slug);
    }
}
