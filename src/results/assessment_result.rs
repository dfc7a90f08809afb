use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::answer::Answer;
use super::scores::Scores;
use crate::assessment::Assessment;

/// A saved result: the answers of a person, with the wording of the assessment at that time.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AssessmentResult {
    /// UUID version 7.
    pub id: Uuid,
    /// The person's name: 1 to 200 characters, trimmed.
    pub name: String,
    /// When it was saved; whole milliseconds, UTC.
    pub taken_at: Timestamp,
    /// The assessment at that time, with the slug and the version of the result.
    #[serde(with = "crate::assessment::serde_with_slug")]
    pub assessment: Arc<Assessment>,
    /// One answer per category, in the order of the assessment.
    pub answers: Vec<Answer>,
    /// One note per category; empty if there is none.
    pub notes: Vec<String>,
}

impl AssessmentResult {
    pub fn scores(&self) -> Scores {
        Scores::of(&self.assessment, &self.answers)
    }

    /// Returns the scores of a group. Its mean depends only on the ladders of the group.
    pub fn group_scores(&self, group: &str) -> Scores {
        let categories = self.assessment.categories.iter().enumerate();
        let members = categories.filter(|(_, category)| category.group.as_deref() == Some(group));
        Scores::over(members.map(|(index, _)| {
            let answer = self.answers.get(index).copied().unwrap_or_default();
            (answer, self.assessment.top(index))
        }))
    }
}
