mod external_sort;
mod index_keys;
mod recent_definitions;
mod sorted_insert;

use std::collections::BTreeMap;
use std::path::Path;

pub(crate) use external_sort::ExternalSorter;
pub(crate) use index_keys::SortedIndexKeys;
use redb::{ReadableTable as _, ReadableTableMetadata as _, TableHandle as _, WriteTransaction};
use uuid::Uuid;

use self::recent_definitions::RecentDefinitions;
use crate::results::AssessmentResult;
use crate::store::batch::{ImportConflict, ImportOutcome, ImportSource, Imported};
use crate::store::format::{IndexEntry, ResultV1, seal};
use crate::store::redb::error::RedbResult;
use crate::store::redb::result_tables::ResultTables;
use crate::store::redb::tables::{Changed, RESULTS, count_change};

/// The bytes of records that are inserted together.
const TOGETHER: usize = 1 << 20;

/// Saves all results, or none if there is a conflict or the input stops.
///
/// Everything is sorted first. A tree that grows in order changes in one place at a time and has full
/// pages, so the import is faster and the store smaller than with unsorted results.
pub(crate) fn import(
    tx: &WriteTransaction,
    folder: &Path,
    results: &mut ImportSource<'_>,
    replace: bool,
) -> RedbResult<(ImportOutcome, Changed)> {
    let mut tables = ResultTables::open(tx)?;
    let mut definitions = RecentDefinitions::default();
    let mut records = ExternalSorter::in_folder(folder);
    for (number, result) in (0..).zip(results) {
        let Ok(result) = result else {
            return Ok((ImportOutcome::Stopped, Changed::None));
        };
        let record = record(&result, &mut definitions, &mut tables)?;
        let length = record.len();
        records.push((result.id.as_u128(), number, record), length)?;
    }
    let mut entering = ImportTransaction::new(tables, folder, replace)?;
    for record in records.in_order()? {
        let (id, number, record) = record?;
        entering.add(id, number, record)?;
    }
    entering.finish(tx)
}

fn record(
    result: &AssessmentResult,
    definitions: &mut RecentDefinitions,
    tables: &mut ResultTables,
) -> RedbResult<Vec<u8>> {
    let hash = definitions.define(&result.assessment, tables)?;
    let body = postcard::to_stdvec(&ResultV1::new(result, hash))?;
    Ok(seal(RESULTS.name(), result.id.as_bytes(), &body))
}

/// What the store had under the ID of a result.
enum ExistingResult {
    Nothing,
    Same,
    SameInBin,
    Other { binned: bool },
}

/// Adds records in order of ID.
struct ImportTransaction<'tx> {
    tables: ResultTables<'tx>,
    keys: SortedIndexKeys,
    replace: bool,
    /// An empty trash is not searched.
    is_bin_empty: bool,
    /// Records that are not inserted yet.
    fresh: Vec<(u128, Vec<u8>)>,
    bytes: usize,
    done: Imported,
    /// By place in the input.
    conflicts: BTreeMap<u64, ImportConflict>,
}

impl<'tx> ImportTransaction<'tx> {
    fn new(tables: ResultTables<'tx>, folder: &Path, replace: bool) -> RedbResult<Self> {
        Ok(Self {
            is_bin_empty: tables.bin.is_empty()?,
            tables,
            keys: SortedIndexKeys::sorted_in(folder),
            replace,
            fresh: Vec::new(),
            bytes: 0,
            done: Imported::default(),
            conflicts: BTreeMap::new(),
        })
    }

    fn add(&mut self, id: u128, number: u64, record: Vec<u8>) -> RedbResult<()> {
        let is_again = self.fresh.last().is_some_and(|(last, _)| *last == id);
        let found = if is_again {
            self.give_way(&record)
        } else {
            self.make_room(id, &record)?
        };
        match found {
            ExistingResult::Nothing => self.done.added += 1,
            ExistingResult::SameInBin => self.done.restored += 1,
            ExistingResult::Other { .. } if self.replace => self.done.replaced += 1,
            ExistingResult::Same => {
                self.done.unchanged += 1;
                return Ok(());
            }
            ExistingResult::Other { binned } => {
                let id = Uuid::from_u128(id);
                self.conflicts.insert(number, ImportConflict { id, binned });
                return Ok(());
            }
        }
        if self.bytes >= TOGETHER {
            self.insert()?;
        }
        self.bytes += record.len();
        self.fresh.push((id, record));
        Ok(())
    }

    /// Compares a record with the last one, which has the same ID.
    fn give_way(&mut self, record: &[u8]) -> ExistingResult {
        if self.fresh.last().is_some_and(|(_, last)| last == record) {
            return ExistingResult::Same;
        }
        if self.replace {
            self.fresh.pop();
        }
        ExistingResult::Other { binned: false }
    }

    /// Removes what has the ID of a record: from trash and, with `replace`, from the results.
    fn make_room(&mut self, id: u128, record: &[u8]) -> RedbResult<ExistingResult> {
        let uuid = Uuid::from_u128(id);
        let there = self.tables.results.get(id)?;
        let there = there.map(|there| there.value().to_vec());
        Ok(match there {
            Some(there) if there == record => ExistingResult::Same,
            Some(there) => {
                if self.replace {
                    self.tables.results.remove(id)?;
                    self.tables.unindex(&IndexEntry::new(uuid, &there)?)?;
                }
                ExistingResult::Other { binned: false }
            }
            None if self.is_bin_empty => ExistingResult::Nothing,
            None => match self.tables.take_from_bin(uuid)? {
                Some(binned) if binned == record => ExistingResult::SameInBin,
                Some(_) => ExistingResult::Other { binned: true },
                None => ExistingResult::Nothing,
            },
        })
    }

    fn insert(&mut self) -> RedbResult<()> {
        self.bytes = 0;
        let fresh = std::mem::take(&mut self.fresh);
        let records = fresh.iter().map(|(id, record)| (*id, record.as_slice()));
        sorted_insert::insert(&mut self.tables.results, records)?;
        for (id, record) in &fresh {
            self.tables.touch(*id)?;
            self.keys
                .push(IndexEntry::new(Uuid::from_u128(*id), record)?)?;
        }
        Ok(())
    }

    fn finish(mut self, tx: &WriteTransaction) -> RedbResult<(ImportOutcome, Changed)> {
        if !self.conflicts.is_empty() {
            let conflicts = self.conflicts.into_values().collect();
            return Ok((ImportOutcome::Conflicts(conflicts), Changed::None));
        }
        self.insert()?;
        self.keys.enter(&mut self.tables)?;
        self.tables.close()?;
        let Imported {
            added,
            restored,
            replaced,
            ..
        } = self.done;
        let change = if added + restored + replaced > 0 {
            count_change(tx)?;
            Changed::Made
        } else {
            Changed::None
        };
        Ok((ImportOutcome::Done(self.done), change))
    }
}
