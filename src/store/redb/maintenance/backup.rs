use redb::{
    Key, ReadTransaction, ReadableTable as _, ReadableTableMetadata as _, TableDefinition,
    TableHandle as _, Value, WriteTransaction,
};
use uuid::Uuid;

use super::examine::{OnProgress, definition, if_there};
use crate::store::format::unseal;
use crate::store::redb::drafts;
use crate::store::redb::error::RedbResult;
use crate::store::redb::outbox::{OUTBOX, body as outbox_body};
use crate::store::redb::read_results::{counted, whole};
use crate::store::redb::result_tables::in_bin;
use crate::store::redb::tables::{
    BIN, BY_ASSESSMENT, BY_PERSON, BY_TIME, COUNTS, DEFINITIONS, DRAFTS, DRAFTS_ASIDE, META,
    RESULTS, SEARCH, SEARCH_CHANGED,
};

/// Copies everything that the store holds at this moment, record by record, each of which is
/// looked at on the way.
pub(crate) fn copy(
    from: &ReadTransaction,
    to: &WriteTransaction,
    on_progress: OnProgress,
) -> RedbResult<()> {
    let all = from.open_table(RESULTS)?.len()?;
    let mut done = 0;
    let definitions = from.open_table(DEFINITIONS)?;
    table(from, to, META, |name, record| {
        unseal(META.name(), name.as_bytes(), record).map(drop)
    })?;
    table(from, to, DEFINITIONS, |hash, record| {
        definition(&hash, record)
    })?;
    table(from, to, RESULTS, |id, record| {
        done += 1;
        if done % 256 == 0 {
            on_progress(done, all);
        }
        whole(Uuid::from_u128(id), record, &definitions).map(drop)
    })?;
    table(from, to, BIN, |id, record| {
        in_bin(Uuid::from_u128(id), record).map(drop)
    })?;
    table(from, to, BY_TIME, |_, ()| Ok(()))?;
    table(from, to, BY_ASSESSMENT, |_, ()| Ok(()))?;
    table(from, to, BY_PERSON, |_, ()| Ok(()))?;
    table(from, to, SEARCH, |_, _| Ok(()))?;
    table(from, to, SEARCH_CHANGED, |_, ()| Ok(()))?;
    table(from, to, COUNTS, |slug, record| {
        counted(slug, record).map(drop)
    })?;
    table(from, to, DRAFTS, |(person, slug), record| {
        drafts::body(person, slug, record).map(drop)
    })?;
    // Made only where something ever waited.
    if if_there(from, OUTBOX)?.is_some() {
        table(from, to, OUTBOX, |id, record| {
            outbox_body(id, record).map(drop)
        })?;
    }
    table(from, to, DRAFTS_ASIDE, |key, record| {
        drafts::body_aside(key, record).map(drop)
    })
}

fn table<K: Key + 'static, V: Value + 'static>(
    from: &ReadTransaction,
    to: &WriteTransaction,
    table: TableDefinition<K, V>,
    mut look: impl for<'v> FnMut(K::SelfType<'v>, V::SelfType<'v>) -> RedbResult<()>,
) -> RedbResult<()> {
    let mut copy = to.open_table(table)?;
    let Some(table) = if_there(from, table)? else {
        return Ok(());
    };
    for entry in table.iter()? {
        let (key, value) = entry?;
        look(key.value(), value.value())?;
        copy.insert(key.value(), value.value())?;
    }
    Ok(())
}
