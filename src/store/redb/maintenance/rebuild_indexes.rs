use std::collections::BTreeSet;
use std::path::Path;

use redb::{ReadableTable as _, WriteTransaction};
use uuid::Uuid;

use crate::store::format::IndexEntry;
use crate::store::redb::error::RedbResult;
use crate::store::redb::import::SortedIndexKeys;
use crate::store::redb::result_tables::ResultTables;
use crate::store::redb::tables::{
    BY_ASSESSMENT, BY_PERSON, BY_TIME, COUNTS, Changed, RESULTS, count_change,
};

/// Rebuilds the indexes and the counts from the results.
///
/// The time and person of an unreadable result are unknown. Its entry in the index by time stays, so
/// that lists still show it.
pub(crate) fn reindex(tx: &WriteTransaction, folder: &Path) -> RedbResult<Changed> {
    let mut unread = BTreeSet::new();
    let mut keys = SortedIndexKeys::sorted_in(folder);
    for entry in tx.open_table(RESULTS)?.iter()? {
        let (id, record) = entry?;
        let id = id.value();
        match IndexEntry::new(Uuid::from_u128(id), record.value()) {
            Ok(its) => keys.push(its)?,
            Err(_) => {
                unread.insert(id);
            }
        }
    }
    tx.open_table(BY_TIME)?
        .retain(|(_, id), ()| unread.contains(&id))?;
    tx.delete_table(BY_ASSESSMENT)?;
    tx.delete_table(BY_PERSON)?;
    tx.delete_table(COUNTS)?;
    let mut tables = ResultTables::open(tx)?;
    tables.touch_all();
    keys.enter(&mut tables)?;
    tables.close()?;
    count_change(tx)?;
    Ok(Changed::Made)
}
