//! Finding assessments, with notes about files that are skipped or overridden.

use std::sync::Arc;

use super::context::CommandContext;
use super::failure::Failure;
use crate::assessment::{
    Assessment, AssessmentFile, Catalogue, CatalogueEntry, FoundAt, NotFound, Origin,
};
use crate::report::shown_path;
use crate::runtime::{DirectoryProblem, sources};
use crate::words::CommandLine;

impl CommandContext {
    /// All assessments. Writes a note for each directory that cannot be read.
    pub(crate) fn catalogue(&self) -> Catalogue {
        let (sources, problems) = sources(&self.folders());
        for problem in problems {
            self.note(&match problem {
                DirectoryProblem::Missing(path) => {
                    format!("directory {} does not exist", path.display())
                }
                DirectoryProblem::Unreadable(path, why) => {
                    format!("cannot read directory {}: {why}", path.display())
                }
            });
        }
        Catalogue::with_built_in(sources)
    }

    /// # Errors
    /// Code 3 if there is no assessment with this slug, 4 if its file has errors, which are on stderr
    /// by then.
    pub(crate) fn assessment(&self, slug: &str) -> Result<Arc<Assessment>, Failure> {
        self.find(&self.catalogue(), slug)
    }

    /// Finds an assessment in a catalog. Writes a note for each file that is skipped because of its
    /// errors, or that is overridden by a file in `./assessments`.
    pub(crate) fn find(
        &self,
        catalogue: &Catalogue,
        slug: &str,
    ) -> Result<Arc<Assessment>, Failure> {
        let found = catalogue.find(slug);
        let found = found.map_err(|missing| self.no_assessment(catalogue, missing))?;
        if let Some(entry) = catalogue.entry(slug) {
            let before = |file: &&AssessmentFile| file.origin <= entry.file.origin;
            for broken in catalogue.broken_as(slug).filter(before) {
                self.note_skipped(broken, &entry.file, slug);
            }
            self.note_overridden(entry);
        }
        Ok(found)
    }

    /// `./assessments` can come from the repository of a stranger.
    fn note_overridden(&self, entry: &CatalogueEntry) {
        let overridden: Vec<_> = entry.overridden_here().iter().map(origin).collect();
        if !overridden.is_empty() {
            let slug = &entry.listed.slug;
            let path = shown_path(&entry.file.path);
            let overridden = overridden.join(" and ");
            self.note(&format!("`{slug}` is {path}, which overrides {overridden}"));
        }
    }

    fn note_skipped(&self, broken: &AssessmentFile, used: &FoundAt, slug: &str) {
        let path = shown_path(&broken.path);
        let check = CommandLine::new("check").operand(&broken.path);
        let used = origin(used);
        self.note(&format!(
            "{path} has errors and is skipped: `{slug}` is {used}; run {check} to see them"
        ));
    }

    fn no_assessment(&self, catalogue: &Catalogue, missing: NotFound) -> Failure {
        if !missing.broken {
            return Failure::no_assessment(missing);
        }
        let slug = missing.slug;
        let mut check = CommandLine::new("check");
        for file in catalogue.broken_as(&slug) {
            self.diagnostics(&file.path, &file.text, &file.diagnostics);
            check = check.operand(&file.path);
        }
        Failure::invalid(format!("the file of assessment `{slug}` has errors"))
            .hint(format!("correct the errors above, then run {check}"))
    }
}

fn origin(file: &FoundAt) -> String {
    match file.origin {
        Origin::BuiltIn => "the built-in one".to_owned(),
        _ => shown_path(&file.path),
    }
}
