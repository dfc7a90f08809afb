//! The results that wait, in a table of their own, which is made when the first one waits.
//!
//! It needs no new schema: programs that do not know the table pass it over, and a store in which
//! nothing ever waited is byte for byte what it was.

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

/// id -> result that waits
pub(crate) const OUTBOX: TableDefinition<u128, &[u8]> = TableDefinition::new("outbox");

/// The body of a record.
pub(crate) fn body(id: u128, record: &[u8]) -> FormatResult<&[u8]> {
    unseal(OUTBOX.name(), Uuid::from_u128(id).as_bytes(), record)
}

/// What came of putting a result among those that wait: what became of its draft, and the drafts
/// that went with it.
pub(crate) struct Put {
    pub(crate) outcome: DraftOutcome,
    pub(crate) drafts: Vec<(Draft, DraftPlace)>,
    /// Whether it did not wait before.
    pub(crate) is_new: bool,
}

/// The result of a record.
pub(crate) fn result(id: u128, record: &[u8]) -> FormatResult<AssessmentResult> {
    Ok(entry(id, record)?.result)
}

fn entry(id: u128, record: &[u8]) -> FormatResult<OutboxEntry> {
    OutboxEntry::decode(Uuid::from_u128(id), body(id, record)?)
}

/// All that waits, the oldest id first. What cannot be read any more keeps nothing else here.
pub(crate) fn all(local: &RedbStore) -> Result<Vec<OutboxEntry>, StoreError> {
    Ok(local.read((Vec::new(), 0), read_all)?.0)
}

/// How many there are that cannot be read.
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

/// Puts a result among those that wait, and takes the draft with the same id away where it is what
/// `seen` says: one transaction, so that the answers are always in one of the two. Another result
/// that waits under the same id is a conflict.
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

/// Takes a result away that has arrived.
pub(crate) fn remove(local: &RedbStore, id: Uuid) -> Result<(), StoreError> {
    withdraw(local, id, &[])
}

/// Takes a result away, and puts the drafts back that went with it.
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

/// Gives a result another id, where it still waits and cannot go out under its own; whether it
/// does.
pub(crate) fn rename(local: &RedbStore, id: Uuid, fresh: Uuid) -> Result<bool, StoreError> {
    let mut is_renamed = false;
    local.write(|tx| {
        let Some(mut entry) = find(tx, id)?.filter(|entry| !entry.is_on_its_way()) else {
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
