use super::change::{Delta, Wish};
use super::ladder_answer::Cell;
use crate::assessment::lineup;
use crate::results::assessment_result::AssessmentResult;

/// What happened since the result before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// One a category of the later result, in its order.
    pub categories: Vec<CategorySince>,
    /// The names of the categories that the earlier result alone has, in its order.
    pub gone: Vec<String>,
}

/// What happened to one category since the result before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategorySince {
    /// What was said then; none where the category is new.
    pub before: Option<Cell>,
    /// What became of it.
    pub delta: Delta,
    /// What became of the wish.
    pub wish: Wish,
}

/// What happened from `before` to `now`.
pub fn since(before: &AssessmentResult, now: &AssessmentResult) -> Since {
    let (old, new) = (Cell::all(before), Cell::all(now));
    let mut place_before = vec![None; new.len()];
    let mut gone = Vec::new();
    for places in lineup(&[&now.assessment, &before.assessment]) {
        match places[..] {
            [Some(new), old] => place_before[new] = old,
            [None, Some(old)] => gone.push(old),
            _ => {}
        }
    }
    gone.sort_unstable();
    let category = |(now, before): (&Cell, Option<usize>)| {
        let before = before.and_then(|before| old.get(before));
        CategorySince {
            before: before.cloned(),
            delta: Delta::between(before, Some(now)),
            wish: Wish::between(before, Some(now)),
        }
    };
    let name = |old: usize| before.assessment.categories[old].name.clone();
    Since {
        categories: new.iter().zip(place_before).map(category).collect(),
        gone: gone.into_iter().map(name).collect(),
    }
}
