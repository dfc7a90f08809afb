use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::assessment_result::AssessmentResult;
use super::scores::{Mean, Scores};

/// The fields of a result that lists show and filter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResultRow {
    pub id: Uuid,
    pub taken_at: Timestamp,
    pub slug: String,
    /// The assessment's name at that time.
    pub assessment: String,
    pub name: String,
    pub categories: usize,
    pub rated: usize,
    pub level_ups: usize,
    pub mean: Option<Mean>,
    /// The notes that are not empty.
    pub notes: Vec<String>,
}

impl From<&AssessmentResult> for ResultRow {
    fn from(result: &AssessmentResult) -> Self {
        let Scores {
            categories,
            rated,
            level_ups,
            mean,
            ..
        } = result.scores();
        Self {
            id: result.id,
            taken_at: result.taken_at,
            slug: result.assessment.slug.clone(),
            assessment: result.assessment.name.clone(),
            name: result.name.clone(),
            categories,
            rated,
            level_ups,
            mean,
            notes: result
                .notes
                .iter()
                .filter(|note| !note.is_empty())
                .cloned()
                .collect(),
        }
    }
}

/// The position of a result in lists: latest first, then by ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// When the result was saved.
    pub taken_at: Timestamp,
    pub id: Uuid,
}
