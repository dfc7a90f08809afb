//! The step from schema 2 to 3: the index that is searched.

use redb::{TableDefinition, WriteTransaction};

use crate::store::redb::search;

const RESULTS: TableDefinition<u128, &[u8]> = TableDefinition::new("results");

/// An index that cannot be made is left out: what is searched are the results then.
pub(crate) fn run(tx: &WriteTransaction) -> Result<(), redb::Error> {
    let results = tx.open_table(RESULTS)?;
    search::rebuild(tx, &results).map_err(|fault| redb::Error::Io(fault.into_io()))
}
