use std::iter::Peekable;

use jiff::tz::TimeZone;
use redb::{ReadOnlyTable, ReadTransaction, ReadableTableMetadata as _, TableHandle as _};
use uuid::Uuid;

use super::changed_ids::ChangedIdsRead;
use super::header::HeadV1;
use super::row_block::{BlockReader, ReadBlock};
use super::{RecordKind, prefix_compressed, sealed_key};
use crate::results::{IdBlock, NumberedRow, SearchField, SearchIndex, SearchRows};
use crate::store::format::{search_row, sum, unseal};
use crate::store::redb::catch_panics::catch_panics;
use crate::store::redb::error::{RedbError, RedbResult};
use crate::store::redb::tables::{RESULTS, SEARCH};

type Records = ReadOnlyTable<(u8, u32), &'static [u8]>;

/// Loads the index. `None` if it is missing, damaged, or does not match the results: then the results
/// must be read.
pub(crate) fn load(tx: &ReadTransaction, zone: &TimeZone) -> RedbResult<Option<SearchIndex>> {
    match catch_panics(|| read(tx, zone)) {
        Ok(index) => Ok(Some(index)),
        Err(RedbError::Damaged(_) | RedbError::Newer) => Ok(None),
        Err(fault) => Err(fault),
    }
}

pub(crate) fn read(tx: &ReadTransaction, zone: &TimeZone) -> RedbResult<SearchIndex> {
    let records = tx.open_table(SEARCH)?;
    let head = HeadV1::read(&records)?;
    let changed = ChangedIdsRead::read(tx)?;
    let (fresh, unread) = fresh(tx, &changed)?;
    let results = tx.open_table(RESULTS)?.len()?;
    let mut index = SearchIndex::new(zone);
    // The sizes in the index can be wrong, so limit the memory that is reserved.
    let most = usize::try_from(head.rows.min(results)).unwrap_or(0) + fresh.len();
    for field in SearchField::ALL {
        let count = size(head.texts[field as usize]);
        index.reserve_texts(field, count.min(most));
        texts(&records, field, &mut index)?;
        if index.texts(field) != count {
            return Err(unfit());
        }
    }
    index.reserve(most);
    let fresh = index.adopt(fresh);
    let mut rows = RowLoader {
        index: &mut index,
        fresh: fresh.into_iter().peekable(),
        changed: &changed,
        texts: head.texts,
        last: None,
        count: 0,
    };
    rows.take_all(&records)?;
    if rows.count != head.rows || index.len() as u64 + unread + head.unread != results {
        return Err(unfit());
    }
    Ok(index)
}

fn unfit() -> RedbError {
    RedbError::damaged("the index for searching does not fit the results")
}

fn size(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// The results that were added since the index was built, and the number of unreadable ones.
fn fresh(tx: &ReadTransaction, changed: &ChangedIdsRead) -> RedbResult<(SearchRows, u64)> {
    let results = tx.open_table(RESULTS)?;
    let mut fresh = SearchRows::default();
    let mut unread = 0;
    for id in changed.ids() {
        let Some(record) = results.get(id)? else {
            continue;
        };
        let id = Uuid::from_u128(*id);
        let read = unseal(RESULTS.name(), id.as_bytes(), record.value());
        match read.and_then(|body| search_row(id, body)) {
            Ok((row, notes)) => fresh.push(&row, notes),
            Err(_) => unread += 1,
        }
    }
    Ok((fresh, unread))
}

/// Loads the texts of a field.
fn texts(records: &Records, field: SearchField, index: &mut SearchIndex) -> RedbResult<()> {
    each(records, RecordKind::Texts(field), |block, body| {
        if size(block.number) != index.texts(field) {
            return Err(unfit());
        }
        prefix_compressed::each(body, |shared, own| index.push_behind(field, shared, own))
    })
}

/// Calls `take` with the bodies of all records of a kind, in order.
fn each(
    records: &Records,
    kind: RecordKind,
    mut take: impl FnMut(IdBlock, &[u8]) -> RedbResult<()>,
) -> RedbResult<()> {
    let kind = kind.number();
    for entry in records.range((kind, 0)..=(kind, u32::MAX))? {
        let (key, record) = entry?;
        let (key, record) = (key.value(), record.value());
        let block = IdBlock {
            number: key.1,
            sum: sum(record),
        };
        take(block, unseal(SEARCH.name(), &sealed_key(key), record)?)?;
    }
    Ok(())
}

/// Loads the rows of the blocks, and inserts those that were added since.
struct RowLoader<'a, F: Iterator<Item = NumberedRow>> {
    index: &'a mut SearchIndex,
    fresh: Peekable<F>,
    changed: &'a ChangedIdsRead,
    texts: [u32; 3],
    last: Option<(i64, Uuid)>,
    count: u64,
}

impl<F: Iterator<Item = NumberedRow>> RowLoader<'_, F> {
    fn take_all(&mut self, records: &Records) -> RedbResult<()> {
        let mut reader = BlockReader::default();
        each(records, RecordKind::Rows, |block, body| {
            self.take(block, &reader.read(body)?)
        })?;
        for row in self.fresh.by_ref() {
            self.index.push(row);
        }
        Ok(())
    }

    /// Loads a block: as a whole, unless some of its results have changed.
    fn take(&mut self, block: IdBlock, rows: &ReadBlock<'_>) -> RedbResult<()> {
        let Some(last) = rows.len().checked_sub(1) else {
            return Ok(());
        };
        let first = rows.row(0).place();
        if self.last.is_some_and(|last| last <= first) || !self.fits(rows) {
            return Err(unfit());
        }
        let last = rows.row(last).place();
        self.last = Some(last);
        self.count += rows.len() as u64;
        let has_come = self.fresh.peek().is_some_and(|fresh| fresh.place() > last);
        if !has_come && !self.changed.has_any_of(rows.ids()) {
            self.index.push_block(block, rows.millis, rows.texts);
            return Ok(());
        }
        for row in (0..rows.len()).map(|at| rows.row(at)) {
            while let Some(fresh) = self.fresh.next_if(|fresh| fresh.place() > row.place()) {
                self.index.push(fresh);
            }
            if !self.changed.contains(row.id.as_u128()) {
                self.index.push(row);
            }
        }
        Ok(())
    }

    /// Whether the rows are in order, latest first, and all text numbers are valid.
    fn fits(&self, rows: &ReadBlock<'_>) -> bool {
        let mut columns = rows.texts.iter().zip(self.texts);
        rows.is_in_order()
            && columns.all(|(column, count)| column.iter().all(|number| *number < count))
    }
}
