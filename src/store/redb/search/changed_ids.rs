use redb::{
    ReadTransaction, ReadableTable as _, ReadableTableMetadata as _, Table, WriteTransaction,
};
use uuid::Uuid;

use super::build::{is_kept, rebuild};
use crate::store::redb::error::RedbResult;
use crate::store::redb::tables::SEARCH_CHANGED;

/// The number of changed results that searches read from their records before the index is rebuilt,
/// and their share in a large store. By then, rebuilding costs less than it saves.
const FEWEST: u64 = 1 << 10;
const SHARE: u64 = 1 << 6;

/// The results that a transaction has changed.
#[derive(Debug)]
pub(crate) enum ChangedIds {
    Some(Vec<u128>),
    /// So many that the index is rebuilt.
    Many,
}

impl Default for ChangedIds {
    fn default() -> Self {
        Self::Some(Vec::new())
    }
}

impl ChangedIds {
    /// Adds an ID. `results` returns the number of all results.
    pub(crate) fn add(
        &mut self,
        id: u128,
        results: impl FnOnce() -> RedbResult<u64>,
    ) -> RedbResult<()> {
        let Self::Some(ids) = self else {
            return Ok(());
        };
        ids.push(id);
        let count = ids.len() as u64;
        if count > FEWEST && is_too_many(count, results()?) {
            *self = Self::Many;
        }
        Ok(())
    }

    /// Writes the IDs, or rebuilds the index. Does nothing if the store has no index because it could
    /// not be built.
    pub(crate) fn write(
        self,
        tx: &WriteTransaction,
        results: &Table<'_, u128, &'static [u8]>,
    ) -> RedbResult<()> {
        let Self::Some(ids) = self else {
            return rebuild(tx, results);
        };
        if ids.is_empty() || !is_kept(tx)? {
            return Ok(());
        }
        let changed = {
            let mut changed = tx.open_table(SEARCH_CHANGED)?;
            for id in ids {
                changed.insert(id, ())?;
            }
            changed.len()?
        };
        if is_too_many(changed, results.len()?) {
            return rebuild(tx, results);
        }
        Ok(())
    }
}

fn is_too_many(changed: u64, results: u64) -> bool {
    changed > FEWEST.max(results / SHARE)
}

/// The results that were added or removed since the index was built.
pub(crate) struct ChangedIdsRead {
    ids: Vec<u128>,
    /// The ends of these IDs, which rule out most other IDs.
    ends: Vec<bool>,
}

impl ChangedIdsRead {
    pub(crate) fn read(tx: &ReadTransaction) -> RedbResult<Self> {
        let table = tx.open_table(SEARCH_CHANGED)?;
        let mut ids = Vec::new();
        let mut ends = vec![false; 1 << 16];
        for entry in table.iter()? {
            let id = entry?.0.value();
            ends[end(id)] = true;
            ids.push(id);
        }
        Ok(Self { ids, ends })
    }

    /// In ascending order.
    pub(crate) fn ids(&self) -> &[u128] {
        &self.ids
    }

    pub(crate) fn has_any_of(&self, mut ids: impl Iterator<Item = Uuid>) -> bool {
        !self.ids.is_empty() && ids.any(|id| self.contains(id.as_u128()))
    }

    pub(crate) fn contains(&self, id: u128) -> bool {
        self.ends[end(id)] && self.ids.binary_search(&id).is_ok()
    }
}

fn end(id: u128) -> usize {
    let [.., a, b] = id.to_be_bytes();
    usize::from(u16::from_be_bytes([a, b]))
}
