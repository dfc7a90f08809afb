use super::change::{Delta, GoalStatus};
use super::ladder_answer::LadderAnswer;
use crate::assessment::{Assessment, match_categories};
use crate::results::answer::Answer;
use crate::results::assessment_result::AssessmentResult;

/// The changes since the previous result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SinceLast {
    /// One per category of the later result.
    pub categories: Vec<CategorySinceLast>,
    /// The names of the categories that only the earlier result has.
    pub removed: Vec<String>,
}

/// The change of a category since the previous result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategorySinceLast {
    /// The previous answer; `None` if the category is new.
    pub before: Option<LadderAnswer>,
    pub delta: Delta,
    /// The outcome of the goal.
    pub goal_status: GoalStatus,
}

/// Returns the changes from `before` to `now`.
pub fn change_since(before: &AssessmentResult, now: &AssessmentResult) -> SinceLast {
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
            goal_status: GoalStatus::between(before, Some(now)),
        }
    };
    let name = |old: usize| before.assessment.categories[old].name.clone();
    SinceLast {
        categories: new.iter().zip(place_before).map(category).collect(),
        removed: gone.into_iter().map(name).collect(),
    }
}

/// The previous answer to a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviousAnswer {
    /// The answer on the current ladder; `None` if that has no such level. Never unanswered.
    pub answer: Option<Answer>,
    /// The answer on the ladder at that time.
    pub was: LadderAnswer,
}

/// Returns the previous answer to each category of the current assessment; `None` if there was no
/// such category or no answer.
pub fn previous(last: &AssessmentResult, today: &Assessment) -> Vec<Option<PreviousAnswer>> {
    let cells = LadderAnswer::all(last);
    let mut found = vec![None; today.categories.len()];
    for places in match_categories(&[today, &last.assessment]) {
        let [Some(now), Some(then)] = places[..] else {
            continue;
        };
        let was = cells.get(then).filter(|cell| cell.answer.is_answered());
        found[now] = was.map(|was| PreviousAnswer {
            answer: on_ladder(was, today, now),
            was: was.clone(),
        });
    }
    found
}

/// Returns the answer on the current ladder. The level stays if the ladder length is the same and
/// no label has moved; otherwise, the label decides.
fn on_ladder(was: &LadderAnswer, today: &Assessment, index: usize) -> Option<Answer> {
    let Answer::Rated { current, desired } = was.answer else {
        return Some(was.answer);
    };
    let ladder = today.ladder(index);
    let place = |label: &str| ladder.iter().position(|rating| rating.name == label);
    let mut labels = was.ladder.iter().enumerate();
    let stayed = labels.all(|(at, label)| place(label).is_none_or(|now| now == at));
    let level = |level: u8| {
        if stayed && ladder.len() == was.ladder.len() {
            return Some(level);
        }
        u8::try_from(place(was.label_of(level)?)? + 1).ok()
    };
    let current = level(current)?;
    let desired = level(desired).unwrap_or(current).max(current);
    Some(Answer::Rated { current, desired })
}
