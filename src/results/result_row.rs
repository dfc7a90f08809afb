use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::assessment_result::AssessmentResult;
use super::scores::{Mean, Scores};

/// What a list shows of a result: enough to find it, cheap to read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResultRow {
    /// The result's id.
    pub id: Uuid,
    /// When it was saved.
    pub taken_at: Timestamp,
    /// The assessment's slug.
    pub slug: String,
    /// The assessment's name as it was then.
    pub assessment: String,
    /// The person.
    pub name: String,
    /// How many categories there are.
    pub categories: usize,
    /// How many of them have a level.
    pub rated: usize,
    /// How many of them ask for more than the current level.
    pub level_ups: usize,
    /// The mean level, where there is one.
    pub mean: Option<Mean>,
    /// The notes that are not empty, for those who search.
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

/// A place in the order of results: newest first, within one instant by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// When the result was saved.
    pub taken_at: Timestamp,
    /// Its id.
    pub id: Uuid,
}
