use redb::{
    Key, ReadOnlyTable, ReadTransaction, ReadableTable, TableDefinition, TableError,
    TableHandle as _, Value, WriteTransaction,
};
use uuid::Uuid;

use super::error::{RedbError, RedbResult};
use crate::store::format::{
    BIN_TABLE, DEFINITIONS_TABLE, DRAFTS_ASIDE_TABLE, DRAFTS_TABLE, RESULTS_TABLE, seal, unseal,
};

pub(crate) const META: TableDefinition<&str, &[u8]> = TableDefinition::new("meta");
/// id -> result
pub(crate) const RESULTS: TableDefinition<u128, &[u8]> = TableDefinition::new(RESULTS_TABLE);
/// (milliseconds, id)
pub(crate) const BY_TIME: TableDefinition<(i64, u128), ()> = TableDefinition::new("by_time");
/// (slug, milliseconds, id)
pub(crate) const BY_ASSESSMENT: TableDefinition<(&str, i64, u128), ()> =
    TableDefinition::new("by_assessment");
/// (slug, person key, milliseconds, id)
pub(crate) const BY_PERSON: TableDefinition<(&str, &str, i64, u128), ()> =
    TableDefinition::new("by_assessment_and_person");
/// slug -> number of results
pub(crate) const COUNTS: TableDefinition<&str, &[u8]> = TableDefinition::new("counts");
/// (person key, slug) -> draft
pub(crate) const DRAFTS: TableDefinition<(&str, &str), &[u8]> = TableDefinition::new(DRAFTS_TABLE);
/// (person key, slug, id) -> other draft
pub(crate) const DRAFTS_ASIDE: TableDefinition<(&str, &str, u128), &[u8]> =
    TableDefinition::new(DRAFTS_ASIDE_TABLE);
/// SHA-256 of the body -> definition
pub(crate) const DEFINITIONS: TableDefinition<[u8; 32], &[u8]> =
    TableDefinition::new(DEFINITIONS_TABLE);
/// id -> deleted result
pub(crate) const BIN: TableDefinition<u128, &[u8]> = TableDefinition::new(BIN_TABLE);
/// (kind, number) -> part of the search index
pub(crate) const SEARCH: TableDefinition<(u8, u32), &[u8]> = TableDefinition::new("search");
/// The results that were added or removed since the search index was built.
pub(crate) const SEARCH_CHANGED: TableDefinition<u128, ()> = TableDefinition::new("search_changed");

pub(crate) const CHANGES: &str = "changes";
const LAST_NAME: &str = "last_name";
const LAST_WRITE: &str = "last_write";

/// Whether a transaction has made a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Changed {
    Made,
    None,
}

impl Changed {
    pub(crate) fn when(is_made: bool) -> Self {
        if is_made { Self::Made } else { Self::None }
    }

    pub(crate) fn or(self, other: Self) -> Self {
        if self == Self::None { other } else { self }
    }
}

/// Opens a table that some stores do not have, such as those of early versions.
pub(crate) fn open_if_exists<K: Key + 'static, V: Value + 'static>(
    tx: &ReadTransaction,
    table: TableDefinition<K, V>,
) -> RedbResult<Option<ReadOnlyTable<K, V>>> {
    match tx.open_table(table) {
        Err(TableError::TableDoesNotExist(_)) => Ok(None),
        table => Ok(Some(table?)),
    }
}

/// The schema of the store.
pub(crate) fn schema(meta: &impl ReadableTable<&'static str, &'static [u8]>) -> RedbResult<u32> {
    number(meta, "schema")
}

/// Sets the schema of the store, and the oldest that can read it.
pub(crate) fn set_schema(tx: &WriteTransaction, schema: u32, oldest_reader: u32) -> RedbResult<()> {
    put(tx, "schema", &schema.to_le_bytes())?;
    put(tx, "oldest_reader", &oldest_reader.to_le_bytes())
}

/// Checks whether a program of this schema may read the store. Call it in every transaction, because
/// a newer version of levelup can have changed the store since the last one.
pub(crate) fn may_read(
    meta: &impl ReadableTable<&'static str, &'static [u8]>,
    ours: u32,
) -> RedbResult<()> {
    match number(meta, "oldest_reader")? {
        oldest if oldest > ours => Err(RedbError::Newer),
        _ => Ok(()),
    }
}

/// Checks whether a program of this schema may write to the store.
pub(crate) fn may_write(
    meta: &impl ReadableTable<&'static str, &'static [u8]>,
    ours: u32,
) -> RedbResult<()> {
    may_read(meta, ours)?;
    match schema(meta)? {
        schema if schema > ours => Err(RedbError::Newer),
        _ => Ok(()),
    }
}

fn number(meta: &impl ReadableTable<&'static str, &'static [u8]>, name: &str) -> RedbResult<u32> {
    let missing = || RedbError::damaged("a database, but not one of levelup");
    let bytes = value(meta, name)?.ok_or_else(missing)?;
    let bytes = bytes.try_into().map_err(|_| missing())?;
    Ok(u32::from_le_bytes(bytes))
}

fn value(
    meta: &impl ReadableTable<&'static str, &'static [u8]>,
    name: &str,
) -> RedbResult<Option<Vec<u8>>> {
    let Some(record) = meta.get(name)? else {
        return Ok(None);
    };
    let body = unseal(META.name(), name.as_bytes(), record.value())?;
    Ok(Some(body.to_vec()))
}

pub(crate) fn put(tx: &WriteTransaction, name: &str, body: &[u8]) -> RedbResult<()> {
    let record = seal(META.name(), name.as_bytes(), body);
    tx.open_table(META)?.insert(name, record.as_slice())?;
    Ok(())
}

/// The counter of changes of the results.
pub(crate) fn changes(meta: &impl ReadableTable<&'static str, &'static [u8]>) -> RedbResult<u64> {
    let bytes = value(meta, CHANGES)?.and_then(|bytes| bytes.try_into().ok());
    let bytes = bytes.ok_or_else(|| RedbError::damaged("the number of changes is missing"))?;
    Ok(u64::from_le_bytes(bytes))
}

/// Counts a change of the results.
pub(crate) fn count_change(tx: &WriteTransaction) -> RedbResult<()> {
    let changes = changes(&tx.open_table(META)?)?;
    put(tx, CHANGES, &changes.wrapping_add(1).to_le_bytes())
}

pub(crate) fn count_change_if(tx: &WriteTransaction, is_made: bool) -> RedbResult<Changed> {
    if is_made {
        count_change(tx)?;
    }
    Ok(Changed::when(is_made))
}

/// Marks a transaction, so that it can be found after a commit that failed.
pub(crate) fn sign(tx: &WriteTransaction, signature: Uuid) -> RedbResult<()> {
    put(tx, LAST_WRITE, signature.as_bytes())
}

/// Whether the last committed transaction has this mark.
pub(crate) fn is_signed(
    meta: &impl ReadableTable<&'static str, &'static [u8]>,
    signature: Uuid,
) -> RedbResult<bool> {
    Ok(value(meta, LAST_WRITE)?.is_some_and(|bytes| bytes == signature.as_bytes()))
}

pub(crate) fn last_name(
    meta: &impl ReadableTable<&'static str, &'static [u8]>,
) -> RedbResult<Option<String>> {
    let bytes = value(meta, LAST_NAME)?;
    let name = bytes.map(String::from_utf8).transpose();
    name.map_err(|_| RedbError::damaged("the last name is no text"))
}

pub(crate) fn remember_name(tx: &WriteTransaction, name: &str) -> RedbResult<()> {
    put(tx, LAST_NAME, name.as_bytes())
}
