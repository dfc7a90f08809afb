use std::path::Path;

use super::external_sort::ExternalSorter;
use super::sorted_insert;
use crate::store::format::IndexEntry;
use crate::store::redb::error::RedbResult;
use crate::store::redb::result_tables::ResultTables;

/// The number of index entries in a chunk.
const TOGETHER: usize = 4_096;

/// The index entries of many results, collected so that each index is written in its order.
pub(crate) struct SortedIndexKeys {
    time: ExternalSorter<(i64, u128)>,
    assessment: ExternalSorter<(String, i64, u128)>,
    person: ExternalSorter<(String, String, i64, u128)>,
}

impl SortedIndexKeys {
    /// Creates files for sorting, if needed, in this directory.
    pub(crate) fn sorted_in(folder: &Path) -> Self {
        Self {
            time: ExternalSorter::in_folder(folder),
            assessment: ExternalSorter::in_folder(folder),
            person: ExternalSorter::in_folder(folder),
        }
    }

    pub(crate) fn push(&mut self, its: IndexEntry) -> RedbResult<()> {
        let (millis, id) = (its.millis, its.id);
        let (slug, person) = (its.slug.len(), its.person.len());
        self.time.push((millis, id), 0)?;
        self.assessment.push((its.slug.clone(), millis, id), slug)?;
        self.person
            .push((its.slug, its.person, millis, id), slug + person)
    }

    /// Adds all entries to the indexes.
    pub(crate) fn enter(self, tables: &mut ResultTables) -> RedbResult<()> {
        each_chunk(self.time, |keys| {
            let keys = keys.iter().map(|key| (*key, ()));
            sorted_insert::insert(&mut tables.by_time, keys)
        })?;
        each_chunk(self.assessment, |keys| {
            for same in keys.chunk_by(|one, other| one.0 == other.0) {
                tables.came(&same[0].0, same.len() as u64);
            }
            let keys = keys.iter();
            let keys = keys.map(|(slug, millis, id)| ((slug.as_str(), *millis, *id), ()));
            sorted_insert::insert(&mut tables.by_assessment, keys)
        })?;
        each_chunk(self.person, |keys| {
            let keys = keys.iter().map(|(slug, person, millis, id)| {
                let key = (slug.as_str(), person.as_str(), *millis, *id);
                (key, ())
            });
            sorted_insert::insert(&mut tables.by_person, keys)
        })
    }
}

fn each_chunk<T>(
    sorter: ExternalSorter<T>,
    mut job: impl FnMut(&[T]) -> RedbResult<()>,
) -> RedbResult<()>
where
    T: Ord + serde::Serialize + serde::de::DeserializeOwned + 'static,
{
    let mut all = sorter.in_order()?;
    loop {
        let chunk = all
            .by_ref()
            .take(TOGETHER)
            .collect::<RedbResult<Vec<T>>>()?;
        if chunk.is_empty() {
            return Ok(());
        }
        job(&chunk)?;
    }
}
