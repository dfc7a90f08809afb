use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::assessment::Assessment;
use super::assessment_file::{AssessmentFile, Origin, SourceFile};
use super::built_in::SHIPPED;
use super::lazy_assessment::LazyAssessment;
use crate::text::nearest;
use crate::toml_reader::Problem;

/// All assessments that there are, the broken files among them.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    entries: Vec<CatalogueEntry>,
    broken: Vec<AssessmentFile>,
    places: HashMap<String, usize>,
}

/// An assessment of the catalogue, and the files it comes from.
#[derive(Debug, Clone)]
pub struct CatalogueEntry {
    /// The assessment.
    pub listed: Arc<LazyAssessment>,
    /// The file that has it.
    pub file: FoundAt,
    /// Valid files with the same slug that lose against it, the nearest first.
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

/// Where a file was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundAt {
    /// What it counts as.
    pub origin: Origin,
    /// Its path as people should see it.
    pub path: PathBuf,
}

/// No assessment has this slug.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no assessment {slug}")]
pub struct NotFound {
    /// The slug that was asked for.
    pub slug: String,
    /// The slug that was most likely meant.
    pub nearest: Option<String>,
    /// Whether a broken file may be the one: [`Catalogue::broken_as`] gives it.
    pub broken: bool,
}

impl Catalogue {
    /// The catalogue of these files. An earlier origin wins over a later one, and within one
    /// origin the folder that stands first in the list.
    pub fn new(sources: Vec<SourceFile>) -> Self {
        let mut files = read_files(sources);
        files.sort_by_key(|file| file.origin);
        let mut catalogue = Self::default();
        for file in files {
            catalogue.add(file);
        }
        catalogue
    }

    /// The catalogue of these files, and behind them those that are built in, of which none is read
    /// before somebody asks for it.
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

    /// The catalogue of assessments that were read before, and of files that are broken.
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

    /// The assessments, in the order of their origins and of the files given.
    pub fn entries(&self) -> &[CatalogueEntry] {
        &self.entries
    }

    /// The files that cannot be used, in the same order.
    pub fn broken(&self) -> &[AssessmentFile] {
        &self.broken
    }

    /// The entry with this slug.
    pub fn entry(&self, slug: &str) -> Option<&CatalogueEntry> {
        self.entries.get(*self.places.get(slug)?)
    }

    /// The assessment with this slug.
    ///
    /// # Errors
    /// Where there is none; a broken file does not count as one, but is told.
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

    /// The broken files that have this slug, or would have it.
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

/// Reads files in their order. Valid ones of one folder that have the same slug break each other.
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

/// Each of several names the one after it, the last the first.
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
