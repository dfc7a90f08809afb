use std::cmp::Ordering;
use std::collections::HashMap;

use super::TeamCategory;
use crate::results::comparison::{LadderAnswer, compare_positions};

/// A goal of a person, and the people who have reached that level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpOffer {
    /// The index of the person with the goal.
    pub person: usize,
    /// The goal.
    pub goal: u8,
    /// The ladder length of the goal.
    pub of: u8,
    /// The label of the goal.
    pub label: String,
    /// The indexes of the people on that level or above, at most [`HELPERS_MOST`].
    pub helpers: Vec<usize>,
    /// The number of further helpers.
    pub others: usize,
}

/// The maximum number of helpers per goal. All helpers of thousands of people would be millions of
/// names.
pub(crate) const HELPERS_MOST: usize = 20;

impl HelpOffer {
    /// Returns the number of helpers.
    pub fn count(&self) -> usize {
        self.helpers.len() + self.others
    }
}

impl TeamCategory {
    /// Returns the helpers for each level-up, in the order of the people. Levels of different
    /// ladders are compared by position.
    pub fn helps(&self) -> Vec<HelpOffer> {
        // Even a large team has few different goals.
        let mut known = HashMap::new();
        let cells = self.cells.iter().enumerate();
        let goals = cells.filter_map(|(person, cell)| {
            let cell = cell.as_ref()?;
            let wanted = cell.answer.desired().filter(|_| cell.answer.gap() > 0)?;
            let there = known.entry((wanted, cell.of()));
            let (helpers, others) = there.or_insert_with(|| self.at_or_above(wanted, cell.of()));
            Some(HelpOffer {
                person,
                goal: wanted,
                of: cell.of(),
                label: cell.label_of(wanted).unwrap_or_default().to_owned(),
                helpers: helpers.clone(),
                others: *others,
            })
        });
        goals.collect()
    }

    /// Returns the first helpers and the number of further ones.
    fn at_or_above(&self, wanted: u8, of: u8) -> (Vec<usize>, usize) {
        let is_there = |cell: &Option<LadderAnswer>| {
            cell.as_ref().is_some_and(|cell| {
                let level = cell.answer.current();
                level.is_some_and(|level| {
                    compare_positions((level, cell.of()), (wanted, of)) != Ordering::Less
                })
            })
        };
        let cells = self.cells.iter().enumerate();
        let mut there = cells.filter(|(_, cell)| is_there(cell));
        let named = there.by_ref().take(HELPERS_MOST);
        let named = named.map(|(person, _)| person).collect();
        (named, there.count())
    }
}
