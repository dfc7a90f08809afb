mod change;
mod ladder_answer;
mod person_history;
mod previous_result;

use std::collections::HashMap;

pub use change::{Delta, GoalStatus, LevelChange};
use jiff::Timestamp;
pub(crate) use ladder_answer::{LadderAnswer, compare_positions, level_position};
pub use person_history::history;
pub(crate) use person_history::{CategoryHistory, PersonHistory};
pub(crate) use previous_result::{PreviousAnswer, SinceLast};
pub use previous_result::{change_since, previous};
use uuid::Uuid;

use crate::assessment::{Assessment, Category, match_categories};
use crate::results::assessment_result::AssessmentResult;
use crate::results::scores::Scores;

/// A comparison of results: one row per category, one column per result.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The results in the given order.
    pub results: Vec<ResultHead>,
    /// The categories in the order of the latest result, with the others in between.
    pub rows: Vec<ComparedCategory>,
}

/// A result without its answers.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultHead {
    pub id: Uuid,
    pub name: String,
    pub slug: String,
    /// The assessment's name at that time.
    pub assessment: String,
    pub version: String,
    pub taken_at: Timestamp,
    pub scores: Scores,
}

/// A category in several results.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedCategory {
    /// The key in the latest result that has the category.
    pub key: String,
    pub name: String,
    pub group: Option<String>,
    /// One answer per result; `None` if its version does not have the category.
    pub cells: Vec<Option<LadderAnswer>>,
    /// The changes between neighboring answers.
    pub changes: Vec<Delta>,
}

impl Comparison {
    /// Whether a change was measured by position.
    pub fn has_mixed_ladders(&self) -> bool {
        let mut changes = self.rows.iter().flat_map(|row| &row.changes);
        changes.any(|delta| delta.by_position)
    }

    /// Whether the results are of more than one assessment.
    pub fn has_several_assessments(&self) -> bool {
        self.results.windows(2).any(|pair| match pair {
            [left, right] => left.slug != right.slug,
            _ => false,
        })
    }
}

impl From<&AssessmentResult> for ResultHead {
    fn from(result: &AssessmentResult) -> Self {
        Self {
            id: result.id,
            name: result.name.clone(),
            slug: result.assessment.slug.clone(),
            assessment: result.assessment.name.clone(),
            version: result.assessment.version.clone(),
            taken_at: result.taken_at,
            scores: result.scores(),
        }
    }
}

/// Compares results in the given order.
pub fn compare(results: &[&AssessmentResult]) -> Comparison {
    let cells: Vec<_> = results
        .iter()
        .map(|result| LadderAnswer::all(result))
        .collect();
    let versions = Versions::of(results);
    let rows = match_categories(&versions.assessments);
    let row = |places: Vec<Option<usize>>| {
        let category = versions.newest_category(&places);
        let row = versions.of_result.iter().zip(&cells);
        let row: Vec<_> = row
            .map(|(version, cells)| cells.get(places[*version]?).cloned())
            .collect();
        ComparedCategory {
            key: category.key.clone(),
            name: category.name.clone(),
            group: category.group.clone(),
            changes: changes(&row),
            cells: row,
        }
    };
    Comparison {
        results: results.iter().map(|result| (*result).into()).collect(),
        rows: together(rows.into_iter().map(row)),
    }
}

/// Moves the rows of a group to its first one.
fn together(rows: impl Iterator<Item = ComparedCategory>) -> Vec<ComparedCategory> {
    let mut groups: Vec<Vec<ComparedCategory>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for row in rows {
        let place = row
            .group
            .clone()
            .map(|group| *places.entry(group).or_insert(groups.len()));
        match place.and_then(|place| groups.get_mut(place)) {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    groups.into_iter().flatten().collect()
}

fn changes(cells: &[Option<LadderAnswer>]) -> Vec<Delta> {
    let pairs = cells.iter().zip(cells.iter().skip(1));
    pairs
        .map(|(before, now)| Delta::between(before.as_ref(), now.as_ref()))
        .collect()
}

/// The different versions of the results, latest first.
struct Versions<'a> {
    assessments: Vec<&'a Assessment>,
    /// The index of each result's version.
    of_result: Vec<usize>,
}

impl<'a> Versions<'a> {
    fn of(results: &[&'a AssessmentResult]) -> Self {
        let mut order: Vec<_> = (0..results.len()).collect();
        order.sort_by_key(|at| std::cmp::Reverse((results[*at].taken_at, results[*at].id)));
        let mut known = HashMap::new();
        let mut assessments: Vec<&Assessment> = Vec::new();
        let mut of_result = vec![0; results.len()];
        for at in order {
            let assessment: &'a Assessment = &results[at].assessment;
            let categories = assessment.categories.iter();
            let identity: Vec<_> = categories.map(|c| (&c.key, &c.name, &c.formerly)).collect();
            of_result[at] = *known.entry(identity).or_insert_with(|| {
                assessments.push(assessment);
                assessments.len() - 1
            });
        }
        Self {
            assessments,
            of_result,
        }
    }

    fn newest_category(&self, places: &[Option<usize>]) -> &'a Category {
        let mut found = self.assessments.iter().zip(places);
        let found = found.find_map(|(assessment, place)| assessment.categories.get((*place)?));
        // Each row has a category in at least one version.
        found.unwrap_or(&NOTHING)
    }
}

static NOTHING: Category = Category {
    key: String::new(),
    name: String::new(),
    group: None,
    description: None,
    levels: Vec::new(),
    ratings: Vec::new(),
    formerly: Vec::new(),
};
