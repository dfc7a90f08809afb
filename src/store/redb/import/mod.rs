mod external_sort;
mod index_keys;
mod sorted_insert;

use std::collections::BTreeMap;
use std::path::Path;

pub(crate) use external_sort::Sorter;
pub(crate) use index_keys::Keys;
use redb::{ReadableTable as _, ReadableTableMetadata as _, TableHandle as _, WriteTransaction};
use uuid::Uuid;

use crate::results::AssessmentResult;
use crate::store::batch::{ImportConflict, ImportOutcome, ImportSource, Imported};
use crate::store::format::{ResultV1, seal};
use crate::store::recent_definitions::Definer;
use crate::store::redb::error::Outcome;
use crate::store::redb::result_tables::{Indexed, Ledger};
use crate::store::redb::tables::{RESULTS, count_change};
use crate::store::redb::write_results::Change;

/// So many bytes of records are inserted together.
const TOGETHER: usize = 1 << 20;

/// Saves all of them, or none: where there is a conflict, or where the input stops, the
/// transaction has nothing that may be kept.
///
/// Everything is put in order before it goes in. A tree that grows in order is touched in one
/// place at a time and has full pages, so that an import is faster and its store smaller than if
/// each result went in as it came.
pub(crate) fn import(
    tx: &WriteTransaction,
    folder: &Path,
    results: &mut ImportSource<'_>,
    replace: bool,
) -> Outcome<(ImportOutcome, Change)> {
    let mut ledger = Ledger::open(tx)?;
    let mut definer = Definer::default();
    let mut records = Sorter::in_folder(folder);
    for (number, result) in (0..).zip(results) {
        let Ok(result) = result else {
            return Ok((ImportOutcome::Stopped, Change::None));
        };
        let record = record(&result, &mut definer, &mut ledger)?;
        let length = record.len();
        records.push((result.id.as_u128(), number, record), length)?;
    }
    let mut entering = Entering::new(ledger, folder, replace)?;
    for record in records.in_order()? {
        let (id, number, record) = record?;
        entering.add(id, number, record)?;
    }
    entering.finish(tx)
}

fn record(
    result: &AssessmentResult,
    definer: &mut Definer,
    ledger: &mut Ledger,
) -> Outcome<Vec<u8>> {
    let hash = definer.define(&result.assessment, ledger)?;
    let body = postcard::to_stdvec(&ResultV1::new(result, hash))?;
    Ok(seal(RESULTS.name(), result.id.as_bytes(), &body))
}

/// What stood under the id of a result.
enum Found {
    Nothing,
    Same,
    SameInBin,
    Other { binned: bool },
}

/// Records on their way into the store, in order of their ids.
struct Entering<'tx> {
    ledger: Ledger<'tx>,
    keys: Keys,
    replace: bool,
    /// Nothing can be taken out of an empty bin, and need not be looked for in it.
    is_bin_empty: bool,
    /// What there is room for, and is not inserted yet.
    fresh: Vec<(u128, Vec<u8>)>,
    bytes: usize,
    done: Imported,
    /// By their place in the input.
    conflicts: BTreeMap<u64, ImportConflict>,
}

impl<'tx> Entering<'tx> {
    fn new(ledger: Ledger<'tx>, folder: &Path, replace: bool) -> Outcome<Self> {
        Ok(Self {
            is_bin_empty: ledger.bin.is_empty()?,
            ledger,
            keys: Keys::sorted_in(folder),
            replace,
            fresh: Vec::new(),
            bytes: 0,
            done: Imported::default(),
            conflicts: BTreeMap::new(),
        })
    }

    fn add(&mut self, id: u128, number: u64, record: Vec<u8>) -> Outcome<()> {
        let is_again = self.fresh.last().is_some_and(|(last, _)| *last == id);
        let found = if is_again {
            self.give_way(&record)
        } else {
            self.make_room(id, &record)?
        };
        match found {
            Found::Nothing => self.done.added += 1,
            Found::SameInBin => self.done.restored += 1,
            Found::Other { .. } if self.replace => self.done.replaced += 1,
            Found::Same => {
                self.done.unchanged += 1;
                return Ok(());
            }
            Found::Other { binned } => {
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

    /// What came last has the same id.
    fn give_way(&mut self, record: &[u8]) -> Found {
        if self.fresh.last().is_some_and(|(_, last)| last == record) {
            return Found::Same;
        }
        if self.replace {
            self.fresh.pop();
        }
        Found::Other { binned: false }
    }

    /// Makes room for a record: takes out of the bin, and away with `replace`, what has its id.
    fn make_room(&mut self, id: u128, record: &[u8]) -> Outcome<Found> {
        let uuid = Uuid::from_u128(id);
        let there = self.ledger.results.get(id)?;
        let there = there.map(|there| there.value().to_vec());
        Ok(match there {
            Some(there) if there == record => Found::Same,
            Some(there) => {
                if self.replace {
                    self.ledger.results.remove(id)?;
                    self.ledger.unindex(&Indexed::new(uuid, &there)?)?;
                }
                Found::Other { binned: false }
            }
            None if self.is_bin_empty => Found::Nothing,
            None => match self.ledger.take_from_bin(uuid)? {
                Some(binned) if binned == record => Found::SameInBin,
                Some(_) => Found::Other { binned: true },
                None => Found::Nothing,
            },
        })
    }

    fn insert(&mut self) -> Outcome<()> {
        self.bytes = 0;
        let fresh = std::mem::take(&mut self.fresh);
        let records = fresh.iter().map(|(id, record)| (*id, record.as_slice()));
        sorted_insert::insert(&mut self.ledger.results, records)?;
        for (id, record) in &fresh {
            self.ledger.touch(*id)?;
            self.keys
                .push(Indexed::new(Uuid::from_u128(*id), record)?)?;
        }
        Ok(())
    }

    fn finish(mut self, tx: &WriteTransaction) -> Outcome<(ImportOutcome, Change)> {
        if !self.conflicts.is_empty() {
            let conflicts = self.conflicts.into_values().collect();
            return Ok((ImportOutcome::Conflicts(conflicts), Change::None));
        }
        self.insert()?;
        self.keys.enter(&mut self.ledger)?;
        self.ledger.close()?;
        let Imported {
            added,
            restored,
            replaced,
            ..
        } = self.done;
        let change = if added + restored + replaced > 0 {
            count_change(tx)?;
            Change::Made
        } else {
            Change::None
        };
        Ok((ImportOutcome::Done(self.done), change))
    }
}
