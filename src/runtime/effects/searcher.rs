use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use jiff::tz::TimeZone;

use crate::results::{ResultRow, Scorer, SearchIndex, SearchQuery, StoreError};
use crate::state::{Event, RowRange, RowsRead, RowsRequest};
use crate::store::Results;

/// Number of results compared between checks for cancellation.
const SLICE: usize = 1 << 16;

/// Filters all results of a store, best match first. Results are read once and again after changes.
/// Matches are kept as long as the next query may narrow them.
pub(super) struct Searcher {
    store: Arc<dyn Results>,
    zone: TimeZone,
    index: SearchIndex,
    /// The change counter when the index was read.
    changes: Option<u64>,
    /// Number of results when the index was read.
    total: u64,
    found: Vec<FoundPlaces>,
    /// Set to cancel the search.
    pub is_cancelled: Arc<AtomicBool>,
    /// Ticket of the latest search; searches with other tickets are obsolete.
    pub latest: Arc<AtomicU64>,
}

/// Matches of a query, best first.
struct FoundPlaces {
    query: SearchQuery,
    text: String,
    places: Vec<u32>,
    /// The first rows, if they were read; used again if a character is deleted from the query.
    top: Vec<ResultRow>,
}

impl Searcher {
    /// Creates a searcher that has read nothing. Dates use `zone`.
    pub(super) fn new(store: Arc<dyn Results>, zone: TimeZone) -> Self {
        Self {
            store,
            index: SearchIndex::new(&zone),
            zone,
            changes: None,
            total: 0,
            found: Vec::new(),
            is_cancelled: Arc::default(),
            latest: Arc::default(),
        }
    }

    /// Returns the requested rows; `None` if a later search replaces this one. Calls `tell` with
    /// the number of matches so far.
    pub(super) fn answer(
        &mut self,
        search: &RowsRequest,
        tell: &dyn Fn(u64),
    ) -> Result<Option<Event>, StoreError> {
        loop {
            let changes = self.prepare()?;
            self.find(search, tell);
            let found = self.found.last().filter(|_| !self.is_late(search.ticket));
            let Some(found) = found else {
                return Ok(None);
            };
            let shown = self.shown(&found.places, search)?;
            let (first, above) = (shown.start, shown.start > 0);
            let below = shown.end < found.places.len();
            let count = found.places.len() as u64;
            let Some(rows) = self.rows(shown)? else {
                // The store has just rebuilt its index, so read it again.
                self.changes = None;
                continue;
            };
            return Ok(Some(Event::Rows(RowsRead {
                ticket: search.ticket,
                rows,
                first,
                above,
                below,
                found: Some(count),
                total: self.total,
                changes,
            })));
        }
    }

    /// Returns rows of the last matches; `None` if the index is out of date.
    fn rows(&mut self, shown: Range<usize>) -> Result<Option<Vec<ResultRow>>, StoreError> {
        let Some(found) = self.found.last_mut() else {
            return Ok(Some(Vec::new()));
        };
        let is_top = shown.start == 0;
        if is_top && found.top.len() == shown.len() {
            return Ok(Some(found.top.clone()));
        }
        let rows = self.store.rows_at(&self.index, &found.places[shown])?;
        if is_top && let Some(rows) = &rows {
            found.top.clone_from(rows);
        }
        Ok(rows)
    }

    /// Reads all results if they have changed, and returns the change counter.
    pub(super) fn prepare(&mut self) -> Result<u64, StoreError> {
        let changes = self.store.changes()?;
        if self.changes != Some(changes) {
            self.changes = None;
            self.found.clear();
            self.index = SearchIndex::new(&self.zone);
            let is_active = || !self.is_cancelled.load(Ordering::Relaxed);
            self.index = self.store.search_index(&self.zone, &is_active)?;
            self.total = self.store.count()?;
            self.changes = Some(changes).filter(|_| is_active());
        }
        Ok(changes)
    }

    /// Returns the range of matches that is requested.
    fn shown(&self, places: &[u32], search: &RowsRequest) -> Result<Range<usize>, StoreError> {
        let wanted = search.wanted;
        let (from, until) = match search.stretch {
            RowRange::Top => (0, wanted),
            RowRange::Bottom => (places.len().saturating_sub(wanted), places.len()),
            RowRange::Below(row) => (row.number + 1, row.number + 1 + wanted),
            RowRange::Above(row) => (row.number.saturating_sub(wanted), row.number),
            RowRange::Around(row) => {
                let place = self.store.place(&self.index, row.at)?;
                let same = |place| places.iter().position(|other| *other == place);
                let at = place.and_then(same).unwrap_or(row.number);
                let from = at.saturating_sub(wanted / 2);
                (from, from + wanted)
            }
        };
        Ok(from.min(places.len())..until.min(places.len()))
    }

    /// Finds the matches. A repeated query uses its stored matches; a narrower query searches only
    /// those. Nothing is stored for an obsolete search.
    fn find(&mut self, search: &RowsRequest, tell: &dyn Fn(u64)) {
        let query = SearchQuery::new(&search.query);
        while let Some(found) = self.found.last() {
            if found.text == search.query {
                return;
            }
            if query.narrows(&found.query) {
                break;
            }
            self.found.pop();
        }
        if let Some(places) = self.compare(&query, search.ticket, tell) {
            let text = search.query.clone();
            self.found.push(FoundPlaces {
                query,
                text,
                places,
                top: Vec::new(),
            });
        }
    }

    /// Returns whether a later search was requested.
    fn is_late(&self, ticket: u64) -> bool {
        self.latest.load(Ordering::Relaxed) != ticket
    }

    /// Returns the places of all matches, best first; searches only earlier matches if there are
    /// any. Uses only this thread, to keep the other core free for drawing.
    fn compare(&self, query: &SearchQuery, ticket: u64, tell: &dyn Fn(u64)) -> Option<Vec<u32>> {
        let is_active = || !self.is_late(ticket);
        let scored = self.index.scores(query, &mut Scorer::new(), &is_active)?;
        let mut hits = Vec::new();
        let slice_is_done = |found| {
            tell(found);
            is_active()
        };
        if let Some(found) = self.found.last() {
            let mut among = found.places.clone();
            among.sort_unstable();
            for slice in among.chunks(SLICE) {
                hits.extend(self.index.find(slice.iter().copied(), &scored));
                slice_is_done(hits.len() as u64).then_some(())?;
            }
        } else {
            for from in (0..self.index.len()).step_by(SLICE) {
                let until = (from + SLICE).min(self.index.len());
                let place = |row: usize| u32::try_from(row).unwrap_or(u32::MAX);
                hits.extend(self.index.find(place(from)..place(until), &scored));
                slice_is_done(hits.len() as u64).then_some(())?;
            }
        }
        Some(SearchIndex::best_first(hits))
    }
}
