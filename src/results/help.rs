use std::cmp::Ordering;

use super::cell::compare_positions;
use super::{Cell, TeamCategory};

/// Somebody wants a level, and these are there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// Who wants it: the place among the team's people.
    pub person: usize,
    /// The level wanted.
    pub wanted: u8,
    /// The number of ratings of the ladder that it is on.
    pub of: u8,
    /// Its label.
    pub label: String,
    /// Who is on that level or above it: places among the team's people. Empty where nobody is.
    pub helpers: Vec<usize>,
}

impl TeamCategory {
    /// Who can help whom: one for each person who wants a higher level, in the people's order.
    /// Levels of different ladders are held against each other by position.
    pub fn helps(&self) -> Vec<Help> {
        let cells = self.cells.iter().enumerate();
        let wishes = cells.filter_map(|(person, cell)| {
            let cell = cell.as_ref()?;
            let wanted = cell.answer.desired().filter(|_| cell.answer.gap() > 0)?;
            Some(Help {
                person,
                wanted,
                of: cell.of(),
                label: cell.label_of(wanted).unwrap_or_default().to_owned(),
                helpers: self.at_or_above(wanted, cell.of()),
            })
        });
        wishes.collect()
    }

    fn at_or_above(&self, wanted: u8, of: u8) -> Vec<usize> {
        let is_there = |cell: &Option<Cell>| {
            cell.as_ref().is_some_and(|cell| {
                let level = cell.answer.current();
                level.is_some_and(|level| {
                    compare_positions((level, cell.of()), (wanted, of)) != Ordering::Less
                })
            })
        };
        let cells = self.cells.iter().enumerate();
        let there = cells.filter(|(_, cell)| is_there(cell));
        there.map(|(person, _)| person).collect()
    }
}
