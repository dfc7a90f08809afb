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
pub use previous_result::{previous, since};
use uuid::Uuid;

use crate::assessment::{Assessment, Category, match_categories};
use crate::results::assessment_result::AssessmentResult;
use crate::results::scores::Scores;

/// Results side by side: categories down, results across.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The results, in the order in which they were given.
    pub results: Vec<ResultHead>,
    /// The categories: the newest result's in its order, the others between them.
    pub rows: Vec<ComparedCategory>,
}

/// What stands above a column: a result without its answers.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultHead {
    /// The result's id.
    pub id: Uuid,
    /// The person.
    pub name: String,
    /// The assessment's slug.
    pub slug: String,
    /// The assessment's name as it was then.
    pub assessment: String,
    /// The assessment's version.
    pub version: String,
    /// When it was saved.
    pub taken_at: Timestamp,
    /// Its figures.
    pub scores: Scores,
}

/// A category through several results.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedCategory {
    /// The key, as the newest of the results that have it knows it.
    pub key: String,
    /// The name there.
    pub name: String,
    /// The group there.
    pub group: Option<String>,
    /// One cell a result; none where the result's version does not have the category.
    pub cells: Vec<Option<LadderAnswer>>,
    /// What became of each cell in the one after it: one less than there are cells.
    pub changes: Vec<Delta>,
}

impl Comparison {
    /// Whether a change somewhere had to be measured by position.
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

/// Puts results side by side, in the order given.
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

/// The rows with those of one group drawn together, where the first of them stands.
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

/// The versions that some results were answered under, each once, the newest first.
struct Versions<'a> {
    assessments: Vec<&'a Assessment>,
    /// The version of each result.
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
        // A row is made for a category that one of the versions has.
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
