use std::sync::{Arc, OnceLock};

use super::assessment::Assessment;
use super::built_in::BuiltInAssessment;
use crate::text::paragraphs;

/// An assessment in a list. A built-in one is parsed only when its categories are needed, to keep
/// the start fast.
#[derive(Debug)]
pub struct LazyAssessment {
    pub slug: String,
    pub name: String,
    pub categories: usize,
    shipped: Option<&'static BuiltInAssessment>,
    whole: OnceLock<Arc<Assessment>>,
    about: OnceLock<String>,
}

impl LazyAssessment {
    /// Returns the assessment.
    pub fn whole(&self) -> &Arc<Assessment> {
        self.whole.get_or_init(|| {
            let read = self.shipped.and_then(BuiltInAssessment::read);
            // A test parses all built-in assessments.
            Arc::new(read.unwrap_or_default())
        })
    }

    /// Returns the first paragraph of the description; empty if there is none.
    pub fn about(&self) -> &str {
        self.about.get_or_init(|| {
            let description = match (self.whole.get(), self.shipped) {
                (None, Some(shipped)) => shipped.description(),
                _ => self.whole().description.clone(),
            };
            let texts = paragraphs(&description.unwrap_or_default());
            texts.into_iter().next().unwrap_or_default()
        })
    }

    pub(crate) fn shipped(shipped: &'static BuiltInAssessment) -> Self {
        Self {
            slug: shipped.slug().to_owned(),
            name: shipped.name.to_owned(),
            categories: shipped.categories,
            shipped: Some(shipped),
            whole: OnceLock::new(),
            about: OnceLock::new(),
        }
    }
}

impl From<Arc<Assessment>> for LazyAssessment {
    fn from(assessment: Arc<Assessment>) -> Self {
        Self {
            slug: assessment.slug.clone(),
            name: assessment.name.clone(),
            categories: assessment.categories.len(),
            shipped: None,
            whole: OnceLock::from(assessment),
            about: OnceLock::new(),
        }
    }
}

/// A slug is unique in a catalog.
impl PartialEq for LazyAssessment {
    fn eq(&self, other: &Self) -> bool {
        self.slug == other.slug
    }
}
