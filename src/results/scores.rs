use serde::{Deserialize, Serialize};

use super::answer::Answer;
use crate::assessment::Assessment;

/// The figures of a set of answers. Unknown, not applicable and unanswered are in no mean; each
/// has its own count.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Scores {
    /// All categories: the denominator that is shown with a mean.
    pub categories: usize,
    /// Categories with a level.
    pub rated: usize,
    /// Categories answered with "don't know".
    pub unknown: usize,
    /// Categories that do not apply.
    pub not_applicable: usize,
    /// Categories without an answer.
    pub unanswered: usize,
    /// Categories where more than the current level is wanted.
    pub level_ups: usize,
    /// The sum of all gaps, `desired - current`.
    pub gap: usize,
    /// The mean of the current levels, where there is one.
    pub mean: Option<Mean>,
}

/// *Mean level*: the mean of the current levels over rated categories. It exists only where all of
/// these share one number of ratings, and there is at least one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Mean {
    /// The sum of the current levels.
    pub sum: u32,
    /// How many were rated: what the sum is divided by.
    pub rated: u32,
    /// The number of ratings that all rated categories share.
    pub of: u8,
}

impl Mean {
    /// The mean, 1.0 to `of`.
    pub fn value(self) -> f64 {
        f64::from(self.sum) / f64::from(self.rated)
    }

    /// The mean with one decimal, such as "2.4". Halves are rounded up: 1.25 to 1.3.
    pub fn rounded(self) -> String {
        let (sum, rated) = (u64::from(self.sum), u64::from(self.rated.max(1)));
        let tenths = (20 * sum + rated) / (2 * rated);
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

impl Scores {
    /// The figures of `answers`, one a category of `assessment`.
    pub fn of(assessment: &Assessment, answers: &[Answer]) -> Self {
        let answers = answers.iter().copied().enumerate();
        Self::over(answers.map(|(index, answer)| (answer, assessment.top(index))))
    }

    /// The figures of some answers, each with the number of ratings of its category.
    pub fn over(answers: impl Iterator<Item = (Answer, u8)>) -> Self {
        let mut scores = Self::default();
        let mut sum = 0;
        let mut shared: Option<u8> = None;
        let mut mixed = false;
        for (answer, top) in answers {
            scores.count(answer);
            if let Some(level) = answer.current() {
                sum += u32::from(level);
                mixed |= *shared.get_or_insert(top) != top;
            }
        }
        let rated = u32::try_from(scores.rated).unwrap_or(u32::MAX);
        let shared = shared.filter(|_| !mixed);
        scores.mean = shared.map(|of| Mean { sum, rated, of });
        scores
    }

    fn count(&mut self, answer: Answer) {
        self.categories += 1;
        match answer {
            Answer::Unanswered => self.unanswered += 1,
            Answer::Unknown => self.unknown += 1,
            Answer::NotApplicable => self.not_applicable += 1,
            Answer::Rated { .. } => self.rated += 1,
        }
        self.level_ups += usize::from(answer.gap() > 0);
        self.gap += usize::from(answer.gap());
    }
}
