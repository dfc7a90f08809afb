//! Reads all results if there is no usable search index.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use jiff::tz::TimeZone;
use redb::{
    ReadOnlyTable, ReadTransaction, ReadableTable as _, ReadableTableMetadata as _,
    TableHandle as _,
};
use uuid::Uuid;

use super::catch_panics::catch_panics;
use super::error::{RedbError, RedbResult};
use super::tables::RESULTS;
use crate::results::{SearchIndex, SearchRows};
use crate::store::format::{search_row, unseal};

/// The number of results in a piece.
const PIECE: u64 = 1 << 13;
/// With more threads, reading the file is the limit.
const THREADS_MOST: usize = 4;

/// Builds a search index of all readable results, as long as `goes_on` returns true. Reads them in
/// order of ID, so that the file is read from one end to the other.
pub(crate) fn scan(
    tx: &ReadTransaction,
    zone: &TimeZone,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> RedbResult<SearchIndex> {
    let results = tx.open_table(RESULTS)?;
    let first = results.first()?.map(|entry| entry.0.value());
    let last = results.last()?.map(|entry| entry.0.value());
    let (Some(first), Some(last)) = (first, last) else {
        return Ok(SearchIndex::new(zone));
    };
    let scan = Scan {
        first,
        last,
        pieces: results.len()?.div_ceil(PIECE).max(1),
        results,
        goes_on,
        next: AtomicUsize::new(0),
        ended: AtomicBool::new(false),
        read: Mutex::default(),
    };
    // One core is for drawing.
    let threads = thread::available_parallelism().map_or(1, |cores| cores.get() - 1);
    let pieces = usize::try_from(scan.pieces).unwrap_or(usize::MAX);
    let others = threads.clamp(1, THREADS_MOST).min(pieces) - 1;
    thread::scope(|scope| {
        let work = || catch_panics(|| scan.work());
        let others: Vec<_> = (0..others).map(|_| scope.spawn(work)).collect();
        let mut outcome = work();
        for other in others {
            let ended = other.join();
            let ended =
                ended.unwrap_or_else(|_| Err(RedbError::damaged("the reading ended early")));
            outcome = outcome.and(ended);
        }
        outcome
    })?;
    let read = scan.read.into_inner();
    let read = read.unwrap_or_else(PoisonError::into_inner);
    Ok(SearchIndex::of(zone, read))
}

/// A scan that several threads share, piece by piece.
struct Scan<'c> {
    results: ReadOnlyTable<u128, &'static [u8]>,
    first: u128,
    last: u128,
    pieces: u64,
    next: AtomicUsize,
    ended: AtomicBool,
    goes_on: &'c (dyn Fn() -> bool + Sync),
    read: Mutex<Vec<SearchRows>>,
}

impl Scan<'_> {
    fn work(&self) -> RedbResult<()> {
        while !self.ended.load(Ordering::Relaxed) && (self.goes_on)() {
            let piece = self.next.fetch_add(1, Ordering::Relaxed);
            if u64::try_from(piece).is_ok_and(|piece| piece >= self.pieces) {
                break;
            }
            let outcome = self.piece(piece).map(|rows| {
                let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
                read.push(rows);
            });
            if outcome.is_err() {
                self.ended.store(true, Ordering::Relaxed);
            }
            outcome?;
        }
        Ok(())
    }

    /// Reads a piece; piece 0 has the latest IDs. IDs begin with their time, so ranges of the same width
    /// have about the same number of results if people save about as often.
    fn piece(&self, piece: usize) -> RedbResult<SearchRows> {
        let width = (self.last - self.first) / u128::from(self.pieces);
        let from_last = self.pieces - 1 - piece as u64;
        let from = self.first + width * u128::from(from_last);
        let range = if piece == 0 {
            self.results.range(from..)?
        } else {
            self.results.range(from..from + width)?
        };
        let mut rows = SearchRows::default();
        for entry in range.rev() {
            let (id, record) = entry?;
            let id = Uuid::from_u128(id.value());
            let body = unseal(RESULTS.name(), id.as_bytes(), record.value());
            // One record that cannot be read does not hide the others.
            if let Ok((row, notes)) = body.and_then(|body| search_row(id, body)) {
                rows.push(&row, notes);
            }
        }
        Ok(rows)
    }
}
