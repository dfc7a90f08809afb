use std::cmp::Ordering;
use std::collections::HashMap;

use super::TeamCategory;
use crate::results::comparison::{LadderAnswer, compare_positions};

/// Somebody wants a level, and these are there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpOffer {
    /// Who wants it: the place among the team's people.
    pub person: usize,
    /// The level wanted.
    pub wanted: u8,
    /// The number of ratings of the ladder that it is on.
    pub of: u8,
    /// Its label.
    pub label: String,
    /// Who is on that level or above it: places among the team's people, at most
    /// [`HELPERS_MOST`]. Empty where nobody is.
    pub helpers: Vec<usize>,
    /// How many more are.
    pub others: usize,
}

/// The most helpers that are named for a wish: among thousands nobody reads on, and all of them
/// for each of thousands of wishes would be millions of names.
pub(crate) const HELPERS_MOST: usize = 20;

impl HelpOffer {
    /// How many people are on the level or above it.
    pub fn count(&self) -> usize {
        self.helpers.len() + self.others
    }
}

impl TeamCategory {
    /// Who can help whom: one for each person who wants a higher level, in the people's order.
    /// Levels of different ladders are held against each other by position.
    pub fn helps(&self) -> Vec<HelpOffer> {
        // A team has few different wishes, however many people it has.
        let mut known = HashMap::new();
        let cells = self.cells.iter().enumerate();
        let wishes = cells.filter_map(|(person, cell)| {
            let cell = cell.as_ref()?;
            let wanted = cell.answer.desired().filter(|_| cell.answer.gap() > 0)?;
            let there = known.entry((wanted, cell.of()));
            let (helpers, others) = there.or_insert_with(|| self.at_or_above(wanted, cell.of()));
            Some(HelpOffer {
                person,
                wanted,
                of: cell.of(),
                label: cell.label_of(wanted).unwrap_or_default().to_owned(),
                helpers: helpers.clone(),
                others: *others,
            })
        });
        wishes.collect()
    }

    /// The first who are there, and how many more.
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
