//! Assessments: categories and ratings, the TOML parser with its diagnostics, and the catalog of
//! all files. It has no I/O: `runtime/` reads the files.

mod assessment;
mod assessment_file;
mod built_in;
mod catalogue;
mod category_matching;
mod json_schema;
mod lazy_assessment;
mod parse;
pub(crate) mod serde_with_slug;
mod slug;
mod version_diff;
mod wording_check;

pub(crate) use assessment::ANSWER_KEYWORDS;
pub use assessment::{Assessment, Category, Rating};
pub(crate) use assessment_file::FILE_MAX;
pub use assessment_file::{AssessmentFile, Origin, ReadProblem, SourceFile};
pub use built_in::built_in;
pub use catalogue::{Catalogue, CatalogueEntry};
pub(crate) use catalogue::{FoundAt, NotFound, read_files};
pub(crate) use category_matching::CategoryPlaces;
pub use category_matching::match_categories;
pub use json_schema::schema;
pub(crate) use lazy_assessment::LazyAssessment;
pub use parse::{Parsed, parse};
pub(crate) use slug::{fixed_slug, slug_in_path};
pub use slug::{is_key, is_slug};
pub(crate) use version_diff::VersionDiff;
pub use version_diff::{CategoryDiff, CategoryDiffKind, version_diff};
pub(crate) use wording_check::{CATEGORIES_MAX, RATINGS_MAX, WordingError, wording_error};
