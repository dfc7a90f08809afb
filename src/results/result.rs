use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

use super::{Answer, Scores};
use crate::assessment::Assessment;

/// What one person said on one day, frozen together with the wording it was answered under.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AssessmentResult {
    /// UUID version 7.
    pub id: Uuid,
    /// The person, 1 to 200 characters, trimmed.
    pub name: String,
    /// When it was saved; whole milliseconds, UTC.
    pub taken_at: Timestamp,
    /// The assessment as it was on that day; its slug and version are the result's.
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

    /// The figures of the categories of one group. Its mean exists where all of the group's
    /// categories share one number of ratings, whatever the others have.
    pub fn group_scores(&self, group: &str) -> Scores {
        let assessment = &self.assessment;
        let members: Vec<usize> = (0..assessment.categories.len())
            .filter(|index| assessment.categories[*index].group.as_deref() == Some(group))
            .collect();
        let mut tops = members.iter().map(|index| assessment.top(*index));
        let first = tops.next();
        let shared = first.filter(|first| *first > 0 && tops.all(|top| top == *first));
        let answers = members.iter();
        let answers = answers.map(|index| self.answers.get(*index).copied().unwrap_or_default());
        Scores::over(shared, answers)
    }
}
