use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use jiff::tz::TimeZone;

use crate::results::{ResultRow, Scorer, SearchIndex, SearchQuery, StoreError};
use crate::state::{Event, RowRange, RowsRead, RowsRequest};
use crate::store::Results;

/// So many results are compared before it is looked whether anybody still waits for them.
const SLICE: usize = 1 << 16;

/// Searches all results of a store, best match first. It reads them once, and again when they
/// have changed; what was found for a query it keeps for as long as the next one may narrow it.
pub(super) struct Searcher {
    store: Arc<dyn Results>,
    zone: TimeZone,
    index: SearchIndex,
    /// The counter of changes when the index was read.
    changes: Option<u64>,
    /// How many results there were then.
    total: u64,
    found: Vec<FoundPlaces>,
    /// Set where nobody waits for an answer any more.
    pub is_cancelled: Arc<AtomicBool>,
    /// The ticket of the last search that was asked for: what is looked for with another is
    /// of no use any more.
    pub latest: Arc<AtomicU64>,
}

/// What was found for a query, the best first.
struct FoundPlaces {
    query: SearchQuery,
    text: String,
    places: Vec<u32>,
    /// The first rows, where they were asked for: who takes a letter back wants them again.
    top: Vec<ResultRow>,
}

impl Searcher {
    /// One that has read nothing yet. Dates are those of `zone`.
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

    /// The rows that are asked for; none where a later search was asked for meanwhile. `tell` hears
    /// how many match so far.
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
                // The store has made its index anew just now: this one is read again as well.
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

    /// Rows of what was found last; none where the index is not the store's any more.
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

    /// Reads all results, where that has not been done, so that the next search need not; the
    /// counter of changes that they belong to.
    pub(super) fn prepare(&mut self) -> Result<u64, StoreError> {
        let changes = self.store.changes()?;
        if self.changes != Some(changes) {
            self.changes = None;
            self.found.clear();
            self.index = SearchIndex::new(&self.zone);
            let goes_on = || !self.is_cancelled.load(Ordering::Relaxed);
            self.index = self.store.search_index(&self.zone, &goes_on)?;
            self.total = self.store.count()?;
            self.changes = Some(changes).filter(|_| goes_on());
        }
        Ok(changes)
    }

    /// Which of the matches are asked for.
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

    /// Finds what matches: a query that was just answered is looked up, one that narrows it looks
    /// among its matches alone. Nothing is kept of what a later search takes the place of.
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

    /// Whether another search was asked for in the meantime.
    fn is_late(&self, ticket: u64) -> bool {
        self.latest.load(Ordering::Relaxed) != ticket
    }

    /// The places of what matches, the best first; of those alone that matched before, where some
    /// did. On this thread alone: the other core is left to whoever draws.
    fn compare(&self, query: &SearchQuery, ticket: u64, tell: &dyn Fn(u64)) -> Option<Vec<u32>> {
        let goes_on = || !self.is_late(ticket);
        let scored = self.index.scores(query, &mut Scorer::new(), &goes_on)?;
        let mut hits = Vec::new();
        let slice_is_done = |found| {
            tell(found);
            goes_on()
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
