use redb::{ReadableTable as _, TableHandle as _, WriteTransaction};
use uuid::Uuid;

use super::drafts;
use super::fault::{Fault, Outcome};
use super::format::{BinV1, DefinitionV1, ResultV1, RowV1};
use super::reading::counted;
use super::record::{seal, unseal};
use super::tables::{
    BIN, BY_ASSESSMENT, BY_PERSON, BY_TIME, COUNTS, DEFINITIONS, RESULTS, count_change,
};
use crate::results::{AssessmentResult, Draft, DraftOutcome, person_key};

/// Whether a transaction has anything to write down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Made,
    None,
}

/// Saves a result, and takes the draft with the same id away where it is `ours`.
pub(super) fn save(
    tx: &WriteTransaction,
    result: &AssessmentResult,
    ours: impl Fn(&Draft) -> bool,
) -> Outcome<(Change, DraftOutcome)> {
    let (hash, definition) = DefinitionV1::encode(&result.assessment)?;
    let body = postcard::to_stdvec(&ResultV1::new(result, hash))?;
    let record = seal(RESULTS.name(), result.id.as_bytes(), &body);
    let (removed, outcome) = drafts::remove_of(tx, result.id, ours)?;
    if is_saved(tx, result.id, &record)? {
        return Ok((removed, outcome));
    }
    if !take_from_bin(tx, result.id, &record)? {
        add_definition(tx, hash, &definition)?;
    }
    add(tx, result.id, &record)?;
    count_change(tx)?;
    Ok((Change::Made, outcome))
}

/// Whether exactly this record is there already.
fn is_saved(tx: &WriteTransaction, id: Uuid, record: &[u8]) -> Outcome<bool> {
    match tx.open_table(RESULTS)?.get(id.as_u128())? {
        Some(there) if there.value() == record => Ok(true),
        Some(_) => Err(Fault::Conflict(id)),
        None => Ok(false),
    }
}

/// Saving what lies in the bin takes it out; something else under its id is a conflict.
fn take_from_bin(tx: &WriteTransaction, id: Uuid, record: &[u8]) -> Outcome<bool> {
    match from_bin(tx, id)? {
        Some(binned) if binned == record => Ok(true),
        Some(_) => Err(Fault::Conflict(id)),
        None => Ok(false),
    }
}

pub(super) fn add_definition(tx: &WriteTransaction, hash: [u8; 32], body: &[u8]) -> Outcome<()> {
    let mut definitions = tx.open_table(DEFINITIONS)?;
    if definitions.get(hash)?.is_none() {
        let record = seal(DEFINITIONS.name(), &hash, body);
        definitions.insert(hash, record.as_slice())?;
    }
    Ok(())
}

/// Puts results into the bin.
pub(super) fn delete(tx: &WriteTransaction, ids: &[Uuid], millis: i64) -> Outcome<Change> {
    for id in ids {
        let record = tx
            .open_table(RESULTS)?
            .remove(id.as_u128())?
            .map(|old| old.value().to_vec());
        let record = record.ok_or(Fault::NotFound(*id))?;
        Indexed::new(*id, &record)?.remove(tx)?;
        let body = postcard::to_stdvec(&BinV1 {
            deleted_millis: millis,
            record,
        })?;
        let binned = seal(BIN.name(), id.as_bytes(), &body);
        tx.open_table(BIN)?
            .insert(id.as_u128(), binned.as_slice())?;
    }
    changed(tx, !ids.is_empty())
}

/// Takes results out of the bin; those that are not in it but among the results stay.
pub(super) fn restore(tx: &WriteTransaction, ids: &[Uuid]) -> Outcome<Change> {
    let mut moved = false;
    for id in ids {
        if let Some(record) = from_bin(tx, *id)? {
            add(tx, *id, &record)?;
            moved = true;
        } else if tx.open_table(RESULTS)?.get(id.as_u128())?.is_none() {
            return Err(Fault::NotFound(*id));
        }
    }
    changed(tx, moved)
}

/// Takes results out of the bin for good.
pub(super) fn delete_forever(tx: &WriteTransaction, ids: &[Uuid]) -> Outcome<Change> {
    let mut bin = tx.open_table(BIN)?;
    for id in ids {
        if bin.remove(id.as_u128())?.is_none() {
            return Err(Fault::NotFound(*id));
        }
    }
    drop(bin);
    changed(tx, !ids.is_empty())
}

fn changed(tx: &WriteTransaction, changed: bool) -> Outcome<Change> {
    if !changed {
        return Ok(Change::None);
    }
    count_change(tx)?;
    Ok(Change::Made)
}

/// Takes a record out of the bin.
pub(super) fn from_bin(tx: &WriteTransaction, id: Uuid) -> Outcome<Option<Vec<u8>>> {
    let mut bin = tx.open_table(BIN)?;
    let Some(binned) = bin.remove(id.as_u128())? else {
        return Ok(None);
    };
    Ok(Some(in_bin(id, binned.value())?.record))
}

/// What a record of the bin holds.
pub(super) fn in_bin(id: Uuid, binned: &[u8]) -> Outcome<BinV1> {
    let body = unseal(BIN.name(), id.as_bytes(), binned)?;
    Ok(postcard::from_bytes(body)?)
}

/// Puts a record among the results, where there is none yet.
pub(super) fn add(tx: &WriteTransaction, id: Uuid, record: &[u8]) -> Outcome<()> {
    let indexed = Indexed::new(id, record)?;
    tx.open_table(RESULTS)?.insert(id.as_u128(), record)?;
    indexed.insert(tx)
}

/// What the indexes say of a result.
pub(super) struct Indexed {
    id: u128,
    pub(super) millis: i64,
    pub(super) slug: String,
    pub(super) person: String,
}

impl Indexed {
    pub(super) fn new(id: Uuid, record: &[u8]) -> Outcome<Self> {
        let body = unseal(RESULTS.name(), id.as_bytes(), record)?;
        let row = RowV1::decode(body)?;
        Ok(Self {
            id: id.as_u128(),
            millis: row.millis,
            slug: row.slug,
            person: person_key(&row.name),
        })
    }

    pub(super) fn insert(&self, tx: &WriteTransaction) -> Outcome<()> {
        let (millis, id) = (self.millis, self.id);
        tx.open_table(BY_TIME)?.insert((millis, id), ())?;
        tx.open_table(BY_ASSESSMENT)?
            .insert((self.slug.as_str(), millis, id), ())?;
        tx.open_table(BY_PERSON)?
            .insert((self.person.as_str(), millis, id), ())?;
        self.count(tx, |count| count.checked_add(1))
    }

    pub(super) fn remove(&self, tx: &WriteTransaction) -> Outcome<()> {
        let (millis, id) = (self.millis, self.id);
        tx.open_table(BY_TIME)?.remove((millis, id))?;
        tx.open_table(BY_ASSESSMENT)?
            .remove((self.slug.as_str(), millis, id))?;
        tx.open_table(BY_PERSON)?
            .remove((self.person.as_str(), millis, id))?;
        self.count(tx, |count| count.checked_sub(1))
    }

    fn count(&self, tx: &WriteTransaction, step: impl Fn(u64) -> Option<u64>) -> Outcome<()> {
        let mut counts = tx.open_table(COUNTS)?;
        let slug = self.slug.as_str();
        let count = match counts.get(slug)? {
            Some(record) => counted(slug, record.value())?,
            None => 0,
        };
        let wrong = || Fault::damaged(format!("the number of results of '{slug}' is wrong"));
        let count = step(count).ok_or_else(wrong)?;
        let record = seal(COUNTS.name(), slug.as_bytes(), &count.to_le_bytes());
        counts.insert(slug, record.as_slice())?;
        Ok(())
    }
}
