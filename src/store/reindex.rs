use std::collections::BTreeSet;

use redb::{ReadableTable as _, WriteTransaction};
use uuid::Uuid;

use super::fault::Outcome;
use super::saving::{Change, Indexed};
use super::tables::{BY_ASSESSMENT, BY_PERSON, BY_TIME, COUNTS, RESULTS, count_change};

/// Makes the indexes and the counts anew from the results.
///
/// A result that cannot be read says nothing of its time or its person. Where the order by time
/// names it, it is still named afterwards, so that lists go on showing that it is there.
pub(super) fn reindex(tx: &WriteTransaction) -> Outcome<Change> {
    let mut unread = BTreeSet::new();
    let mut read = Vec::new();
    for entry in tx.open_table(RESULTS)?.iter()? {
        let (id, record) = entry?;
        let id = id.value();
        match Indexed::new(Uuid::from_u128(id), record.value()) {
            Ok(_) => read.push(id),
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
    tx.open_table(BY_ASSESSMENT)?;
    tx.open_table(BY_PERSON)?;
    tx.open_table(COUNTS)?;
    for id in read {
        let record = tx
            .open_table(RESULTS)?
            .get(id)?
            .map(|it| it.value().to_vec());
        if let Some(record) = record {
            Indexed::new(Uuid::from_u128(id), &record)?.insert(tx)?;
        }
    }
    count_change(tx)?;
    Ok(Change::Made)
}
