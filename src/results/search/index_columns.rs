use std::ops::Range;

use jiff::tz::TimeZone;

use super::day_names::DayNames;
use super::result_ids::{IdBlock, ResultIds};
use super::search_row::NumberedRow;
use super::text_table::{TextTable, at};

/// The columns of the index, latest result first. A search reads them in order.
#[derive(Debug, Clone)]
pub(crate) struct IndexColumns {
    pub(crate) ids: ResultIds,
    texts: [Vec<u32>; 3],
    days: DayNames,
    /// Times that are in the same day as the last row.
    same_day: Range<i64>,
    /// The first row and the number of each day.
    runs: Vec<(u32, u32)>,
}

impl IndexColumns {
    pub(crate) fn new(zone: &TimeZone) -> Self {
        Self {
            ids: ResultIds::default(),
            texts: Default::default(),
            days: DayNames::new(zone),
            same_day: 0..0,
            runs: Vec::new(),
        }
    }

    pub(crate) fn reserve(&mut self, rows: usize) {
        for texts in &mut self.texts {
            texts.reserve_exact(rows);
        }
    }

    pub(crate) fn push(&mut self, row: NumberedRow) {
        self.push_day(self.texts[0].len(), row.millis);
        self.ids.push(row.millis, row.id);
        for (column, number) in self.texts.iter_mut().zip(row.texts) {
            column.push(number);
        }
    }

    /// Adds all rows of a block, which is several times faster than one by one.
    pub(crate) fn push_block(&mut self, block: IdBlock, millis: &[i64], texts: &[Vec<u32>; 3]) {
        let Some(newest) = millis.first() else {
            return;
        };
        for (at, millis) in (self.texts[0].len()..).zip(millis) {
            self.push_day(at, *millis);
        }
        let count = u32::try_from(millis.len()).unwrap_or(u32::MAX);
        self.ids.push_block(*newest, block, count);
        for (column, numbers) in self.texts.iter_mut().zip(texts) {
            column.extend_from_slice(numbers);
        }
    }

    fn push_day(&mut self, place: usize, millis: i64) {
        if self.same_day.contains(&millis) {
            return;
        }
        let day = self.days.number(millis);
        self.same_day = self.days.last_day();
        if self.runs.last().is_none_or(|(_, last)| *last != day) {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            self.runs.push((place, day));
        }
    }

    pub(crate) fn day_names(&self) -> &TextTable {
        self.days.names()
    }

    /// Returns the text numbers of a row.
    pub(crate) fn texts(&self, place: u32) -> [u32; 3] {
        self.texts.each_ref().map(|column| column[at(place)])
    }

    /// Returns the text and date numbers of these rows, which must be sorted.
    pub(crate) fn numbers(
        &self,
        places: impl Iterator<Item = u32>,
    ) -> impl Iterator<Item = (u32, [u32; 4])> {
        let mut runs = self.runs.iter().copied().peekable();
        let mut day = 0;
        let [names, assessments, notes] = &self.texts;
        places.map(move |place| {
            while let Some((_, next)) = runs.next_if(|(from, _)| *from <= place) {
                day = next;
            }
            let row = at(place);
            (place, [names[row], assessments[row], notes[row], day])
        })
    }
}
