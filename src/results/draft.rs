use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::answer::Answer;
use super::answers::{AnswerEntry, Answers};
use crate::assessment::Assessment;

/// Answers on their way to a result: kept at every change, gone when the result is saved.
///
/// The answers are kept by category key, not by place, and levels with their labels, so that a
/// draft survives an edit of the assessment's file: what has no category any more is kept until
/// the draft is saved, and no level is read as another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    pub entries: Vec<(String, AnswerEntry)>,
    /// The levels of the entries in words, one an entry; none where nothing is rated.
    pub said: Vec<Option<AnswerLabels>>,
    /// The key of the category under the cursor.
    pub cursor: Option<String>,
}

/// A level as it was called when it was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerLabels {
    /// The label of the current level.
    pub current: String,
    /// The label of the wanted level.
    pub desired: String,
    /// How many ratings the ladder had.
    pub of: u8,
}

/// A draft on the assessment as its file is today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FittedDraft {
    /// The answers that fit.
    pub answers: Answers,
    /// How many levels exist no more: those categories are open again.
    pub reopened: usize,
    /// What was said about categories that are no more.
    pub gone: Vec<(String, AnswerEntry)>,
}

impl AnswerLabels {
    /// What the answer to the category at `index` is called.
    pub fn of(assessment: &Assessment, index: usize, answer: Answer) -> Option<Self> {
        let label = |level| assessment.label(index, level).map(str::to_owned);
        Some(Self {
            current: label(answer.current()?)?,
            desired: label(answer.desired()?)?,
            of: assessment.top(index),
        })
    }

    /// The answer on today's ladder, by label; where a label is gone, by place, as long as the
    /// ladder has as many steps as it had.
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
    /// The answers as they fit `assessment`, keys of earlier versions included.
    pub fn fitted(&self, assessment: &Assessment) -> FittedDraft {
        let mut fitted = FittedDraft {
            answers: Answers::blank(assessment),
            reopened: 0,
            gone: Vec::new(),
        };
        let said = self
            .said
            .iter()
            .map(Option::as_ref)
            .chain(std::iter::repeat(None));
        for ((key, entry), said) in self.entries.iter().zip(said) {
            let Some(index) = assessment.position_or_formerly(key) else {
                fitted.gone.push((key.clone(), entry.clone()));
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

    /// Whether the other is the same draft with the same answers, whatever the time and the
    /// cursor: to write one over the other loses nothing.
    pub fn says_the_same(&self, other: &Self) -> bool {
        (self.id, &self.name, &self.slug, &self.entries, &self.said)
            == (
                other.id,
                &other.name,
                &other.slug,
                &other.entries,
                &other.said,
            )
    }

    /// How many categories are answered.
    pub fn answered(&self) -> usize {
        let answered = |(_, entry): &&(String, AnswerEntry)| entry.answer.is_answered();
        self.entries.iter().filter(answered).count()
    }
}

/// What became of a change to a draft that another window may have changed meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftOutcome {
    /// It is done.
    Done,
    /// Nothing of the draft was changed: in its place is this one, which the caller has not seen.
    /// The caller's answers are safe under an id of their own, aside.
    Differs(Box<Draft>),
    /// Nothing was changed: the draft that the caller has seen is no longer there. It was handed
    /// in or thrown away. The caller's answers are safe under an id of their own.
    Gone,
}

/// Where a draft is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DraftPlace {
    /// The one place that a person has for an assessment.
    Main,
    /// Beside it, under the draft's own id: any number of drafts. For answers whose place was
    /// taken by another window.
    Aside,
}
