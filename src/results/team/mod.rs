mod anonymous;
mod help_offer;

use std::collections::HashMap;
use std::sync::Arc;

pub(crate) use help_offer::{HELPERS_MOST, HelpOffer};
use jiff::Timestamp;
use uuid::Uuid;

use crate::results::answer::Answer;
use crate::results::assessment_result::AssessmentResult;
use crate::results::comparison::{ComparedCategory, LadderAnswer, compare};
use crate::results::person::person_key;
use crate::results::scores::Scores;
use crate::results::storage::SharedName;

/// The latest result of each person for an assessment.
#[derive(Debug, Clone, PartialEq)]
pub struct Team {
    pub slug: String,
    /// The name in the latest result.
    pub assessment: String,
    /// The people by name; if anonymous, in random order. Never empty.
    pub people: Vec<Member>,
    /// The categories, matched across versions.
    pub categories: Vec<TeamCategory>,
    /// Whether the names are removed.
    pub anonymous: bool,
}

/// A person of a team, with the latest result.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub name: String,
    /// The ID of the result; `None` if anonymous.
    pub id: Option<Uuid>,
    /// When it was saved; only the date if anonymous.
    pub taken_at: Timestamp,
    /// Full days since then.
    pub days: u32,
    pub scores: Scores,
    /// The logins that saved results under this name, if there are several; otherwise empty.
    pub logins: Vec<String>,
}

/// A category of a team.
#[derive(Debug, Clone, PartialEq)]
pub struct TeamCategory {
    /// The key in the latest result that has the category.
    pub key: String,
    pub name: String,
    pub group: Option<String>,
    /// The ladder in that result, lowest first.
    pub ladder: Arc<[String]>,
    /// One answer per person; `None` if the version of the result does not have the category.
    pub cells: Vec<Option<LadderAnswer>>,
    /// The number of people per level, lowest first.
    pub distribution: Vec<usize>,
    /// The number of levels on a different ladder, which are not in `distribution`.
    pub other_ladder: usize,
    pub unknown: usize,
    pub not_applicable: usize,
    /// Includes people whose version does not have the category.
    pub unanswered: usize,
    pub level_ups: usize,
    /// The sum of all gaps.
    pub gap: usize,
}

/// Creates the team from results of an assessment in any order. `None` if there are none.
pub fn team(results: &[&AssessmentResult], now: Timestamp) -> Option<Team> {
    let results = newest_of_each(results);
    let newest = results.iter().max_by_key(|r| (r.taken_at, r.id))?;
    let ladders = compare(&results);
    let category = |row: ComparedCategory| TeamCategory::new(row, &results);
    Some(Team {
        slug: newest.assessment.slug.clone(),
        assessment: newest.assessment.name.clone(),
        people: results.iter().map(|result| member(result, now)).collect(),
        categories: ladders.rows.into_iter().map(category).collect(),
        anonymous: false,
    })
}

impl Team {
    /// Adds the logins of shared names.
    #[must_use]
    pub fn with_shared(mut self, shared: &[SharedName]) -> Self {
        let logins: HashMap<&str, &Vec<String>> = shared
            .iter()
            .map(|name| (name.person.as_str(), &name.logins))
            .collect();
        if logins.is_empty() {
            return self;
        }
        for member in &mut self.people {
            if let Some(logins) = logins.get(person_key(&member.name).as_str()) {
                member.logins.clone_from(logins);
            }
        }
        self
    }

    /// Returns the categories with level-ups: first those with the most level-ups, then those with
    /// the largest gap.
    pub fn gaps(&self) -> Vec<&TeamCategory> {
        let mut gaps: Vec<_> = self.categories.iter().filter(|c| c.level_ups > 0).collect();
        gaps.sort_by_key(|category| std::cmp::Reverse((category.level_ups, category.gap)));
        gaps
    }

    /// Returns the people, oldest result first.
    pub fn longest_ago(&self) -> Vec<&Member> {
        let mut people: Vec<_> = self.people.iter().collect();
        people.sort_by_key(|member| member.taken_at);
        people
    }
}

impl TeamCategory {
    fn new(row: ComparedCategory, results: &[&AssessmentResult]) -> Self {
        let cells = row.cells.iter().zip(results);
        let newest = cells.filter_map(|(cell, result)| Some((cell.as_ref()?, result)));
        let newest = newest.max_by_key(|(_, result)| (result.taken_at, result.id));
        let ladder = newest.map(|(cell, _)| Arc::clone(&cell.ladder));
        let mut category = Self {
            key: row.key,
            name: row.name,
            group: row.group,
            distribution: vec![0; ladder.as_ref().map_or(0, |ladder| ladder.len())],
            ladder: ladder.unwrap_or_default(),
            cells: row.cells,
            other_ladder: 0,
            unknown: 0,
            not_applicable: 0,
            unanswered: 0,
            level_ups: 0,
            gap: 0,
        };
        for cell in category.cells.clone() {
            category.count(cell.as_ref());
        }
        category
    }

    fn count(&mut self, cell: Option<&LadderAnswer>) {
        let answer = cell.map_or(Answer::Unanswered, |cell| cell.answer);
        match answer {
            Answer::Unanswered => self.unanswered += 1,
            Answer::Unknown => self.unknown += 1,
            Answer::NotApplicable => self.not_applicable += 1,
            Answer::Rated { current, .. } => self.count_level(cell, current),
        }
        self.level_ups += usize::from(answer.gap() > 0);
        self.gap += usize::from(answer.gap());
    }

    fn count_level(&mut self, cell: Option<&LadderAnswer>, level: u8) {
        let same = cell.is_some_and(|cell| !self.is_elsewhere(cell));
        let place = usize::from(level).checked_sub(1).filter(|_| same);
        match place.and_then(|place| self.distribution.get_mut(place)) {
            Some(count) => *count += 1,
            None => self.other_ladder += 1,
        }
    }

    /// Whether a level is on a ladder other than [`Self::ladder`].
    pub fn is_elsewhere(&self, cell: &LadderAnswer) -> bool {
        cell.answer.current().is_some() && cell.ladder != self.ladder
    }

    /// The ladder length.
    pub fn of(&self) -> u8 {
        u8::try_from(self.ladder.len()).unwrap_or(u8::MAX)
    }

    /// Returns the number of rated answers.
    pub fn rated(&self) -> usize {
        self.distribution.iter().sum::<usize>() + self.other_ladder
    }
}

fn member(result: &AssessmentResult, now: Timestamp) -> Member {
    let hours = now.duration_since(result.taken_at).as_hours();
    Member {
        name: result.name.clone(),
        id: Some(result.id),
        taken_at: result.taken_at,
        days: u32::try_from(hours / 24).unwrap_or(0),
        scores: result.scores(),
        logins: Vec::new(),
    }
}

/// Returns the latest result of each person, sorted by name.
fn newest_of_each<'a>(results: &[&'a AssessmentResult]) -> Vec<&'a AssessmentResult> {
    let mut newest: HashMap<String, &AssessmentResult> = HashMap::new();
    for result in results {
        let best = newest.entry(person_key(&result.name)).or_insert(result);
        if (result.taken_at, result.id) > (best.taken_at, best.id) {
            *best = result;
        }
    }
    let mut people: Vec<_> = newest.into_iter().collect();
    people.sort_by(|left, right| left.0.cmp(&right.0));
    people.into_iter().map(|(_, result)| result).collect()
}
