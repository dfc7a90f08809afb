use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::assessment::Assessment;
use super::assessment_file::{AssessmentFile, Origin, SourceFile};
use super::built_in::SHIPPED;
use super::lazy_assessment::LazyAssessment;
use crate::text::nearest;
use crate::toml_reader::Problem;

/// All available assessments, and the files that have errors.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    entries: Vec<CatalogueEntry>,
    broken: Vec<AssessmentFile>,
    places: HashMap<String, usize>,
}

#[derive(Debug, Clone)]
pub struct CatalogueEntry {
    pub listed: Arc<LazyAssessment>,
    pub file: FoundAt,
    /// Valid files with the same slug that this one overrides, highest priority first.
    pub shadows: Vec<FoundAt>,
}

impl CatalogueEntry {
    /// The assessments with the same slug that a file in `./assessments` overrides: the user's own
    /// and the built-in one. Empty if the user chose the directory of the file.
    pub fn overridden_here(&self) -> &[FoundAt] {
        match self.file.origin {
            Origin::Here => &self.shadows,
            Origin::Given | Origin::User | Origin::BuiltIn => &[],
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundAt {
    pub origin: Origin,
    /// The path as it is shown.
    pub path: PathBuf,
}

/// No assessment has this slug.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no assessment {slug}")]
pub struct NotFound {
    pub slug: String,
    /// The most similar slug.
    pub nearest: Option<String>,
    /// Whether a file with errors may have the slug: see [`Catalogue::broken_as`].
    pub broken: bool,
}

impl Catalogue {
    /// Creates the catalog of these files. An earlier origin has priority, and within an origin the
    /// earlier directory of the list.
    pub fn new(sources: Vec<SourceFile>) -> Self {
        let mut files = read_files(sources);
        files.sort_by_key(|file| file.origin);
        let mut catalogue = Self::default();
        for file in files {
            catalogue.add(file);
        }
        catalogue
    }

    /// Creates the catalog of these files, followed by the built-in ones, which are parsed only
    /// when needed.
    pub fn with_built_in(sources: Vec<SourceFile>) -> Self {
        let mut catalogue = Self::new(sources);
        for shipped in &SHIPPED {
            let found = FoundAt {
                origin: Origin::BuiltIn,
                path: shipped.path(),
            };
            catalogue.list(LazyAssessment::shipped(shipped), found);
        }
        catalogue
    }

    /// Creates the catalog of parsed assessments and of files that have errors.
    pub fn of(
        assessments: impl IntoIterator<Item = Arc<Assessment>>,
        broken: Vec<AssessmentFile>,
    ) -> Self {
        let mut catalogue = Self {
            broken,
            ..Self::default()
        };
        for assessment in assessments {
            let found = FoundAt {
                origin: Origin::Given,
                path: PathBuf::from(format!("{}.toml", assessment.slug)),
            };
            catalogue.list(assessment.into(), found);
        }
        catalogue
    }

    /// The assessments in the order of their origins and of the given files.
    pub fn entries(&self) -> &[CatalogueEntry] {
        &self.entries
    }

    /// The files that have errors, in the same order.
    pub fn broken(&self) -> &[AssessmentFile] {
        &self.broken
    }

    pub fn entry(&self, slug: &str) -> Option<&CatalogueEntry> {
        self.entries.get(*self.places.get(slug)?)
    }

    /// Finds the assessment with this slug.
    ///
    /// # Errors
    ///
    /// [`NotFound`] if there is none. A file with errors does not count, but is reported.
    pub fn find(&self, slug: &str) -> Result<Arc<Assessment>, NotFound> {
        let found = self
            .entry(slug)
            .map(|entry| Arc::clone(entry.listed.whole()));
        found.ok_or_else(|| NotFound {
            slug: slug.to_owned(),
            nearest: nearest(slug, self.slugs()).map(str::to_owned),
            broken: self.broken_as(slug).next().is_some(),
        })
    }

    /// Returns the files with errors that have this slug.
    pub fn broken_as(&self, slug: &str) -> impl Iterator<Item = &AssessmentFile> {
        self.broken.iter().filter(move |file| file.answers_to(slug))
    }

    fn slugs(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.listed.slug.as_str())
    }

    fn add(&mut self, file: AssessmentFile) {
        match file.assessment.clone() {
            None => self.broken.push(file),
            Some(assessment) => {
                let found = FoundAt {
                    origin: file.origin,
                    path: file.path,
                };
                self.list(assessment.into(), found);
            }
        }
    }

    fn list(&mut self, listed: LazyAssessment, file: FoundAt) {
        let place = self.places.get(&listed.slug);
        if let Some(winner) = place.and_then(|place| self.entries.get_mut(*place)) {
            return winner.shadows.push(file);
        }
        self.places.insert(listed.slug.clone(), self.entries.len());
        self.entries.push(CatalogueEntry {
            listed: Arc::new(listed),
            file,
            shadows: Vec::new(),
        });
    }
}

/// Parses files in their order. Two valid files of a directory with the same slug make each other
/// invalid.
pub(crate) fn read_files(sources: Vec<SourceFile>) -> Vec<AssessmentFile> {
    let mut files: Vec<_> = sources.into_iter().map(AssessmentFile::read).collect();
    let mut twins: BTreeMap<(Origin, PathBuf, String), Vec<usize>> = BTreeMap::new();
    for (index, file) in files.iter().enumerate() {
        if let Some(assessment) = &file.assessment {
            let folder = file.path.parent().unwrap_or(Path::new("")).to_path_buf();
            let same = (file.origin, folder, assessment.slug.clone());
            twins.entry(same).or_default().push(index);
        }
    }
    for ((_, _, slug), indexes) in twins {
        break_twins(&mut files, &slug, &indexes);
    }
    files
}

/// Adds an error to each file that refers to the next one, or to the first in the last.
fn break_twins(files: &mut [AssessmentFile], slug: &str, indexes: &[usize]) {
    if indexes.len() < 2 {
        return;
    }
    let others = indexes.iter().cycle().skip(1);
    for (index, other) in indexes.iter().zip(others) {
        let slug = slug.to_owned();
        let other = files[*other].path.clone();
        let file = &mut files[*index];
        let span = file.slug_span.clone();
        file.broken(span, Problem::SameSlug { slug, other });
    }
}
