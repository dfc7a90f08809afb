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

/// All results in the form in which they are searched, the newest first.
#[derive(Debug, Clone)]
pub struct SearchIndex {
    texts: [TextTable; 3],
    columns: IndexColumns,
}

/// A result that matches. The best come first, of equals the newest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SearchHit {
    score: Reverse<u32>,
    /// Its place among all results, newest first.
    pub place: u32,
}

impl SearchIndex {
    /// An index of nothing yet. Days are those of `zone`.
    pub fn new(zone: &TimeZone) -> Self {
        Self {
            texts: Default::default(),
            columns: IndexColumns::new(zone),
        }
    }

    /// An index of these.
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

    /// Makes room for so many texts of a field.
    pub fn reserve_texts(&mut self, field: SearchField, count: usize) {
        self.texts[field as usize].reserve(count);
    }

    /// Makes room for so many results.
    pub fn reserve(&mut self, rows: usize) {
        self.columns.reserve(rows);
    }

    /// Takes in a folded text of which only what stands behind so many bytes is given: before that
    /// it is as the last one of the field. False where that is not so long.
    pub fn push_behind(&mut self, field: SearchField, shared: usize, own: &[u8]) -> bool {
        self.texts[field as usize].push_behind(shared, own)
    }

    /// How many texts a field has.
    pub fn texts(&self, field: SearchField) -> usize {
        self.texts[field as usize].len()
    }

    /// Takes in the texts of these, and gives them back with the numbers that their texts have
    /// here, the newest first.
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

    /// Takes in a result whose texts are there, and which is older than those before it.
    pub fn push(&mut self, row: NumberedRow) {
        self.columns.push(row);
    }

    /// Takes in the rows of a block at once, with their times and the numbers of their texts. Their
    /// ids stay where they stand.
    pub fn push_block(&mut self, block: IdBlock, millis: &[i64], texts: &[Vec<u32>; 3]) {
        self.columns.push_block(block, millis, texts);
    }

    /// How many results there are.
    pub fn len(&self) -> usize {
        at(self.columns.ids.count())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.columns.ids.count() == 0
    }

    /// The id of the result at a place, newest first, or where it stands.
    pub fn id(&self, place: u32) -> Option<IdAt> {
        self.columns.ids.at(place)
    }

    /// The ids of the results at these places; none where some are not known, but stand in blocks.
    pub fn known(&self, places: &[u32]) -> Option<Vec<Uuid>> {
        let ids = places.iter().filter_map(|place| self.id(*place));
        let known = |id| match id {
            IdAt::Known(id) => Some(id),
            IdAt::Block(..) => None,
        };
        ids.map(known).collect()
    }

    /// The place of this result, where its id is known.
    pub fn place(&self, id: Uuid) -> Option<u32> {
        self.columns.ids.place(id)
    }

    /// The blocks that may have the id of a result saved at `millis`, each with the place of its
    /// first.
    pub fn blocks_at(&self, millis: i64) -> impl Iterator<Item = (IdBlock, u32)> {
        self.columns.ids.blocks_at(millis)
    }

    /// What is compared of the result at a place, in the order of [`SearchField::ALL`].
    pub fn compared(&self, place: u32) -> [&str; 3] {
        let [name, assessment, notes] = self.columns.texts(place).map(at);
        let [names, assessments, all_notes] = &self.texts;
        [
            names.get(name),
            assessments.get(assessment),
            all_notes.get(notes),
        ]
    }

    /// The day on which each was saved, newest first.
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

    /// What matches among the results at these places, which come in order, as it comes.
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

    /// The places of these hits, which come in the order of their places: the best first.
    pub fn best_first(mut hits: Vec<SearchHit>) -> Vec<u32> {
        // Few scores differ: that is where a stable sort is fast.
        hits.sort_by_key(|hit| hit.score);
        hits.iter().map(|hit| hit.place).collect()
    }
}
