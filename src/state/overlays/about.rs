use std::sync::Arc;

use crate::assessment::Assessment;
use crate::state::layout::{ListMove, Size};
use crate::text::{paragraphs, wrapped};

/// Lines are no longer than this.
const LINE_MOST: u16 = 80;

/// What an assessment is about, and whose model it follows.
#[derive(Debug, Clone)]
pub struct About {
    /// The assessment.
    pub assessment: Arc<Assessment>,
    /// The first visible line.
    pub top: usize,
}

impl About {
    /// About `assessment`, from the top.
    pub fn new(assessment: Arc<Assessment>) -> Self {
        Self { assessment, top: 0 }
    }

    /// All lines, for a terminal of `size`: paragraphs with an empty line between them.
    pub fn lines(&self, size: Size) -> Vec<String> {
        let width = size.width.min(LINE_MOST).saturating_sub(4).max(12);
        let assessment = &self.assessment;
        let count = assessment.categories.len();
        let ladder: Vec<&str> = assessment.ratings.iter().map(|r| r.name.as_str()).collect();
        let facts = format!(
            "{}, version {}, {count} categories",
            assessment.slug, assessment.version
        );
        let mut texts = paragraphs(assessment.description.as_deref().unwrap_or_default());
        texts.push(facts);
        texts.push(ladder.join(" · "));
        texts.extend(paragraphs(assessment.source.as_deref().unwrap_or_default()));
        let mut lines = Vec::new();
        for text in texts.iter().filter(|text| !text.is_empty()) {
            if !lines.is_empty() && !text.starts_with("- ") {
                lines.push(String::new());
            }
            lines.extend(wrapped(text, width, usize::MAX));
        }
        lines
    }

    /// Scrolls.
    pub(crate) fn go(&mut self, movement: ListMove, size: Size) {
        let height = usize::from(size.body_height());
        self.top = movement.scrolled(self.top, self.lines(size).len(), height);
    }
}
