use super::change::{Delta, GoalStatus};
use super::ladder_answer::LadderAnswer;
use crate::assessment::match_categories;
use crate::results::assessment_result::AssessmentResult;

/// What happened since the result before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SinceLast {
    /// One a category of the later result, in its order.
    pub categories: Vec<CategorySinceLast>,
    /// The names of the categories that the earlier result alone has, in its order.
    pub gone: Vec<String>,
}

/// What happened to one category since the result before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategorySinceLast {
    /// What was said then; none where the category is new.
    pub before: Option<LadderAnswer>,
    /// What became of it.
    pub delta: Delta,
    /// What became of the wish.
    pub wish: GoalStatus,
}

/// What happened from `before` to `now`.
pub fn since(before: &AssessmentResult, now: &AssessmentResult) -> SinceLast {
    let (old, new) = (LadderAnswer::all(before), LadderAnswer::all(now));
    let mut place_before = vec![None; new.len()];
    let mut gone = Vec::new();
    for places in match_categories(&[&now.assessment, &before.assessment]) {
        match places[..] {
            [Some(new), old] => place_before[new] = old,
            [None, Some(old)] => gone.push(old),
            _ => {}
        }
    }
    gone.sort_unstable();
    let category = |(now, before): (&LadderAnswer, Option<usize>)| {
        let before = before.and_then(|before| old.get(before));
        CategorySinceLast {
            before: before.cloned(),
            delta: Delta::between(before, Some(now)),
            wish: GoalStatus::between(before, Some(now)),
        }
    };
    let name = |old: usize| before.assessment.categories[old].name.clone();
    SinceLast {
        categories: new.iter().zip(place_before).map(category).collect(),
        gone: gone.into_iter().map(name).collect(),
    }
}
