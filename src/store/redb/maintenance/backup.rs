use redb::{
    Key, ReadTransaction, ReadableTable as _, ReadableTableMetadata as _, TableDefinition,
    TableHandle as _, Value, WriteTransaction,
};
use uuid::Uuid;

use super::examine::definition;
use crate::store::batch::OnProgress;
use crate::store::format::{BinV1, DraftKey, unseal};
use crate::store::redb::error::RedbResult;
use crate::store::redb::outbox::{OUTBOX, body as outbox_body};
use crate::store::redb::read_results::{counted, whole};
use crate::store::redb::tables::{
    BIN, BY_ASSESSMENT, BY_PERSON, BY_TIME, COUNTS, DEFINITIONS, DRAFTS, DRAFTS_ASIDE, META,
    RESULTS, SEARCH, SEARCH_CHANGED, open_if_exists,
};

/// Copies every record of the store, and checks each.
pub(crate) fn copy(
    from: &ReadTransaction,
    to: &WriteTransaction,
    on_progress: OnProgress,
) -> RedbResult<()> {
    let all = from.open_table(RESULTS)?.len()?;
    let mut done = 0;
    let definitions = from.open_table(DEFINITIONS)?;
    table(from, to, META, |name, record| {
        Ok(unseal(META.name(), name.as_bytes(), record).map(drop)?)
    })?;
    table(from, to, DEFINITIONS, |hash, record| {
        Ok(definition(&hash, record)?)
    })?;
    table(from, to, RESULTS, |id, record| {
        done += 1;
        if done % 256 == 0 {
            on_progress(done, all);
        }
        whole(Uuid::from_u128(id), record, &definitions).map(drop)
    })?;
    table(from, to, BIN, |id, record| {
        Ok(BinV1::unseal(Uuid::from_u128(id), record).map(drop)?)
    })?;
    table(from, to, BY_TIME, |_, ()| Ok(()))?;
    table(from, to, BY_ASSESSMENT, |_, ()| Ok(()))?;
    table(from, to, BY_PERSON, |_, ()| Ok(()))?;
    table(from, to, SEARCH, |_, _| Ok(()))?;
    table(from, to, SEARCH_CHANGED, |_, ()| Ok(()))?;
    table(from, to, COUNTS, |slug, record| {
        counted(slug, record).map(drop)
    })?;
    table(from, to, DRAFTS, |key, record| {
        Ok(DraftKey::main(key).unseal(record).map(drop)?)
    })?;
    // The table exists only if there was ever a pending result.
    if open_if_exists(from, OUTBOX)?.is_some() {
        table(from, to, OUTBOX, |id, record| {
            Ok(outbox_body(id, record).map(drop)?)
        })?;
    }
    table(from, to, DRAFTS_ASIDE, |key, record| {
        Ok(DraftKey::aside(key).unseal(record).map(drop)?)
    })
}

fn table<K: Key + 'static, V: Value + 'static>(
    from: &ReadTransaction,
    to: &WriteTransaction,
    table: TableDefinition<K, V>,
    mut look: impl for<'v> FnMut(K::SelfType<'v>, V::SelfType<'v>) -> RedbResult<()>,
) -> RedbResult<()> {
    let mut copy = to.open_table(table)?;
    let Some(table) = open_if_exists(from, table)? else {
        return Ok(());
    };
    for entry in table.iter()? {
        let (key, value) = entry?;
        look(key.value(), value.value())?;
        copy.insert(key.value(), value.value())?;
    }
    Ok(())
}
