use std::sync::{Arc, OnceLock};

use super::assessment::Assessment;
use super::built_in::BuiltInAssessment;
use crate::text::paragraphs;

/// An assessment as lists show it. One that is built in is read when somebody asks for the whole of
/// it, and no sooner: a list of them should cost no more than its lines.
#[derive(Debug)]
pub struct LazyAssessment {
    /// The name by which commands and files know it.
    pub slug: String,
    /// What people read.
    pub name: String,
    /// How many categories it has.
    pub categories: usize,
    shipped: Option<&'static BuiltInAssessment>,
    whole: OnceLock<Arc<Assessment>>,
    about: OnceLock<String>,
}

impl LazyAssessment {
    /// What is asked.
    pub fn whole(&self) -> &Arc<Assessment> {
        self.whole.get_or_init(|| {
            let read = self.shipped.and_then(BuiltInAssessment::read);
            // Each of them is whole; a test reads them all.
            Arc::new(read.unwrap_or_default())
        })
    }

    /// The first paragraph of its description, as a screen shows it; empty where it has none.
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

/// Within one catalogue a slug says which it is.
impl PartialEq for LazyAssessment {
    fn eq(&self, other: &Self) -> bool {
        self.slug == other.slug
    }
}
