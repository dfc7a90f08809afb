use std::cmp::Ordering;
use std::sync::Arc;

use crate::assessment::Assessment;
use crate::results::answer::Answer;
use crate::results::assessment_result::AssessmentResult;

/// An answer with the ladder it was given on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LadderAnswer {
    pub answer: Answer,
    /// The labels at that time, lowest first.
    pub ladder: Arc<[String]>,
}

impl LadderAnswer {
    /// Creates an answer on the ladder of the category at `index`.
    pub fn new(assessment: &Assessment, index: usize, answer: Answer) -> Self {
        let ladder = assessment
            .ladder(index)
            .iter()
            .map(|rating| rating.name.clone())
            .collect();
        Self { answer, ladder }
    }

    /// The ladder length.
    pub fn of(&self) -> u8 {
        u8::try_from(self.ladder.len()).unwrap_or(u8::MAX)
    }

    /// The label of the current level, if rated.
    pub fn label(&self) -> Option<&str> {
        self.label_of(self.answer.current()?)
    }

    /// The label of the goal, if it is above the current level.
    pub fn goal(&self) -> Option<&str> {
        let desired = self.answer.desired().filter(|_| self.answer.gap() > 0)?;
        self.label_of(desired)
    }

    /// Returns the label of a 1-based level.
    pub fn label_of(&self, level: u8) -> Option<&str> {
        let step = usize::from(level).checked_sub(1)?;
        self.ladder.get(step).map(String::as_str)
    }

    /// The position of the current level, if rated.
    pub fn position(&self) -> Option<f64> {
        Some(level_position(self.answer.current()?, self.of()))
    }

    /// Returns the answers of a result, one per category.
    pub(crate) fn all(result: &AssessmentResult) -> Vec<Self> {
        let assessment = &result.assessment;
        let labels = |ratings: &[crate::assessment::Rating]| -> Arc<[String]> {
            ratings.iter().map(|rating| rating.name.clone()).collect()
        };
        let shared = labels(&assessment.ratings);
        let categories = assessment.categories.iter().enumerate();
        let cell = |(index, category): (usize, &crate::assessment::Category)| Self {
            answer: result.answers.get(index).copied().unwrap_or_default(),
            ladder: if category.ratings.is_empty() {
                Arc::clone(&shared)
            } else {
                labels(&category.ratings)
            },
        };
        categories.map(cell).collect()
    }
}

/// Returns the position of a level: `(level - 1) / (of - 1)`, 0 to 1.
pub(crate) fn level_position(level: u8, of: u8) -> f64 {
    f64::from(level.saturating_sub(1)) / f64::from(of.saturating_sub(1).max(1))
}

/// Compares the positions of two levels, each with its ladder length. Exact.
pub(crate) fn compare_positions(left: (u8, u8), right: (u8, u8)) -> Ordering {
    let (left, right) = on_one_scale(left, right);
    left.cmp(&right)
}

/// Returns two positions as integers on a common scale of length `(N - 1) * (M - 1)`.
pub(crate) fn on_one_scale(left: (u8, u8), right: (u8, u8)) -> (u32, u32) {
    let steps = |of: u8| u32::from(of.saturating_sub(1).max(1));
    let above = |level: u8| u32::from(level.saturating_sub(1));
    (
        above(left.0) * steps(right.1),
        above(right.0) * steps(left.1),
    )
}
