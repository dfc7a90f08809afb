use redb::{ReadableTable as _, TableHandle as _, WriteTransaction};
use uuid::Uuid;

use super::error::{RedbError, RedbResult};
use super::result_tables::ResultTables;
use super::tables::{BIN, Changed, META, RESULTS, count_change, count_change_if, last_name};
use super::{drafts, tables};
use crate::results::{AssessmentResult, Draft, DraftOutcome};
use crate::store::batch::{ImportConflict, ImportOutcome, Imported, TrashedResult};
use crate::store::format::{BinV1, DefinitionV1, IndexEntry, ResultV1, millis, seal};

/// Saves a result, and removes the drafts with the same ID if they are `ours`.
pub(crate) fn save(
    tx: &WriteTransaction,
    result: &AssessmentResult,
    ours: impl Fn(&Draft) -> bool,
) -> RedbResult<(Changed, DraftOutcome)> {
    let (hash, definition) = DefinitionV1::encode(&result.assessment)?;
    let body = postcard::to_stdvec(&ResultV1::new(result, hash))?;
    let record = seal(RESULTS.name(), result.id.as_bytes(), &body);
    let (removed, outcome) = drafts::remove_of(tx, result.id, ours)?;
    let mut tables = ResultTables::open(tx)?;
    if is_saved(&tables, result.id, &record)? {
        return Ok((removed, outcome));
    }
    if !take_from_bin(&mut tables, result.id, &record)? {
        tables.define(hash, &definition)?;
    }
    tables.add(result.id, &record)?;
    tables.close()?;
    count_change(tx)?;
    Ok((Changed::Made, outcome))
}

/// Whether the store has this record.
fn is_saved(tables: &ResultTables, id: Uuid, record: &[u8]) -> RedbResult<bool> {
    match tables.results.get(id.as_u128())? {
        Some(there) if there.value() == record => Ok(true),
        Some(_) => Err(RedbError::Conflict(id)),
        None => Ok(false),
    }
}

/// Removes the result from trash. A different result there is a conflict.
fn take_from_bin(tables: &mut ResultTables, id: Uuid, record: &[u8]) -> RedbResult<bool> {
    match tables.take_from_bin(id)? {
        Some(binned) if binned == record => Ok(true),
        Some(_) => Err(RedbError::Conflict(id)),
        None => Ok(false),
    }
}

/// Moves results to trash.
pub(crate) fn delete(tx: &WriteTransaction, ids: &[Uuid], millis: i64) -> RedbResult<Changed> {
    let mut tables = ResultTables::open(tx)?;
    for id in ids {
        let record = tables
            .results
            .remove(id.as_u128())?
            .map(|old| old.value().to_vec());
        let record = record.ok_or(RedbError::NotFound(*id))?;
        tables.unindex(&IndexEntry::new(*id, &record)?)?;
        tables.throw(*id, millis, record)?;
    }
    tables.close()?;
    count_change_if(tx, !ids.is_empty())
}

/// Adds deleted results of another store to trash: all, or none if there is a conflict.
pub(crate) fn put_in_bin(
    tx: &WriteTransaction,
    binned: &[TrashedResult],
) -> RedbResult<(ImportOutcome, Changed)> {
    let mut tables = ResultTables::open(tx)?;
    let (mut done, mut conflicts) = (Imported::default(), Vec::new());
    for TrashedResult { result, at } in binned {
        let id = result.id;
        let (hash, definition) = DefinitionV1::encode(&result.assessment)?;
        let body = postcard::to_stdvec(&ResultV1::new(result, hash))?;
        let record = seal(RESULTS.name(), id.as_bytes(), &body);
        match there(&tables, id)? {
            None => {
                tables.define(hash, &definition)?;
                tables.throw(id, millis(*at), record)?;
                done.added += 1;
            }
            Some((there, _)) if there == record => done.unchanged += 1,
            Some((_, binned)) => conflicts.push(ImportConflict { id, binned }),
        }
    }
    if !conflicts.is_empty() {
        return Ok((ImportOutcome::Conflicts(conflicts), Changed::None));
    }
    tables.close()?;
    Ok((
        ImportOutcome::Done(done),
        count_change_if(tx, done.added > 0)?,
    ))
}

/// The record with this ID, and whether it is in trash.
fn there(tables: &ResultTables, id: Uuid) -> RedbResult<Option<(Vec<u8>, bool)>> {
    if let Some(record) = tables.results.get(id.as_u128())? {
        return Ok(Some((record.value().to_vec(), false)));
    }
    let binned = tables.bin.get(id.as_u128())?;
    Ok(binned.map(|binned| {
        // A record that cannot be read is a different result.
        let its = BinV1::unseal(id, binned.value());
        (its.map(|its| its.record).unwrap_or_default(), true)
    }))
}

/// Restores results from trash. Results that are not in trash do not change.
pub(crate) fn restore(tx: &WriteTransaction, ids: &[Uuid]) -> RedbResult<Changed> {
    let mut tables = ResultTables::open(tx)?;
    let mut moved = false;
    for id in ids {
        if let Some(record) = tables.take_from_bin(*id)? {
            tables.add(*id, &record)?;
            moved = true;
        } else if tables.results.get(id.as_u128())?.is_none() {
            return Err(RedbError::NotFound(*id));
        }
    }
    tables.close()?;
    count_change_if(tx, moved)
}

/// Deletes results in trash permanently.
pub(crate) fn delete_forever(tx: &WriteTransaction, ids: &[Uuid]) -> RedbResult<Changed> {
    let mut bin = tx.open_table(BIN)?;
    for id in ids {
        if bin.remove(id.as_u128())?.is_none() {
            return Err(RedbError::NotFound(*id));
        }
    }
    drop(bin);
    count_change_if(tx, !ids.is_empty())
}

/// Remembers a name, unless it is empty or the last one.
pub(crate) fn remember_name(tx: &WriteTransaction, name: &str) -> RedbResult<Changed> {
    let last = last_name(&tx.open_table(META)?)?;
    if name.is_empty() || last.as_deref() == Some(name) {
        return Ok(Changed::None);
    }
    tables::remember_name(tx, name)?;
    Ok(Changed::Made)
}
