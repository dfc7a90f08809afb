use super::change::{Delta, GoalStatus};
use super::ladder_answer::LadderAnswer;
use super::{Comparison, ResultHead, compare};
use crate::results::assessment_result::AssessmentResult;
use crate::results::person::person_key;
use crate::results::storage::SharedName;

/// The results of a person for an assessment over time.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonHistory {
    /// The spelling of the latest result.
    pub name: String,
    pub slug: String,
    /// The name in the latest result.
    pub assessment: String,
    /// Oldest first. Never empty.
    pub results: Vec<ResultHead>,
    /// The categories, matched across versions.
    pub categories: Vec<CategoryHistory>,
    /// The logins that saved results under the name, if there are several; otherwise empty.
    pub logins: Vec<String>,
}

impl PersonHistory {
    /// Adds the logins of the person if the name is shared.
    #[must_use]
    pub fn with_shared(mut self, shared: &[SharedName]) -> Self {
        let person = person_key(&self.name);
        if let Some(name) = shared.iter().find(|name| name.person == person) {
            self.logins.clone_from(&name.logins);
        }
        self
    }
}

/// A category over time.
#[derive(Debug, Clone, PartialEq)]
pub struct CategoryHistory {
    /// The key in the latest result that has the category.
    pub key: String,
    pub name: String,
    pub group: Option<String>,
    /// One answer per result, oldest first; `None` if its version does not have the category.
    pub cells: Vec<Option<LadderAnswer>>,
}

impl CategoryHistory {
    /// The first level and the index of its result.
    pub fn first(&self) -> Option<(usize, &LadderAnswer)> {
        self.rated().next()
    }

    /// The last level and the index of its result.
    pub fn last(&self) -> Option<(usize, &LadderAnswer)> {
        self.rated().next_back()
    }

    /// The rated answers and the indexes of their results.
    pub fn rated(&self) -> impl DoubleEndedIterator<Item = (usize, &LadderAnswer)> {
        let cells = self.cells.iter().enumerate();
        let cells = cells.filter_map(|(at, cell)| Some((at, cell.as_ref()?)));
        cells.filter(|(_, cell)| cell.answer.current().is_some())
    }

    /// The position in each result; `None` if not rated.
    pub fn positions(&self) -> Vec<Option<f64>> {
        let position = |cell: &Option<LadderAnswer>| cell.as_ref().and_then(LadderAnswer::position);
        self.cells.iter().map(position).collect()
    }

    /// The change from the first to the last level.
    pub fn delta(&self) -> Delta {
        let cell = |found: Option<(usize, &LadderAnswer)>| found.map(|(_, cell)| cell.clone());
        Delta::between(cell(self.first()).as_ref(), cell(self.last()).as_ref())
    }

    /// The outcome of the goal of the previous result.
    pub fn goal_status(&self) -> GoalStatus {
        let mut back = self.cells.iter().rev();
        let now = back.next().and_then(Option::as_ref);
        GoalStatus::between(back.next().and_then(Option::as_ref), now)
    }
}

/// Creates the history from a person's results for an assessment, in any order. `None` if there are
/// none.
pub fn history(results: &[&AssessmentResult]) -> Option<PersonHistory> {
    let mut results = results.to_vec();
    results.sort_by_key(|result| (result.taken_at, result.id));
    let newest = *results.last()?;
    let Comparison { results, rows } = compare(&results);
    let categories = rows.into_iter().map(|row| CategoryHistory {
        key: row.key,
        name: row.name,
        group: row.group,
        cells: row.cells,
    });
    Some(PersonHistory {
        name: newest.name.clone(),
        slug: newest.assessment.slug.clone(),
        assessment: newest.assessment.name.clone(),
        results,
        categories: categories.collect(),
        logins: Vec::new(),
    })
}
