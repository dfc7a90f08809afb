use jiff::Timestamp;
use uuid::Uuid;

use super::{Answers, Entry};
use crate::assessment::Assessment;

/// Answers on their way to a result: kept at every change, gone when the result is saved.
///
/// The answers are kept by category key, not by place, so that a draft survives an edit of the
/// assessment's file: what has no category any more is kept until the draft is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The id that the result will have. Made when the draft begins, so that saving twice is
    /// saving once.
    pub id: Uuid,
    /// Whose draft it is, as typed.
    pub name: String,
    /// The assessment's slug.
    pub slug: String,
    /// The last change.
    pub changed_at: Timestamp,
    /// Category keys and what was said about them, in the assessment's order.
    pub entries: Vec<(String, Entry)>,
    /// The key of the category under the cursor.
    pub cursor: Option<String>,
}

impl Draft {
    /// The answers as they fit `assessment`, keys of earlier versions included.
    pub fn answers(&self, assessment: &Assessment) -> Answers {
        let mut answers = Answers::blank(assessment);
        for (key, entry) in &self.entries {
            if let Some(index) = assessment.position_or_formerly(key) {
                answers.entries[index] = entry.fitted(assessment.top(index));
            }
        }
        answers
    }

    /// Whether the other is the same draft with the same answers, whatever the time and the
    /// cursor: to write one over the other loses nothing.
    pub fn says_the_same(&self, other: &Self) -> bool {
        (self.id, &self.name, &self.slug, &self.entries)
            == (other.id, &other.name, &other.slug, &other.entries)
    }

    /// How many categories are answered.
    pub fn answered(&self) -> usize {
        self.entries
            .iter()
            .filter(|(_, entry)| entry.answer.is_answered())
            .count()
    }
}

impl Entry {
    /// The entry on a ladder of `top` levels, in case the ladder has become shorter.
    fn fitted(&self, top: u8) -> Self {
        let mut entry = self.clone();
        if let super::Answer::Rated { current, desired } = entry.answer {
            let current = current.clamp(1, top.max(1));
            let desired = desired.clamp(current, top.max(current));
            entry.answer = super::Answer::Rated { current, desired };
        }
        entry
    }
}
