use super::change::{Delta, GoalStatus};
use super::ladder_answer::LadderAnswer;
use super::{Comparison, ResultHead, compare};
use crate::results::assessment_result::AssessmentResult;
use crate::results::person::person_key;
use crate::results::storage::SharedName;

/// One person's results of one assessment over time.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonHistory {
    /// The person, as the newest result spells the name.
    pub name: String,
    /// The assessment's slug.
    pub slug: String,
    /// The assessment's name, as the newest result has it.
    pub assessment: String,
    /// The results, oldest first. Never empty.
    pub results: Vec<ResultHead>,
    /// The categories, lined up across versions.
    pub categories: Vec<CategoryHistory>,
    /// The logins that saved results under the name, if there are several; otherwise empty.
    pub logins: Vec<String>,
}

impl PersonHistory {
    /// Adds the logins of the person's name, if it is one of these.
    #[must_use]
    pub fn with_shared(mut self, shared: &[SharedName]) -> Self {
        let person = person_key(&self.name);
        if let Some(name) = shared.iter().find(|name| name.person == person) {
            self.logins.clone_from(&name.logins);
        }
        self
    }
}

/// One category over time.
#[derive(Debug, Clone, PartialEq)]
pub struct CategoryHistory {
    /// The key, as the newest of the results that have it knows it.
    pub key: String,
    /// The name there.
    pub name: String,
    /// The group there.
    pub group: Option<String>,
    /// One cell a result, oldest first; none where the version did not have the category.
    pub cells: Vec<Option<LadderAnswer>>,
}

impl CategoryHistory {
    /// The first level, and the number of its result.
    pub fn first(&self) -> Option<(usize, &LadderAnswer)> {
        self.rated().next()
    }

    /// The last level, and the number of its result.
    pub fn last(&self) -> Option<(usize, &LadderAnswer)> {
        self.rated().next_back()
    }

    /// The cells with a level, and the numbers of their results.
    pub fn rated(&self) -> impl DoubleEndedIterator<Item = (usize, &LadderAnswer)> {
        let cells = self.cells.iter().enumerate();
        let cells = cells.filter_map(|(at, cell)| Some((at, cell.as_ref()?)));
        cells.filter(|(_, cell)| cell.answer.current().is_some())
    }

    /// Where the level stood at each result, 0 to 1; none where there was no level.
    pub fn positions(&self) -> Vec<Option<f64>> {
        let position = |cell: &Option<LadderAnswer>| cell.as_ref().and_then(LadderAnswer::position);
        self.cells.iter().map(position).collect()
    }

    /// What became of the first level in the last.
    pub fn delta(&self) -> Delta {
        let cell = |found: Option<(usize, &LadderAnswer)>| found.map(|(_, cell)| cell.clone());
        Delta::between(cell(self.first()).as_ref(), cell(self.last()).as_ref())
    }

    /// What became of the wish of the result before the newest one.
    pub fn wish(&self) -> GoalStatus {
        let mut back = self.cells.iter().rev();
        let now = back.next().and_then(Option::as_ref);
        GoalStatus::between(back.next().and_then(Option::as_ref), now)
    }
}

/// The history of these results, which are one person's and of one assessment, in any order. None
/// where there are none.
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
