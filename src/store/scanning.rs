use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use redb::{
    ReadOnlyTable, ReadTransaction, ReadableTable as _, ReadableTableMetadata as _,
    TableHandle as _,
};
use uuid::Uuid;

use super::fault::{Fault, Outcome};
use super::format::search_row;
use super::guard::guarded;
use super::record::unseal;
use super::tables::RESULTS;
use crate::results::SearchChunk;

/// Where a chunk stands among the others: in this order all of them come newest id first.
pub type ChunkPlace = (usize, usize);

/// Takes chunks in, on whichever thread has read one; `Break` ends the reading.
pub type OnChunk<'c> = dyn Fn(ChunkPlace, SearchChunk) -> ControlFlow<()> + Sync + 'c;

/// Results that are read in one go.
const PIECE: u64 = 1 << 13;
/// More threads than this wait for the file more than they read.
const THREADS_MOST: usize = 4;

/// Reads all results in the form in which they are searched; those that cannot be read are left
/// out. In order of id, because so the file is read from one end to the other.
pub(super) fn scan(tx: &ReadTransaction, each: &OnChunk<'_>) -> Outcome<()> {
    let results = tx.open_table(RESULTS)?;
    let first = results.first()?.map(|entry| entry.0.value());
    let last = results.last()?.map(|entry| entry.0.value());
    let (Some(first), Some(last)) = (first, last) else {
        return Ok(());
    };
    let scan = Scan {
        first,
        last,
        pieces: results.len()?.div_ceil(PIECE).max(1),
        results,
        each,
        next: AtomicUsize::new(0),
        ended: AtomicBool::new(false),
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let pieces = usize::try_from(scan.pieces).unwrap_or(usize::MAX);
    let others = threads.min(THREADS_MOST).min(pieces) - 1;
    thread::scope(|scope| {
        let work = || guarded(|| scan.work());
        let others: Vec<_> = (0..others).map(|_| scope.spawn(work)).collect();
        let mut outcome = work();
        for other in others {
            let ended = other.join();
            let ended = ended.unwrap_or_else(|_| Err(Fault::damaged("the reading ended early")));
            outcome = outcome.and(ended);
        }
        outcome
    })
}

/// A scan that several threads share, piece by piece.
struct Scan<'c> {
    results: ReadOnlyTable<u128, &'static [u8]>,
    first: u128,
    last: u128,
    pieces: u64,
    next: AtomicUsize,
    ended: AtomicBool,
    each: &'c OnChunk<'c>,
}

impl Scan<'_> {
    fn work(&self) -> Outcome<()> {
        while !self.ended.load(Ordering::Relaxed) {
            let piece = self.next.fetch_add(1, Ordering::Relaxed);
            if u64::try_from(piece).is_ok_and(|piece| piece >= self.pieces) {
                break;
            }
            let outcome = self.read(piece);
            if outcome.is_err() {
                self.ended.store(true, Ordering::Relaxed);
            }
            outcome?;
        }
        Ok(())
    }

    /// Reads a piece, the newest ids being those of piece 0. Ids begin with their time: pieces of
    /// one width hold about as many each, where people save about as often.
    fn read(&self, piece: usize) -> Outcome<()> {
        let width = (self.last - self.first) / u128::from(self.pieces);
        let from_last = self.pieces - 1 - piece as u64;
        let from = self.first + width * u128::from(from_last);
        let range = if piece == 0 {
            self.results.range(from..)?
        } else {
            self.results.range(from..from + width)?
        };
        let mut chunk = SearchChunk::default();
        let mut part = 0;
        for entry in range.rev() {
            let (id, record) = entry?;
            take_in(&mut chunk, Uuid::from_u128(id.value()), record.value())?;
            if chunk.len() == SearchChunk::MOST {
                if self.hand_over((piece, part), std::mem::take(&mut chunk)) {
                    return Ok(());
                }
                part += 1;
            }
        }
        if !chunk.is_empty() {
            self.hand_over((piece, part), chunk);
        }
        Ok(())
    }

    /// Hands a chunk over; whether that was the last that is wanted.
    fn hand_over(&self, place: ChunkPlace, chunk: SearchChunk) -> bool {
        let enough = (self.each)(place, chunk).is_break();
        if enough {
            self.ended.store(true, Ordering::Relaxed);
        }
        enough
    }
}

/// One record that cannot be read does not hide the others.
fn take_in(chunk: &mut SearchChunk, id: Uuid, record: &[u8]) -> Outcome<()> {
    let read = || {
        let body = unseal(RESULTS.name(), id.as_bytes(), record)?;
        search_row(id, body)
    };
    match read() {
        Ok((row, notes)) => {
            chunk.push(&row, notes);
            Ok(())
        }
        Err(Fault::Damaged(_) | Fault::Newer) => Ok(()),
        Err(fault) => Err(fault),
    }
}
