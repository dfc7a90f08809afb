//! WHAT IS ASKED: assessments, their categories and ratings; TOML in, diagnostics out; the
//! catalogue. Pure: texts come in as values, `runtime/` reads the files.

mod binding_problem;
mod built_in;
mod catalogue;
mod category;
mod definition;
mod diagnostic;
mod fields;
mod file;
mod findings;
mod form;
mod frozen;
mod listed;
pub mod measure;
mod nearest;
mod parse;
mod prose;
mod rating;
mod slug;
mod syntax;
mod text;
mod text_key;
mod visible;
pub mod with_slug;

pub use binding_problem::BindingProblem;
pub use built_in::built_in;
pub use catalogue::{Catalogue, CatalogueEntry, FoundAt, NotFound, read_files};
pub use category::Category;
pub use definition::Assessment;
pub use diagnostic::{Diagnostic, Expected, Field, Kind, Place, Problem, Severity};
pub use file::{AssessmentFile, FILE_MAX, Origin, ReadProblem, SourceFile};
pub use findings::FINDINGS_MAX;
pub use form::schema;
pub use frozen::{CATEGORIES_MAX, FrozenFlaw, RATINGS_MAX, frozen_flaw};
pub use listed::Listed;
pub use nearest::nearest;
pub use parse::{Parsed, parse};
pub use prose::paragraphs;
pub use rating::{ANSWER_KEYWORDS, Rating};
pub use slug::{SLUG_MAX, fixed_key, fixed_slug, is_key, is_slug, slug_in_path};
pub use text_key::text_key;
pub use visible::{
    is_bidi, is_blank, is_default_ignorable, is_hidden, is_invisible, visible, visible_output,
};

/// Reading other TOML files with the same care, such as the configuration.
pub mod reading {
    pub use super::fields::{Fields, Value, list, string, wrong_type};
    pub use super::findings::Findings;
    pub use super::syntax::{Broken, read};
    pub use super::text::name;
}

use findings::Findings;
