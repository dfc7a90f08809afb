//! The store traits for a store in a file: one transaction per call.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::catch_panics::catch_panics;
use super::tables::{Changed, META};
use super::{
    RedbStore, drafts, import, latest_of_each, read_batches, read_results, scan, search, tables,
    write_results,
};
use crate::results::{
    AssessmentResult, Draft, DraftOutcome, DraftPlace, Position, ResultRow, SearchIndex, StoreError,
};
use crate::store::batch::{AllDrafts, Batch, ImportOutcome, ImportSource, TrashedResult};
use crate::store::format::millis;
use crate::store::page::LatestResults;
use crate::store::page::{Page, Scope};
use crate::store::redb::file::open_database;
use crate::store::{Bulk, Drafts, Results, ScreenStore};

impl Results for RedbStore {
    fn verify(&self) -> Result<(), StoreError> {
        self.verify()
    }

    fn save(&self, result: &AssessmentResult) -> Result<(), StoreError> {
        self.write(|tx| Ok(write_results::save(tx, result, |_| true)?.0))
    }

    fn result(&self, id: Uuid) -> Result<Option<AssessmentResult>, StoreError> {
        self.read(None, |tx| read_results::result(tx, id))
    }

    fn results(&self, ids: &[Uuid]) -> Result<Vec<AssessmentResult>, StoreError> {
        self.read(Vec::new(), |tx| read_batches::results(tx, ids))
    }

    fn latest_of_each(&self, slug: &str) -> Result<LatestResults, StoreError> {
        self.read(LatestResults::default(), |tx| {
            latest_of_each::of_each(tx, slug)
        })
    }

    fn page(
        &self,
        scope: &Scope,
        after: Option<Position>,
        limit: usize,
    ) -> Result<Page, StoreError> {
        self.read(Page::default(), |tx| {
            read_results::page(tx, scope, after, limit)
        })
    }

    fn page_above(&self, below: Option<Position>, limit: usize) -> Result<Page, StoreError> {
        self.read(Page::default(), |tx| {
            read_results::page_above(tx, below, limit)
        })
    }

    fn rows(&self, ids: &[Uuid]) -> Result<Vec<ResultRow>, StoreError> {
        self.read(Vec::new(), |tx| read_results::rows(tx, ids))
    }

    /// Opens the file a second time, because these pages would replace all others in the cache.
    fn search_index(
        &self,
        zone: &TimeZone,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<SearchIndex, StoreError> {
        let scan_handle = || open_database::to_scan(self.site());
        let found = catch_panics(|| {
            let Some(handle) = scan_handle()? else {
                return Ok(SearchIndex::new(zone));
            };
            if let Some(index) = search::load(&handle.begin_read()?, zone)? {
                return Ok(index);
            }
            // Open again, because a panic can leave the database unusable.
            drop(handle);
            match scan_handle()? {
                Some(handle) => scan::scan(&handle.begin_read()?, zone, goes_on),
                None => Ok(SearchIndex::new(zone)),
            }
        });
        found.map_err(|fault| fault.at(&self.site().path))
    }

    fn rows_at(
        &self,
        index: &SearchIndex,
        places: &[u32],
    ) -> Result<Option<Vec<ResultRow>>, StoreError> {
        self.read(Some(Vec::new()), |tx| {
            let ids = search::ids(tx, index, places.iter().copied())?;
            ids.map(|ids| read_results::rows(tx, &ids)).transpose()
        })
    }

    fn place(&self, index: &SearchIndex, of: Position) -> Result<Option<u32>, StoreError> {
        self.read(None, |tx| search::place(tx, index, of))
    }

    fn ids_ending(&self, digits: &str, binned: bool, most: usize) -> Result<Vec<Uuid>, StoreError> {
        self.read(Vec::new(), |tx| {
            read_results::ids_ending(tx, digits, binned, most)
        })
    }

    fn nth_latest(&self, back: u64) -> Result<Option<Uuid>, StoreError> {
        self.read(None, |tx| read_results::nth(tx, back))
    }

    fn count(&self) -> Result<u64, StoreError> {
        self.read(0, read_results::count)
    }

    fn delete(&self, ids: &[Uuid], at: Timestamp) -> Result<(), StoreError> {
        let none = || {
            ids.first()
                .map_or(Ok(()), |id| Err(StoreError::NotFound { id: *id }))
        };
        self.change(|tx| write_results::delete(tx, ids, millis(at)), none)
    }

    fn restore(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        let none = || {
            ids.first()
                .map_or(Ok(()), |id| Err(StoreError::NotFound { id: *id }))
        };
        self.change(|tx| write_results::restore(tx, ids), none)
    }

    fn changes(&self) -> Result<u64, StoreError> {
        self.read(0, |tx| tables::changes(&tx.open_table(META)?))
    }
}

impl Drafts for RedbStore {
    fn save_and_remove_draft(
        &self,
        result: &AssessmentResult,
        seen: Option<&Draft>,
    ) -> Result<DraftOutcome, StoreError> {
        let mut attempts = self.attempts();
        let mut outcome = DraftOutcome::Done;
        self.write(|tx| {
            let (change, found) =
                write_results::save(tx, result, |there| attempts.is_ours(there, seen))?;
            outcome = found;
            Ok(change)
        })?;
        attempts.settle();
        Ok(outcome)
    }

    fn save_draft(
        &self,
        draft: &Draft,
        seen: Option<&Draft>,
        place: DraftPlace,
    ) -> Result<DraftOutcome, StoreError> {
        let mut attempts = self.attempts();
        let mut outcome = DraftOutcome::Done;
        self.write(|tx| {
            let there = drafts::find(tx, draft, place)?;
            outcome = match &there {
                Some(there) if !attempts.is_ours(there, seen) && !there.has_same_answers(draft) => {
                    DraftOutcome::Differs(Box::new(there.clone()))
                }
                None if seen.is_some() => DraftOutcome::Gone,
                _ => DraftOutcome::Done,
            };
            if outcome != DraftOutcome::Done {
                return Ok(Changed::None);
            }
            attempts.begin(there.as_ref(), draft);
            let name = write_results::remember_name(tx, &draft.name)?;
            Ok(drafts::put(tx, draft, place)?.or(name))
        })?;
        attempts.settle();
        Ok(outcome)
    }

    fn remove_draft(&self, seen: &Draft, place: DraftPlace) -> Result<DraftOutcome, StoreError> {
        let mut outcome = DraftOutcome::Done;
        let mut attempts = self.attempts();
        self.change(
            |tx| match drafts::find(tx, seen, place)? {
                Some(there) if attempts.is_ours(&there, Some(seen)) => {
                    drafts::remove(tx, seen, place)
                }
                Some(there) => {
                    outcome = DraftOutcome::Differs(Box::new(there));
                    Ok(Changed::None)
                }
                None => Ok(Changed::None),
            },
            || Ok(()),
        )?;
        attempts.settle();
        Ok(outcome)
    }

    fn all_drafts(&self) -> Result<AllDrafts, StoreError> {
        self.read(AllDrafts::default(), drafts::all)
    }

    fn other_drafts(&self, name: &str) -> Result<Vec<Draft>, StoreError> {
        self.read(Vec::new(), |tx| drafts::aside(tx, name))
    }

    fn draft(&self, name: &str, slug: &str) -> Result<Option<Draft>, StoreError> {
        self.read(None, |tx| drafts::draft(tx, name, slug))
    }

    fn drafts(&self, name: &str) -> Result<Vec<Draft>, StoreError> {
        self.read(Vec::new(), |tx| drafts::drafts(tx, name))
    }

    fn last_name(&self) -> Result<Option<String>, StoreError> {
        self.read(None, |tx| tables::last_name(&tx.open_table(META)?))
    }

    fn remember_name(&self, name: &str) -> Result<(), StoreError> {
        self.write(|tx| write_results::remember_name(tx, name))
    }
}

impl Bulk for RedbStore {
    fn trashed(
        &self,
        after: Option<Uuid>,
        limit: usize,
    ) -> Result<Batch<TrashedResult>, StoreError> {
        self.read(Batch::default(), |tx| {
            read_batches::binned(tx, after, limit)
        })
    }

    fn import_trashed(&self, binned: &[TrashedResult]) -> Result<ImportOutcome, StoreError> {
        let mut outcome = ImportOutcome::Stopped;
        self.write(|tx| {
            let change;
            (outcome, change) = write_results::put_in_bin(tx, binned)?;
            Ok(change)
        })?;
        Ok(outcome)
    }

    fn batch(&self, after: Option<Uuid>, limit: usize) -> Result<Batch, StoreError> {
        self.read(Batch::default(), |tx| read_batches::batch(tx, after, limit))
    }

    fn import(
        &self,
        results: &mut ImportSource<'_>,
        replace: bool,
    ) -> Result<ImportOutcome, StoreError> {
        let mut outcome = ImportOutcome::Stopped;
        self.write(|tx| {
            let change;
            (outcome, change) = import::import(tx, self.site().folder(), results, replace)?;
            Ok(change)
        })?;
        Ok(outcome)
    }
}

impl ScreenStore for RedbStore {}
