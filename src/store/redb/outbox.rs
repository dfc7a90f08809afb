//! Pending results, in a table that is created with the first one.
//!
//! The table needs no new schema: older programs ignore it, and a store that never had a pending
//! result does not have it.

use redb::{
    ReadTransaction, ReadableTable as _, TableDefinition, TableHandle as _, WriteTransaction,
};
use uuid::Uuid;

use super::error::{RedbError, RedbResult};
use super::tables::{Changed, count_change, open_if_exists};
use super::{RedbStore, drafts};
use crate::results::{
    AssessmentResult, Draft, DraftOutcome, DraftPlace, PendingReason, StoreError,
};
use crate::store::format::{FormatResult, OutboxEntry, seal, unseal};

/// id -> pending result
pub(crate) const OUTBOX: TableDefinition<u128, &[u8]> = TableDefinition::new("outbox");

/// The body of a record.
pub(crate) fn body(id: u128, record: &[u8]) -> FormatResult<&[u8]> {
    unseal(OUTBOX.name(), Uuid::from_u128(id).as_bytes(), record)
}

/// The outcome of adding a result to the outbox, and the drafts that were removed.
pub(crate) struct Put {
    pub(crate) outcome: DraftOutcome,
    pub(crate) drafts: Vec<(Draft, DraftPlace)>,
    /// Whether it was not pending before.
    pub(crate) is_new: bool,
}

/// The result of a record.
pub(crate) fn result(id: u128, record: &[u8]) -> FormatResult<AssessmentResult> {
    Ok(entry(id, record)?.result)
}

fn entry(id: u128, record: &[u8]) -> FormatResult<OutboxEntry> {
    OutboxEntry::decode(Uuid::from_u128(id), body(id, record)?)
}

/// All readable pending results, oldest ID first.
pub(crate) fn all(local: &RedbStore) -> Result<Vec<OutboxEntry>, StoreError> {
    Ok(local.read((Vec::new(), 0), read_all)?.0)
}

/// The number of unreadable pending results.
pub(crate) fn unreadable(local: &RedbStore) -> Result<u64, StoreError> {
    Ok(local.read((Vec::new(), 0), read_all)?.1)
}

fn read_all(tx: &ReadTransaction) -> RedbResult<(Vec<OutboxEntry>, u64)> {
    let (mut entries, mut unreadable) = (Vec::new(), 0);
    let Some(outbox) = open_if_exists(tx, OUTBOX)? else {
        return Ok((entries, unreadable));
    };
    for record in outbox.iter()? {
        let (id, record) = record?;
        match entry(id.value(), record.value()) {
            Ok(entry) => entries.push(entry),
            Err(_) => unreadable += 1,
        }
    }
    Ok((entries, unreadable))
}

/// Adds a result to the outbox and removes the draft with the same ID if it is one of `ours`, in one
/// transaction, so that the answers are always in one of the two. A different pending result with the
/// same ID is a conflict.
pub(crate) fn put(
    local: &RedbStore,
    result: &AssessmentResult,
    ours: &dyn Fn(&Draft) -> bool,
) -> Result<Put, StoreError> {
    let mut put = Put {
        outcome: DraftOutcome::Done,
        drafts: Vec::new(),
        is_new: false,
    };
    local.write(|tx| {
        let with_id = drafts::with_id(tx, result.id)?;
        put.drafts = with_id
            .into_iter()
            .filter(|(draft, _)| ours(draft))
            .collect();
        let (removed, outcome) = drafts::remove_of(tx, result.id, ours)?;
        put.outcome = outcome;
        let there = find(tx, result.id)?;
        match there {
            Some(there) if there.result == *result => return Ok(removed),
            Some(_) => return Err(RedbError::Conflict(result.id)),
            None => {}
        }
        put.is_new = true;
        insert(tx, &OutboxEntry::new(result))?;
        count_change(tx)?;
        Ok(Changed::Made)
    })?;
    Ok(put)
}

/// Removes a result that was sent.
pub(crate) fn remove(local: &RedbStore, id: Uuid) -> Result<(), StoreError> {
    withdraw(local, id, &[])
}

/// Removes a result, and restores its drafts.
pub(crate) fn withdraw(
    local: &RedbStore,
    id: Uuid,
    drafts: &[(Draft, DraftPlace)],
) -> Result<(), StoreError> {
    local.write(|tx| {
        let removed = tx.open_table(OUTBOX)?.remove(id.as_u128())?.is_some();
        for (draft, place) in drafts {
            drafts::put(tx, draft, *place)?;
        }
        if !removed {
            return Ok(Changed::None);
        }
        count_change(tx)?;
        Ok(Changed::Made)
    })
}

/// Records why a result could not be sent, unless it was sent in the meantime.
pub(crate) fn mark(
    local: &RedbStore,
    id: Uuid,
    why: PendingReason,
    said: String,
) -> Result<(), StoreError> {
    local.write(|tx| {
        let Some(mut entry) = find(tx, id)? else {
            return Ok(Changed::None);
        };
        if entry.why == why && entry.said == said {
            return Ok(Changed::None);
        }
        (entry.why, entry.said) = (why, said);
        insert(tx, &entry)?;
        count_change(tx)?;
        Ok(Changed::Made)
    })
}

/// Gives a result a new ID if it is still pending because of a conflict. Returns whether it is.
pub(crate) fn rename(local: &RedbStore, id: Uuid, fresh: Uuid) -> Result<bool, StoreError> {
    let mut is_renamed = false;
    local.write(|tx| {
        let Some(mut entry) = find(tx, id)?.filter(|entry| !entry.is_sendable()) else {
            return Ok(Changed::None);
        };
        is_renamed = true;
        tx.open_table(OUTBOX)?.remove(id.as_u128())?;
        entry.result.id = fresh;
        insert(
            tx,
            &OutboxEntry {
                since: entry.since,
                ..OutboxEntry::new(&entry.result)
            },
        )?;
        count_change(tx)?;
        Ok(Changed::Made)
    })?;
    Ok(is_renamed)
}

fn find(tx: &WriteTransaction, id: Uuid) -> RedbResult<Option<OutboxEntry>> {
    let outbox = tx.open_table(OUTBOX)?;
    let record = outbox.get(id.as_u128())?;
    let found = record.map(|record| entry(id.as_u128(), record.value()));
    Ok(found.transpose()?)
}

fn insert(tx: &WriteTransaction, entry: &OutboxEntry) -> RedbResult<()> {
    let id = entry.result.id;
    let record = seal(OUTBOX.name(), id.as_bytes(), &entry.encode()?);
    tx.open_table(OUTBOX)?
        .insert(id.as_u128(), record.as_slice())?;
    Ok(())
}
