use std::sync::Arc;

use crate::assessment::Assessment;
use crate::state::layout::{ListMove, Size};
use crate::text::{paragraphs, wrapped};

/// The longest line.
const LINE_MOST: u16 = 80;

/// The description and source of an assessment.
#[derive(Debug, Clone)]
pub struct About {
    pub assessment: Arc<Assessment>,
    /// The first line shown.
    pub top: usize,
}

impl About {
    pub fn new(assessment: Arc<Assessment>) -> Self {
        Self { assessment, top: 0 }
    }

    /// Returns all lines, for a terminal of `size`: paragraphs with an empty line between them.
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

    pub(super) fn scroll(&mut self, movement: ListMove, size: Size) {
        let height = usize::from(size.body_height());
        self.top = movement.scrolled(self.top, self.lines(size).len(), height);
    }
}
