use std::collections::BTreeMap;

use redb::{
    ReadableTable as _, ReadableTableMetadata as _, Table, TableHandle as _, WriteTransaction,
};
use uuid::Uuid;

use super::error::{RedbError, RedbResult};
use super::read_results::counted;
use super::tables::{BIN, BY_ASSESSMENT, BY_PERSON, BY_TIME, COUNTS, DEFINITIONS, RESULTS};
use crate::store::format::{BinV1, IndexEntry, seal};
use crate::store::redb::search::ChangedIds;

/// The tables that a change of results writes to, opened once per transaction.
///
/// Counts are collected and written by [`ResultTables::close`]. Without it they are wrong.
pub(crate) struct ResultTables<'tx> {
    tx: &'tx WriteTransaction,
    pub(crate) results: Table<'tx, u128, &'static [u8]>,
    pub(crate) bin: Table<'tx, u128, &'static [u8]>,
    definitions: Table<'tx, [u8; 32], &'static [u8]>,
    pub(crate) by_time: Table<'tx, (i64, u128), ()>,
    pub(crate) by_assessment: Table<'tx, (&'static str, i64, u128), ()>,
    pub(crate) by_person: Table<'tx, (&'static str, &'static str, i64, u128), ()>,
    /// The number of added and removed results by slug.
    moved: BTreeMap<String, (u64, u64)>,
    /// The added and removed results.
    touched: ChangedIds,
}

impl<'tx> ResultTables<'tx> {
    pub(crate) fn open(tx: &'tx WriteTransaction) -> RedbResult<Self> {
        Ok(Self {
            tx,
            results: tx.open_table(RESULTS)?,
            bin: tx.open_table(BIN)?,
            definitions: tx.open_table(DEFINITIONS)?,
            by_time: tx.open_table(BY_TIME)?,
            by_assessment: tx.open_table(BY_ASSESSMENT)?,
            by_person: tx.open_table(BY_PERSON)?,
            moved: BTreeMap::new(),
            touched: ChangedIds::default(),
        })
    }

    /// Writes the counts, and which results the search index does not contain.
    pub(crate) fn close(self) -> RedbResult<()> {
        self.touched.write(self.tx, &self.results)?;
        let mut counts = self.tx.open_table(COUNTS)?;
        for (slug, (came, went)) in self.moved {
            let slug = slug.as_str();
            let count = match counts.get(slug)? {
                Some(record) => counted(slug, record.value())?,
                None => 0,
            };
            let count = count
                .checked_add(came)
                .and_then(|all| all.checked_sub(went));
            let wrong =
                || RedbError::damaged(format!("the number of results of '{slug}' is wrong"));
            let record = seal(
                COUNTS.name(),
                slug.as_bytes(),
                &count.ok_or_else(wrong)?.to_le_bytes(),
            );
            counts.insert(slug, record.as_slice())?;
        }
        Ok(())
    }

    /// Stores a definition, unless it is stored.
    pub(crate) fn define(&mut self, hash: [u8; 32], body: &[u8]) -> RedbResult<()> {
        if self.definitions.get(hash)?.is_none() {
            let record = seal(DEFINITIONS.name(), &hash, body);
            self.definitions.insert(hash, record.as_slice())?;
        }
        Ok(())
    }

    /// Adds a record under a new ID.
    pub(crate) fn add(&mut self, id: Uuid, record: &[u8]) -> RedbResult<()> {
        let indexed = IndexEntry::new(id, record)?;
        self.results.insert(id.as_u128(), record)?;
        self.index(&indexed)
    }

    /// Adds a result to the indexes.
    pub(crate) fn index(&mut self, its: &IndexEntry) -> RedbResult<()> {
        let (slug, person) = (its.slug.as_str(), its.person.as_str());
        self.by_time.insert((its.millis, its.id), ())?;
        self.by_assessment.insert((slug, its.millis, its.id), ())?;
        self.by_person
            .insert((slug, person, its.millis, its.id), ())?;
        self.came(slug, 1);
        self.touch(its.id)
    }

    /// Marks a result as added or removed.
    pub(crate) fn touch(&mut self, id: u128) -> RedbResult<()> {
        self.touched.add(id, || Ok(self.results.len()?))
    }

    /// Marks all results as changed.
    pub(crate) fn touch_all(&mut self) {
        self.touched = ChangedIds::Many;
    }

    /// Counts results that were added to the indexes.
    pub(crate) fn came(&mut self, slug: &str, count: u64) {
        self.moved_of(slug).0 += count;
    }

    /// Removes a result from the indexes.
    pub(crate) fn unindex(&mut self, its: &IndexEntry) -> RedbResult<()> {
        let (slug, person) = (its.slug.as_str(), its.person.as_str());
        self.by_time.remove((its.millis, its.id))?;
        self.by_assessment.remove((slug, its.millis, its.id))?;
        self.by_person.remove((slug, person, its.millis, its.id))?;
        self.moved_of(slug).1 += 1;
        self.touch(its.id)
    }

    fn moved_of(&mut self, slug: &str) -> &mut (u64, u64) {
        self.moved.entry(slug.to_owned()).or_default()
    }

    /// Adds a record to trash.
    pub(crate) fn throw(&mut self, id: Uuid, millis: i64, record: Vec<u8>) -> RedbResult<()> {
        let binned = BinV1 {
            deleted_millis: millis,
            record,
        };
        let binned = binned.sealed(id)?;
        self.bin.insert(id.as_u128(), binned.as_slice())?;
        Ok(())
    }

    /// Removes a record from trash and returns it.
    pub(crate) fn take_from_bin(&mut self, id: Uuid) -> RedbResult<Option<Vec<u8>>> {
        let Some(binned) = self.bin.remove(id.as_u128())? else {
            return Ok(None);
        };
        Ok(Some(BinV1::unseal(id, binned.value())?.record))
    }
}
