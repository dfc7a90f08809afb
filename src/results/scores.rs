use serde::{Deserialize, Serialize};

use super::answer::Answer;
use crate::assessment::Assessment;

/// The scores of a set of answers. Unknown, not applicable, and unanswered categories are excluded
/// from the mean and counted separately.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Scores {
    /// All categories.
    pub categories: usize,
    /// Rated categories.
    pub rated: usize,
    pub unknown: usize,
    pub not_applicable: usize,
    pub unanswered: usize,
    /// Categories with a goal above the current level.
    pub level_ups: usize,
    /// The sum of all gaps.
    pub gap: usize,
    /// `None` if there is no rated category or the ladders differ in length.
    pub mean: Option<Mean>,
}

/// The mean of the current levels of the rated categories. It exists only if their ladders have the
/// same length.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Mean {
    pub sum: u32,
    /// The number of rated categories.
    pub rated: u32,
    /// The common ladder length.
    pub of: u8,
}

impl Mean {
    /// Returns the mean, 1.0 to `of`.
    pub fn value(self) -> f64 {
        f64::from(self.sum) / f64::from(self.rated)
    }

    /// Returns the mean with one decimal, such as "2.4". Halves are rounded up: 1.25 to 1.3.
    pub fn rounded(self) -> String {
        let (sum, rated) = (u64::from(self.sum), u64::from(self.rated.max(1)));
        let tenths = (20 * sum + rated) / (2 * rated);
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

impl Scores {
    /// Returns the scores of `answers`, one per category.
    pub fn of(assessment: &Assessment, answers: &[Answer]) -> Self {
        let answers = answers.iter().copied().enumerate();
        Self::over(answers.map(|(index, answer)| (answer, assessment.top(index))))
    }

    /// Returns the scores of answers, each with its ladder length.
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
