mod steps;

use redb::WriteTransaction;

use super::error::RedbResult;
use super::tables::{
    BIN, BY_ASSESSMENT, BY_PERSON, BY_TIME, CHANGES, COUNTS, DEFINITIONS, DRAFTS, DRAFTS_ASIDE,
    RESULTS,
};
use super::{search, tables};
use crate::store::clock::fresh_id;

/// The schema of the first stores. Each migration adds one.
pub(crate) const FIRST_SCHEMA: u32 = 1;
/// The oldest schema whose programs can read a new store.
const OLDEST_READER: u32 = 4;

/// A step from one schema of the store to the next, which depends only on the tables. Once released,
/// it never changes, and neither do the golden files of its tests.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// The oldest schema whose programs can still read the store afterwards.
    pub oldest_reader: u32,
    pub run: fn(&WriteTransaction) -> Result<(), redb::Error>,
}

/// The steps from schema 1 to the latest.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        oldest_reader: 2,
        run: steps::index_by_assessment_and_person,
    },
    // Programs that read only the results do not need the search index.
    Migration {
        oldest_reader: 2,
        run: steps::add_search_index,
    },
    // An older program would search for a person by the old key, without matches.
    Migration {
        oldest_reader: 4,
        run: steps::change_person_keys,
    },
];

/// The schema after these steps.
pub(crate) fn schema_after(migrations: &[Migration]) -> u32 {
    FIRST_SCHEMA + u32::try_from(migrations.len()).unwrap_or(u32::MAX)
}

/// Creates all tables of a new store.
pub(crate) fn create_tables(tx: &WriteTransaction) -> RedbResult<()> {
    tx.open_table(RESULTS)?;
    tx.open_table(BY_TIME)?;
    tx.open_table(BY_ASSESSMENT)?;
    tx.open_table(BY_PERSON)?;
    tx.open_table(COUNTS)?;
    tx.open_table(DRAFTS)?;
    tx.open_table(DRAFTS_ASIDE)?;
    tx.open_table(DEFINITIONS)?;
    tx.open_table(BIN)?;
    search::lay_out(tx)?;
    tables::set_schema(tx, schema_after(MIGRATIONS), OLDEST_READER)?;
    tables::put(tx, "store_id", fresh_id().as_bytes())?;
    tables::put(
        tx,
        "written_by",
        concat!("levelup ", env!("CARGO_PKG_VERSION")).as_bytes(),
    )?;
    tables::put(tx, CHANGES, &0u64.to_le_bytes())
}
