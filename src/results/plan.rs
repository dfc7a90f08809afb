use super::answer::Answer;
use super::assessment_result::AssessmentResult;

/// A level-up of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanStep {
    /// The index of the category in the assessment.
    pub index: usize,
    pub category: String,
    pub group: Option<String>,
    /// The current level.
    pub from: PlanLevel,
    /// The levels to reach, lowest first; the last is the goal. Never empty.
    pub levels: Vec<PlanLevel>,
    /// The note; empty if there is none.
    pub note: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLevel {
    /// 1-based.
    pub level: u8,
    pub label: String,
    /// The level text of the category, or the description of the rating.
    pub text: Option<String>,
}

impl PlanStep {
    /// The goal.
    pub fn to(&self) -> &PlanLevel {
        self.levels.last().unwrap_or(&self.from)
    }
}

/// Returns the level-ups of a result in the order of the assessment.
pub fn plan(result: &AssessmentResult) -> Vec<PlanStep> {
    let steps = result.answers.iter().enumerate();
    let steps = steps.filter(|(index, _)| *index < result.assessment.categories.len());
    steps
        .filter_map(|(index, answer)| step(result, index, *answer))
        .collect()
}

fn step(result: &AssessmentResult, index: usize, answer: Answer) -> Option<PlanStep> {
    let Answer::Rated { current, desired } = answer else {
        return None;
    };
    if desired <= current {
        return None;
    }
    let category = &result.assessment.categories[index];
    Some(PlanStep {
        index,
        category: category.name.clone(),
        group: category.group.clone(),
        from: level(result, index, current),
        levels: (current + 1..=desired)
            .map(|step| level(result, index, step))
            .collect(),
        note: result.notes.get(index).cloned().unwrap_or_default(),
    })
}

fn level(result: &AssessmentResult, index: usize, level: u8) -> PlanLevel {
    let assessment = &result.assessment;
    let rating = assessment
        .ladder(index)
        .get(usize::from(level).saturating_sub(1));
    let own = assessment.categories[index].level_text(level);
    let general = rating.and_then(|rating| rating.description.as_deref());
    PlanLevel {
        level,
        label: assessment
            .label(index, level)
            .map_or_else(|| level.to_string(), str::to_owned),
        text: own.or(general).map(str::to_owned),
    }
}
