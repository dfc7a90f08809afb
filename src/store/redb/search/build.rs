use std::cmp::Reverse;

use redb::{ReadableTable, Table, TableHandle as _, WriteTransaction};
use uuid::Uuid;

use super::header::HeadV1;
use super::prefix_compressed::PrefixCompressed;
use super::row_block::RowBlock;
use super::{RecordKind, sealed_key};
use crate::results::{FoldedTexts, NumberedRow, SearchField, TextNumbers};
use crate::store::format::{seal, search_row, unseal};
use crate::store::redb::catch_panics::catch_panics;
use crate::store::redb::error::RedbResult;
use crate::store::redb::import::ExternalSorter;
use crate::store::redb::tables::{RESULTS, SEARCH, SEARCH_CHANGED};
use crate::store::redb::temporary_files::temp_dir;

/// The bytes of texts that are sorted together.
const TOGETHER: usize = 1 << 20;

/// A row to sort: time, ID, and text numbers.
type Sorted = Reverse<(i64, u128, [u32; 3])>;

/// Creates the index of a store without results.
pub(crate) fn lay_out(tx: &WriteTransaction) -> RedbResult<()> {
    tx.open_table(SEARCH_CHANGED)?;
    let head = HeadV1::default().sealed()?;
    tx.open_table(SEARCH)?
        .insert(HeadV1::key(), head.as_slice())?;
    Ok(())
}

/// Whether the store has an index.
pub(crate) fn is_kept(tx: &WriteTransaction) -> RedbResult<bool> {
    Ok(tx.open_table(SEARCH)?.get(HeadV1::key())?.is_some())
}

/// Rebuilds the index from the readable results.
///
/// Damage must not prevent saving a result: if the index cannot be built, there is none, and searches
/// read the results.
pub(crate) fn rebuild(
    tx: &WriteTransaction,
    results: &impl ReadableTable<u128, &'static [u8]>,
) -> RedbResult<()> {
    let read = catch_panics(|| IndexBuilder::read(results));
    tx.delete_table(SEARCH)?;
    tx.delete_table(SEARCH_CHANGED)?;
    tx.open_table(SEARCH_CHANGED)?;
    let mut table = tx.open_table(SEARCH)?;
    match read {
        Ok(building) => building.write(&mut table),
        Err(_) => Ok(()),
    }
}

/// Collects an index. Nothing is written before all results were read.
struct IndexBuilder {
    folded: FoldedTexts,
    fields: [IndexTexts; 3],
    rows: ExternalSorter<Sorted>,
    unread: u64,
}

/// The texts of a field. They are numbered as they are read, and sorted in groups of some thousands,
/// which compresses them to a third.
#[derive(Default)]
struct IndexTexts {
    numbers: TextNumbers,
    waiting: Vec<(String, u32)>,
    bytes: usize,
    /// The place of each number.
    places: Vec<u32>,
    placed: u32,
    /// The bodies of records, each with the place of its first text.
    bodies: Vec<(u32, Vec<u8>)>,
}

impl IndexBuilder {
    fn read(results: &impl ReadableTable<u128, &'static [u8]>) -> RedbResult<Self> {
        let mut building = Self {
            folded: FoldedTexts::default(),
            fields: Default::default(),
            rows: ExternalSorter::in_folder(&temp_dir()),
            unread: 0,
        };
        for entry in results.iter()? {
            let (id, record) = entry?;
            building.take(Uuid::from_u128(id.value()), record.value())?;
        }
        for texts in &mut building.fields {
            texts.set_in_order();
        }
        Ok(building)
    }

    fn take(&mut self, id: Uuid, record: &[u8]) -> RedbResult<()> {
        let read = unseal(RESULTS.name(), id.as_bytes(), record);
        let Ok((row, notes)) = read.and_then(|body| search_row(id, body)) else {
            self.unread += 1;
            return Ok(());
        };
        let mut numbers = [0; 3];
        let texts = self.folded.of(&row, notes);
        for (field, text) in SearchField::ALL.into_iter().zip(texts) {
            let texts = &mut self.fields[field as usize];
            let (number, is_new) = texts.numbers.number(text);
            if is_new {
                texts.bytes += text.len();
                texts.waiting.push((text.to_owned(), number));
                if texts.bytes >= TOGETHER {
                    texts.set_in_order();
                }
            }
            numbers[field as usize] = number;
        }
        self.rows
            .push(Reverse((row.millis, id.as_u128(), numbers)), 0)
    }

    fn write(self, table: &mut Table<'_, (u8, u32), &'static [u8]>) -> RedbResult<()> {
        let mut head = HeadV1 {
            unread: self.unread,
            ..HeadV1::default()
        };
        for field in SearchField::ALL {
            let texts = &self.fields[field as usize];
            for (first, body) in &texts.bodies {
                put(table, (RecordKind::Texts(field), *first), body)?;
            }
            head.texts[field as usize] = texts.placed;
        }
        let mut blocks = 0;
        let mut block = RowBlock::default();
        for row in self.rows.in_order()? {
            let Reverse((millis, id, numbers)) = row?;
            let mut texts = [0; 3];
            for (place, (field, number)) in texts.iter_mut().zip(self.fields.iter().zip(numbers)) {
                *place = field.place(number);
            }
            let id = Uuid::from_u128(id);
            let row = NumberedRow { millis, id, texts };
            if !block.push(row) {
                put(table, (RecordKind::Rows, blocks), &block.take())?;
                blocks += 1;
                block.push(row);
            }
            head.rows += 1;
        }
        if !block.is_empty() {
            put(table, (RecordKind::Rows, blocks), &block.take())?;
        }
        let head = head.sealed()?;
        table.insert(HeadV1::key(), head.as_slice())?;
        Ok(())
    }
}

impl IndexTexts {
    /// Sorts the waiting texts and gives them places.
    fn set_in_order(&mut self) {
        self.bytes = 0;
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.sort_unstable();
        self.places.resize(self.places.len() + waiting.len(), 0);
        let mut compressed = PrefixCompressed::default();
        let mut first = self.placed;
        for (text, number) in &waiting {
            if compressed.is_full(text) {
                self.bodies.push((first, compressed.take()));
                first = self.placed;
            }
            compressed.push(text);
            if let Some(place) = self.places.get_mut(at(*number)) {
                *place = self.placed;
            }
            self.placed += 1;
        }
        if !waiting.is_empty() {
            self.bodies.push((first, compressed.take()));
        }
    }

    fn place(&self, number: u32) -> u32 {
        self.places.get(at(number)).copied().unwrap_or_default()
    }
}

fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn put(
    table: &mut Table<'_, (u8, u32), &'static [u8]>,
    (kind, number): (RecordKind, u32),
    body: &[u8],
) -> RedbResult<()> {
    let key = (kind.number(), number);
    let record = seal(SEARCH.name(), &sealed_key(key), body);
    table.insert(key, record.as_slice())?;
    Ok(())
}
