use std::collections::HashMap;
use std::collections::hash_map::Entry;

use redb::{ReadTransaction, TableHandle as _};
use uuid::Uuid;

use super::row_block::BlockReader;
use super::{RecordKind, sealed_key};
use crate::results::{IdAt, IdBlock, Position, SearchIndex};
use crate::store::format::{millis, sum, unseal};
use crate::store::redb::error::RedbResult;
use crate::store::redb::tables::SEARCH;

/// The IDs at these places of an index. `None` if the index was rebuilt since.
pub(crate) fn ids(
    tx: &ReadTransaction,
    index: &SearchIndex,
    places: impl IntoIterator<Item = u32>,
) -> RedbResult<Option<Vec<Uuid>>> {
    let mut blocks = HashMap::new();
    let mut found = Vec::new();
    for place in places {
        let id = match index.id(place) {
            None => continue,
            Some(IdAt::Known(id)) => id,
            Some(IdAt::Block(block, row)) => {
                let ids: &Vec<Uuid> = match blocks.entry(block.number) {
                    Entry::Occupied(entry) => entry.into_mut(),
                    Entry::Vacant(entry) => match read(tx, block)? {
                        Some(ids) => entry.insert(ids),
                        None => return Ok(None),
                    },
                };
                let row = usize::try_from(row).unwrap_or(usize::MAX);
                match ids.get(row) {
                    Some(id) => *id,
                    None => return Ok(None),
                }
            }
        };
        found.push(id);
    }
    Ok(Some(found))
}

/// The place of a result in an index. `None` also if its block has changed since.
pub(crate) fn place(
    tx: &ReadTransaction,
    index: &SearchIndex,
    position: Position,
) -> RedbResult<Option<u32>> {
    if let Some(place) = index.place(position.id) {
        return Ok(Some(place));
    }
    for (block, first) in index.blocks_at(millis(position.taken_at)) {
        let ids = read(tx, block)?.unwrap_or_default();
        let row = ids.iter().position(|id| *id == position.id);
        if let Some(row) = row.and_then(|row| u32::try_from(row).ok()) {
            return Ok(first.checked_add(row));
        }
    }
    Ok(None)
}

/// The IDs in a block. `None` if it has changed since or is unreadable.
fn read(tx: &ReadTransaction, block: IdBlock) -> RedbResult<Option<Vec<Uuid>>> {
    let key = (RecordKind::Rows.number(), block.number);
    let records = tx.open_table(SEARCH)?;
    let Some(record) = records.get(key)? else {
        return Ok(None);
    };
    let record = record.value();
    if sum(record) != block.sum {
        return Ok(None);
    }
    let Ok(body) = unseal(SEARCH.name(), &sealed_key(key), record) else {
        return Ok(None);
    };
    let mut reader = BlockReader::default();
    let ids = reader.read(body)?.ids().collect();
    Ok(Some(ids))
}
