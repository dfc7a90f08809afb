use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::answer::Answer;
use super::answers::{AnswerEntry, Answers};
use crate::assessment::Assessment;

/// Unsaved answers. A draft is stored after each change and removed when its result is saved.
///
/// Answers are stored by category key, and levels with their labels, so that a draft survives an
/// edit of the assessment: answers to removed categories stay in the draft until it is saved, and a
/// level is never read as a different one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The ID of the future result, so that saving twice makes one result.
    pub id: Uuid,
    /// The person's name as typed.
    pub name: String,
    pub slug: String,
    /// The time of the last change.
    pub changed_at: Timestamp,
    /// Category keys with their entries, in the order of the assessment.
    pub entries: Vec<(String, AnswerEntry)>,
    /// The labels of the levels, one per entry; `None` if not rated.
    pub said: Vec<Option<AnswerLabels>>,
    /// The key of the selected category.
    pub cursor: Option<String>,
}

/// The labels of an answer when it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerLabels {
    pub current: String,
    /// The label of the goal.
    pub desired: String,
    /// The ladder length.
    pub of: u8,
}

/// A draft adapted to the current version of the assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FittedDraft {
    pub answers: Answers,
    /// The number of categories that are unanswered again because their level no longer exists.
    pub reopened: usize,
    /// The entries of removed categories.
    pub removed: Vec<(String, AnswerEntry)>,
}

impl AnswerLabels {
    /// Returns the labels of an answer to the category at `index`.
    pub fn of(assessment: &Assessment, index: usize, answer: Answer) -> Option<Self> {
        let label = |level| assessment.label(index, level).map(str::to_owned);
        Some(Self {
            current: label(answer.current()?)?,
            desired: label(answer.desired()?)?,
            of: assessment.top(index),
        })
    }

    /// Returns the answer on the current ladder, by label; if a label no longer exists, by level,
    /// provided the ladder length is the same.
    fn on(&self, assessment: &Assessment, index: usize, was: Answer) -> Option<Answer> {
        let Answer::Rated { current, desired } = was else {
            return Some(was);
        };
        let ladder = assessment.ladder(index);
        let by_place = |level: u8| (self.of == assessment.top(index)).then_some(level);
        let find = |label: &str, level: u8| {
            let at = ladder.iter().position(|rating| rating.name == label);
            at.and_then(|at| u8::try_from(at + 1).ok())
                .or_else(|| by_place(level))
        };
        let now = find(&self.current, current)?;
        let gap = desired.saturating_sub(current);
        let wish = find(&self.desired, desired).filter(|wish| *wish >= now);
        let wish = wish.unwrap_or(now.saturating_add(gap).min(assessment.top(index)));
        Some(Answer::Rated {
            current: now,
            desired: wish,
        })
    }
}

impl Draft {
    /// Adapts the draft to `assessment`. Keys of earlier versions are recognized.
    pub fn fitted(&self, assessment: &Assessment) -> FittedDraft {
        let mut fitted = FittedDraft {
            answers: Answers::blank(assessment),
            reopened: 0,
            removed: Vec::new(),
        };
        let said = self
            .said
            .iter()
            .map(Option::as_ref)
            .chain(std::iter::repeat(None));
        for ((key, entry), said) in self.entries.iter().zip(said) {
            let Some(index) = assessment.position_or_formerly(key) else {
                fitted.removed.push((key.clone(), entry.clone()));
                continue;
            };
            let answer = match (entry.answer, said) {
                (was @ Answer::Rated { .. }, said) => {
                    said.and_then(|said| said.on(assessment, index, was))
                }
                (other, _) => Some(other),
            };
            let mut entry = entry.clone();
            entry.answer = answer.unwrap_or_default();
            fitted.reopened += usize::from(answer.is_none());
            fitted.answers.entries[index] = entry;
        }
        fitted
    }

    /// Whether the drafts differ at most in time and selected category, so that overwriting one
    /// with the other loses no answer.
    pub fn has_same_answers(&self, other: &Self) -> bool {
        (self.id, &self.name, &self.slug, &self.entries, &self.said)
            == (
                other.id,
                &other.name,
                &other.slug,
                &other.entries,
                &other.said,
            )
    }

    /// Returns the number of answered categories.
    pub fn answered(&self) -> usize {
        let answered = |(_, entry): &&(String, AnswerEntry)| entry.answer.is_answered();
        self.entries.iter().filter(answered).count()
    }
}

/// The outcome of a change to a draft that another window may also have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftOutcome {
    Done,
    /// The draft was not changed: the store has this one instead, which the caller has not seen.
    /// The caller's answers are saved as a separate draft with its own ID.
    Differs(Box<Draft>),
    /// Nothing was changed: the draft that the caller has seen no longer exists, because it was
    /// saved as a result or discarded. The caller's answers are saved as a separate draft with its
    /// own ID.
    Gone,
}

/// The place of a draft in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DraftPlace {
    /// The draft of a person for an assessment.
    Main,
    /// A separate draft, stored by its ID, for answers that another window's draft would otherwise
    /// replace.
    Aside,
}
