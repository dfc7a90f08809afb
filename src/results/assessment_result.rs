use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::answer::Answer;
use super::scores::Scores;
use crate::assessment::Assessment;

/// What one person said on one day, frozen together with the wording it was answered under.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AssessmentResult {
    /// UUID version 7.
    pub id: Uuid,
    /// The person, 1 to 200 characters, trimmed.
    pub name: String,
    /// When it was saved; whole milliseconds, UTC.
    pub taken_at: Timestamp,
    /// The assessment as it was on that day; its slug and version are the result's.
    #[serde(with = "crate::assessment::serde_with_slug")]
    pub assessment: Arc<Assessment>,
    /// One answer a category, in the assessment's order.
    pub answers: Vec<Answer>,
    /// One note a category, in the assessment's order; empty where there is none.
    pub notes: Vec<String>,
}

impl AssessmentResult {
    /// The figures of this result.
    pub fn scores(&self) -> Scores {
        Scores::of(&self.assessment, &self.answers)
    }

    /// The figures of the categories of one group. Its mean exists where all of the group's rated
    /// categories share one number of ratings, whatever the others have.
    pub fn group_scores(&self, group: &str) -> Scores {
        let categories = self.assessment.categories.iter().enumerate();
        let members = categories.filter(|(_, category)| category.group.as_deref() == Some(group));
        Scores::over(members.map(|(index, _)| {
            let answer = self.answers.get(index).copied().unwrap_or_default();
            (answer, self.assessment.top(index))
        }))
    }
}
