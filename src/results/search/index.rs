use std::cmp::Reverse;
use std::ops::Range;

use uuid::Uuid;

use super::chunk::{SearchChunk, at};
use super::query::{Query, Scorer};

/// All results in the form in which they are searched.
#[derive(Debug, Clone, Default)]
pub struct SearchIndex {
    chunks: Vec<SearchChunk>,
    /// The number of the first row of each chunk.
    starts: Vec<u32>,
    /// Where the rows do not come newest first: which row stands at each place, and back.
    order: Option<Order>,
}

#[derive(Debug, Clone)]
struct Order {
    rows: Vec<u32>,
    places: Vec<u32>,
}

/// A result that matches. The best come first, of equals the newest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    score: Reverse<u32>,
    /// Its place among all results, newest first.
    pub place: u32,
}

impl SearchIndex {
    /// An index of these, which should come newest first: then nothing needs to be sorted.
    pub fn new(chunks: Vec<SearchChunk>) -> Self {
        let mut starts = Vec::with_capacity(chunks.len());
        let mut count = 0_u32;
        for chunk in &chunks {
            starts.push(count);
            count = count.saturating_add(u32::try_from(chunk.len()).unwrap_or(u32::MAX));
        }
        let mut index = Self {
            chunks,
            starts,
            order: None,
        };
        index.order = index.sorted(count);
        index
    }

    fn sorted(&self, count: u32) -> Option<Order> {
        let all = self.chunks.iter().flat_map(|chunk| {
            let rows = 0..chunk.len();
            rows.map(|row| chunk.place(row))
        });
        if all.is_sorted_by(|one, next| one >= next) {
            return None;
        }
        let mut rows: Vec<u32> = (0..count).collect();
        rows.sort_unstable_by_key(|row| Reverse(self.of_row(*row)));
        let mut places = vec![0; rows.len()];
        for (place, row) in (0..).zip(&rows) {
            places[at(*row)] = place;
        }
        Some(Order { rows, places })
    }

    fn of_row(&self, row: u32) -> (i64, Uuid) {
        let chunk = self.starts.partition_point(|start| *start <= row) - 1;
        self.chunks[chunk].place(at(row - self.starts[chunk]))
    }

    /// How many results there are.
    pub fn len(&self) -> usize {
        self.chunks.iter().map(SearchChunk::len).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.chunks.iter().all(SearchChunk::is_empty)
    }

    /// How many chunks there are.
    pub fn chunks(&self) -> usize {
        self.chunks.len()
    }

    /// The result at a place, newest first.
    pub fn id(&self, place: u32) -> Uuid {
        let row = self.order.as_ref().map_or(place, |o| o.rows[at(place)]);
        self.of_row(row).1
    }

    /// The place of this result.
    pub fn place(&self, id: Uuid) -> Option<u32> {
        let mut found = self.chunks.iter().zip(&self.starts);
        let row = found.find_map(|(chunk, start)| {
            let row = chunk.position(id)?;
            Some(start + u32::try_from(row).ok()?)
        })?;
        Some(self.place_of(row))
    }

    fn place_of(&self, row: u32) -> u32 {
        self.order.as_ref().map_or(row, |o| o.places[at(row)])
    }

    /// What was found in the chunk with this number, as hits.
    pub fn hits(&self, chunk: usize, found: &[(u32, u32)]) -> impl Iterator<Item = Hit> {
        let start = self.starts[chunk];
        found.iter().map(move |(row, score)| Hit {
            score: Reverse(*score),
            place: self.place_of(start + row),
        })
    }

    /// What matches in these chunks, in no order.
    pub fn find(&self, chunks: Range<usize>, query: &Query, scorer: &mut Scorer) -> Vec<Hit> {
        let mut hits = Vec::new();
        for number in chunks {
            let found = self.chunks[number].find(query, scorer);
            hits.extend(self.hits(number, &found));
        }
        hits
    }

    /// What matches of these chunks among the results at `places`, in no order.
    pub fn narrow(
        &self,
        chunks: Range<usize>,
        places: &[u32],
        query: &Query,
        scorer: &mut Scorer,
    ) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut rows = self.rows(&chunks, places).into_iter().peekable();
        for number in chunks {
            let start = self.starts[number];
            let end = start + u32::try_from(self.chunks[number].len()).unwrap_or(u32::MAX);
            let own = std::iter::from_fn(|| rows.next_if(|row| *row < end));
            let own = own.map(|row| row - start);
            let found = self.chunks[number].narrow(own, query, scorer);
            hits.extend(self.hits(number, &found));
        }
        hits
    }

    /// The rows at these places that lie in these chunks, in their order.
    fn rows(&self, chunks: &Range<usize>, places: &[u32]) -> Vec<u32> {
        let from = self.starts.get(chunks.start).copied().unwrap_or(u32::MAX);
        let until = self.starts.get(chunks.end).copied().unwrap_or(u32::MAX);
        let row = |place: &u32| self.order.as_ref().map_or(*place, |o| o.rows[at(*place)]);
        let rows = places.iter().map(row);
        let mut rows: Vec<u32> = rows.filter(|row| (from..until).contains(row)).collect();
        rows.sort_unstable();
        rows
    }
}
