use std::cmp::Reverse;

use jiff::tz::TimeZone;
use uuid::Uuid;

use super::index_columns::IndexColumns;
use super::query::{Scorer, SearchQuery};
use super::result_ids::{IdAt, IdBlock};
use super::search_row::{NumberedRow, SearchField, SearchRows};
use super::text_numbers::TextNumbers;
use super::text_scores::TextScores;
use super::text_table::{TextTable, at};

/// The search index of all results, latest first.
#[derive(Debug, Clone)]
pub struct SearchIndex {
    texts: [TextTable; 3],
    columns: IndexColumns,
}

/// A matching result. They sort by score, then latest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SearchHit {
    score: Reverse<u32>,
    /// The position among all results, latest first.
    pub place: u32,
}

impl SearchIndex {
    /// Creates an empty index. Dates are those of `zone`.
    pub fn new(zone: &TimeZone) -> Self {
        Self {
            texts: Default::default(),
            columns: IndexColumns::new(zone),
        }
    }

    /// Creates an index of these results.
    pub fn of(zone: &TimeZone, pieces: impl IntoIterator<Item = SearchRows>) -> Self {
        let mut index = Self::new(zone);
        let mut numbers: [TextNumbers; 3] = Default::default();
        let mut rows = Vec::new();
        for piece in pieces {
            let texts = &mut index.texts;
            rows.extend(piece.renumbered(|field, text| {
                let (number, is_new) = numbers[field].number(text);
                if is_new {
                    texts[field].push(text);
                }
                number
            }));
        }
        rows.sort_unstable_by(|one, other| other.cmp(one));
        index.reserve(rows.len());
        index.columns.ids.reserve(rows.len());
        for row in rows {
            index.push(row);
        }
        index
    }

    pub fn reserve_texts(&mut self, field: SearchField, count: usize) {
        self.texts[field as usize].reserve(count);
    }

    pub fn reserve(&mut self, rows: usize) {
        self.columns.reserve(rows);
    }

    /// Adds a folded text: the first `shared` bytes of the previous text of the field, then `own`.
    /// Returns `false` if the previous text is shorter.
    pub fn push_behind(&mut self, field: SearchField, shared: usize, own: &[u8]) -> bool {
        self.texts[field as usize].push_behind(shared, own)
    }

    pub fn texts(&self, field: SearchField) -> usize {
        self.texts[field as usize].len()
    }

    /// Adds the texts of these results. Returns the rows with their new text numbers, latest first.
    pub fn adopt(&mut self, rows: SearchRows) -> Vec<NumberedRow> {
        let texts = &mut self.texts;
        let rows = rows.renumbered(|field, text| {
            texts[field].push(text);
            u32::try_from(texts[field].len() - 1).unwrap_or(u32::MAX)
        });
        let mut rows: Vec<_> = rows.collect();
        rows.sort_unstable_by(|one, other| other.cmp(one));
        rows
    }

    /// Adds a result that is older than all others and whose texts are in the index.
    pub fn push(&mut self, row: NumberedRow) {
        self.columns.push(row);
    }

    /// Adds the rows of a block. Their IDs stay in the block.
    pub fn push_block(&mut self, block: IdBlock, millis: &[i64], texts: &[Vec<u32>; 3]) {
        self.columns.push_block(block, millis, texts);
    }

    pub fn len(&self) -> usize {
        at(self.columns.ids.count())
    }

    pub fn is_empty(&self) -> bool {
        self.columns.ids.count() == 0
    }

    /// Returns the ID of the result at a position, or the block that has it.
    pub fn id(&self, place: u32) -> Option<IdAt> {
        self.columns.ids.at(place)
    }

    /// Returns the IDs at these positions; `None` if one is in a block.
    pub fn known(&self, places: &[u32]) -> Option<Vec<Uuid>> {
        let ids = places.iter().filter_map(|place| self.id(*place));
        let known = |id| match id {
            IdAt::Known(id) => Some(id),
            IdAt::Block(..) => None,
        };
        ids.map(known).collect()
    }

    /// Returns the position of a result whose ID is not in a block.
    pub fn place(&self, id: Uuid) -> Option<u32> {
        self.columns.ids.place(id)
    }

    /// Returns the blocks that may contain a result saved at `millis`, each with its first
    /// position.
    pub fn blocks_at(&self, millis: i64) -> impl Iterator<Item = (IdBlock, u32)> {
        self.columns.ids.blocks_at(millis)
    }

    /// Returns the folded texts of the result at a position, in the order of [`SearchField::ALL`].
    pub fn compared(&self, place: u32) -> [&str; 3] {
        let [name, assessment, notes] = self.columns.texts(place).map(at);
        let [names, assessments, all_notes] = &self.texts;
        [
            names.get(name),
            assessments.get(assessment),
            all_notes.get(notes),
        ]
    }

    /// Returns the date of each result, latest first.
    pub fn days(&self) -> impl Iterator<Item = &str> {
        let all = 0..u32::try_from(self.len()).unwrap_or(u32::MAX);
        let rows = self.columns.numbers(all);
        rows.map(|(_, [.., day])| self.columns.day_names().get(at(day)))
    }

    /// How well each text and each name of a day matches the query. `None` if `goes_on`, called
    /// from time to time, returns `false`.
    pub fn scores(
        &self,
        query: &SearchQuery,
        scorer: &mut Scorer,
        goes_on: &dyn Fn() -> bool,
    ) -> Option<TextScores> {
        let [names, assessments, notes] = &self.texts;
        let tables = [names, assessments, notes, self.columns.day_names()];
        TextScores::new(tables, query, scorer, goes_on)
    }

    /// Returns the matches among the results at these positions, which must be sorted.
    pub fn find(
        &self,
        places: impl Iterator<Item = u32>,
        scored: &TextScores,
    ) -> impl Iterator<Item = SearchHit> {
        let rows = self.columns.numbers(places);
        rows.filter_map(|(place, numbers)| {
            let score = Reverse(scored.of(numbers)?);
            Some(SearchHit { score, place })
        })
    }

    /// Sorts matches, which are sorted by position, by score. Returns their positions.
    pub fn best_first(mut hits: Vec<SearchHit>) -> Vec<u32> {
        // There are few different scores, so a stable sort is fast.
        hits.sort_by_key(|hit| hit.score);
        hits.iter().map(|hit| hit.place).collect()
    }
}
