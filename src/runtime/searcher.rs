use std::ops::{ControlFlow, Range};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use jiff::tz::TimeZone;

use crate::results::{Hit, Query, Scorer, SearchChunk, SearchIndex, StoreError};
use crate::state::{Event, Stretch};
use crate::store::{ChunkPlace, Store};

/// Fewer results than this are not worth a second thread.
const WORTH_A_THREAD: usize = 1 << 14;
/// More threads than this gain little.
const THREADS_MOST: usize = 4;

/// What is looked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// The filter.
    pub query: String,
    /// Which of the matches.
    pub stretch: Stretch,
    /// How many rows are wanted.
    pub wanted: usize,
    /// Given back with the rows.
    pub ticket: u64,
}

/// Searches all results of a store, best match first. It reads them once, and again when they
/// have changed; what was found for a query it keeps for as long as the next one may narrow it.
pub struct Searcher {
    store: Arc<dyn Store>,
    zone: TimeZone,
    index: SearchIndex,
    /// The counter of changes when the index was read.
    changes: Option<u64>,
    found: Vec<Found>,
    /// Set where nobody waits for an answer any more.
    pub given_up: Arc<AtomicBool>,
    /// The ticket of the last search that was asked for: what is looked for with another is
    /// of no use any more.
    pub latest: Arc<AtomicU64>,
}

/// A query, and the ticket of the search that it is part of.
#[derive(Clone, Copy)]
struct Sought<'q> {
    query: &'q Query,
    ticket: u64,
}

/// What was found for a query, the best first.
struct Found {
    query: Query,
    text: String,
    places: Vec<u32>,
}

/// What a piece of the store brought.
type Piece = (ChunkPlace, SearchChunk, Vec<(u32, u32)>);

impl Searcher {
    /// One that has read nothing yet. Dates are those of `zone`.
    pub fn new(store: Arc<dyn Store>, zone: TimeZone) -> Self {
        Self {
            store,
            zone,
            index: SearchIndex::default(),
            changes: None,
            found: Vec::new(),
            given_up: Arc::default(),
            latest: Arc::default(),
        }
    }

    /// The rows that are asked for; none where a later search was asked for meanwhile. While all results are read, `tell` hears how many match so
    /// far; it is called on several threads.
    pub fn answer(
        &mut self,
        search: &Search,
        tell: &(dyn Fn(u64) + Sync),
    ) -> Result<Option<Event>, StoreError> {
        let changes = self.store.changes()?;
        let query = Query::new(&search.query);
        if self.changes == Some(changes) {
            self.find(query, search);
        } else {
            let sought = Sought {
                query: &query,
                ticket: search.ticket,
            };
            let hits = self.read(changes, Some(sought), tell)?;
            self.keep(query, search, hits);
        }
        if self.is_late(search.ticket) {
            return Ok(None);
        }
        let places = self.found.last().map_or(&[][..], |found| &found.places);
        let shown = self.shown(places, search);
        let ids: Vec<_> = places[shown.clone()]
            .iter()
            .map(|place| self.index.id(*place))
            .collect();
        Ok(Some(Event::Rows {
            ticket: search.ticket,
            rows: self.store.rows(&ids)?,
            first: shown.start,
            above: shown.start > 0,
            below: shown.end < places.len(),
            found: Some(places.len() as u64),
            total: self.store.count()?,
            changes,
        }))
    }

    /// Reads all results, where that has not been done, so that the next search need not.
    pub fn prepare(&mut self) -> Result<(), StoreError> {
        let changes = self.store.changes()?;
        if self.changes != Some(changes) {
            self.read(changes, None, &|_| {})?;
        }
        Ok(())
    }

    /// Which of the matches are asked for.
    fn shown(&self, places: &[u32], search: &Search) -> Range<usize> {
        let wanted = search.wanted;
        let (from, until) = match search.stretch {
            Stretch::Top => (0, wanted),
            Stretch::Bottom => (places.len().saturating_sub(wanted), places.len()),
            Stretch::Below(row) => (row.number + 1, row.number + 1 + wanted),
            Stretch::Above(row) => (row.number.saturating_sub(wanted), row.number),
            Stretch::Around(row) => {
                let place = self.index.place(row.at.id);
                let same = |place| places.iter().position(|other| *other == place);
                let at = place.and_then(same).unwrap_or(row.number);
                let from = at.saturating_sub(wanted / 2);
                (from, from + wanted)
            }
        };
        from.min(places.len())..until.min(places.len())
    }

    /// Reads all results anew, and compares each with the query as it comes.
    fn read(
        &mut self,
        changes: u64,
        sought: Option<Sought<'_>>,
        tell: &(dyn Fn(u64) + Sync),
    ) -> Result<Vec<Hit>, StoreError> {
        self.changes = None;
        self.found.clear();
        self.index = SearchIndex::default();
        let pieces: Mutex<(Vec<Piece>, u64)> = Mutex::default();
        self.store.scan(&|place, mut chunk| {
            if self.given_up.load(Ordering::Relaxed) {
                return ControlFlow::Break(());
            }
            chunk.finish(&self.zone);
            let sought = sought.filter(|sought| !self.is_late(sought.ticket));
            let found = sought.map(|sought| chunk.find(sought.query, &mut Scorer::new()));
            let found = found.unwrap_or_default();
            let mut pieces = pieces.lock().unwrap_or_else(PoisonError::into_inner);
            pieces.1 += found.len() as u64;
            tell(pieces.1);
            pieces.0.push((place, chunk, found));
            ControlFlow::Continue(())
        })?;
        let (mut pieces, _) = pieces.into_inner().unwrap_or_else(PoisonError::into_inner);
        pieces.sort_unstable_by_key(|(place, ..)| *place);
        let (chunks, found): (Vec<_>, Vec<_>) = pieces
            .into_iter()
            .map(|(_, chunk, found)| (chunk, found))
            .unzip();
        self.index = SearchIndex::new(chunks);
        let numbered = found.iter().enumerate();
        let hits = numbered.flat_map(|(number, found)| self.index.hits(number, found));
        let hits = hits.collect();
        if !self.given_up.load(Ordering::Relaxed) {
            self.changes = Some(changes);
        }
        Ok(hits)
    }

    /// Finds what matches: a query that was just answered is looked up, one that narrows it looks
    /// among its matches alone.
    fn find(&mut self, query: Query, search: &Search) {
        while let Some(found) = self.found.last() {
            if found.text == search.query {
                return;
            }
            if query.narrows(&found.query) {
                break;
            }
            self.found.pop();
        }
        let among = self.found.last().map(|found| found.places.as_slice());
        let sought = Sought {
            query: &query,
            ticket: search.ticket,
        };
        let hits = self.compare(sought, among);
        self.keep(query, search, hits);
    }

    /// Whether another search was asked for in the meantime.
    fn is_late(&self, ticket: u64) -> bool {
        self.latest.load(Ordering::Relaxed) != ticket
    }

    /// Keeps what was found, where all of it was.
    fn keep(&mut self, query: Query, search: &Search, mut hits: Vec<Hit>) {
        if self.is_late(search.ticket) {
            return;
        }
        hits.sort_unstable();
        let places = hits.iter().map(|hit| hit.place).collect();
        let text = search.query.clone();
        self.found.push(Found {
            query,
            text,
            places,
        });
    }

    /// What matches, of these places where some are given; on several threads where that pays.
    fn compare(&self, sought: Sought<'_>, among: Option<&[u32]>) -> Vec<Hit> {
        let count = among.map_or(self.index.len(), <[u32]>::len);
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let threads = threads
            .min(THREADS_MOST)
            .min(1 + count / WORTH_A_THREAD)
            .min(self.index.chunks().max(1));
        let share = |number: usize| {
            let edge = |number| self.index.chunks() * number / threads;
            let mut chunks = edge(number)..edge(number + 1);
            let mut scorer = Scorer::new();
            if let Some(places) = among {
                return self.index.narrow(chunks, places, sought.query, &mut scorer);
            }
            let mut hits = Vec::new();
            while let Some(chunk) = chunks.next().filter(|_| !self.is_late(sought.ticket)) {
                let found = self.index.find(chunk..chunk + 1, sought.query, &mut scorer);
                hits.extend(found);
            }
            hits
        };
        thread::scope(|scope| {
            let share = &share;
            let others: Vec<_> = (1..threads)
                .map(|number| scope.spawn(move || share(number)))
                .collect();
            let mut hits = share(0);
            for other in others {
                // A panic is the program's mistake wherever it happens.
                let found = other.join();
                hits.extend(found.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
            hits
        })
    }
}
