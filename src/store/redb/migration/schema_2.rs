//! The step from schema 1 to 2: the index by person names the assessment first, so that one
//! person's results of it stand together, and so do all its people.

use redb::{ReadableTable as _, TableDefinition, WriteTransaction};
use uuid::Uuid;

use crate::store::format::IndexEntry;

const RESULTS: TableDefinition<u128, &[u8]> = TableDefinition::new("results");
const BY_PERSON_1: TableDefinition<(&str, i64, u128), ()> = TableDefinition::new("by_person");
const BY_PERSON_2: TableDefinition<(&str, &str, i64, u128), ()> =
    TableDefinition::new("by_assessment_and_person");

/// What cannot be read is in no index, as after `levelup doctor` has made them anew.
pub(crate) fn run(tx: &WriteTransaction) -> Result<(), redb::Error> {
    {
        let results = tx.open_table(RESULTS)?;
        let mut by_person = tx.open_table(BY_PERSON_2)?;
        for entry in results.iter()? {
            let (id, record) = entry?;
            let id = id.value();
            if let Ok(its) = IndexEntry::new(Uuid::from_u128(id), record.value()) {
                let key = (its.slug.as_str(), its.person.as_str(), its.millis, id);
                by_person.insert(key, ())?;
            }
        }
    }
    tx.delete_table(BY_PERSON_1)?;
    Ok(())
}
