use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use redb::{ReadTransaction, WriteTransaction};
use uuid::Uuid;

use super::attempts::Attempts;
use super::fault::{Fault, Outcome};
use super::format::millis;
use super::guard::guarded;
use super::handle::{self, Handle};
use super::migration::Migration;
use super::patience::{OnWait, STORE_DEADLINE};
use super::saving::{self, Change};
use super::site::{Site, Tap};
use super::tables::{self, META};
use super::{
    Batch, ImportOutcome, ImportSource, Newest, OnChunk, Page, Position, Scope, Store, StoreError,
    drafts, exporting, file, importing, newest, reading, scanning,
};
use crate::results::{AssessmentResult, Draft, DraftOutcome, DraftPlace, ResultRow};

/// The store in one file, a redb database that any number of programs share.
///
/// The file is opened at the first call that needs it, and dropped after anything went wrong: the
/// next call opens it again and sees what has really landed. No read transaction outlives a call.
pub struct RedbStore {
    site: Site,
    handle: Mutex<Option<Handle>>,
    attempts: Mutex<Attempts>,
}

impl RedbStore {
    /// The store in the file at `path`. Touches nothing yet.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self::waiting(path, STORE_DEADLINE, None)
    }

    /// The same, with a deadline for waiting on other programs, and somebody to be told `true`
    /// when a wait has lasted for a second and `false` when it is over. The call comes on the
    /// thread that waits.
    pub fn waiting(path: impl Into<PathBuf>, deadline: Duration, on_wait: Option<OnWait>) -> Self {
        Self::on(Site::new(path.into(), deadline, on_wait))
    }

    /// The same, with something between the store and its file.
    #[doc(hidden)]
    pub fn tapped(path: impl Into<PathBuf>, tap: Tap) -> Self {
        Self::on(Site::new(path.into(), STORE_DEADLINE, None).tapped(tap))
    }

    /// The same, by a program of a later schema, to which so many more steps lead.
    #[doc(hidden)]
    pub fn migrating(path: impl Into<PathBuf>, more: &[Migration]) -> Self {
        Self::on(Site::new(path.into(), STORE_DEADLINE, None).migrating(more))
    }

    fn on(site: Site) -> Self {
        Self {
            site,
            handle: Mutex::new(None),
            attempts: Mutex::default(),
        }
    }

    /// Where the store is.
    pub fn path(&self) -> &Path {
        &self.site.path
    }

    pub(super) fn site(&self) -> &Site {
        &self.site
    }

    /// Lets go of the file until the next call.
    pub(super) fn close(&self) {
        let mut handle = self.handle();
        let _ = guarded(|| {
            *handle = None;
            Ok(())
        });
    }

    /// Does `job` on the store as it is now; `missing` where there is no store.
    pub(super) fn read<T>(
        &self,
        missing: T,
        job: impl FnOnce(&ReadTransaction) -> Outcome<T>,
    ) -> Result<T, StoreError> {
        self.at_boundary(|handle| {
            self.drop_replaced(handle)?;
            if handle.is_none() {
                *handle = handle::to_read(&self.site)?;
            }
            let Some(open) = handle else {
                return Ok(missing);
            };
            let found = (|| {
                let tx = open.begin_read()?;
                tables::may_read(&tx.open_table(META)?, self.site.schema())?;
                job(&tx)
            })();
            if open.is_a_picture() {
                *handle = None;
            }
            found
        })
    }

    /// Does `job` in one transaction; all of it is on disk afterwards, or none.
    fn write(
        &self,
        job: impl FnOnce(&WriteTransaction) -> Outcome<Change>,
    ) -> Result<(), StoreError> {
        self.site.patience.let_others_go_first();
        let signature = Uuid::now_v7();
        let mut committing = false;
        let outcome = self.at_boundary(|handle| {
            let tx = self.begin_write(handle)?;
            tables::may_write(&tx.open_table(META)?, self.site.schema())?;
            if job(&tx)? == Change::None {
                tx.abort()?;
                return Ok(());
            }
            tables::sign(&tx, signature)?;
            committing = true;
            Ok(tx.commit()?)
        });
        self.site.patience.wrote();
        // A commit that failed may have landed all the same: look.
        match outcome {
            Err(error) if committing && !self.landed(signature) => Err(error),
            Err(_) if committing => Ok(()),
            outcome => outcome,
        }
    }

    fn begin_write(&self, handle: &mut Option<Handle>) -> Outcome<WriteTransaction> {
        self.drop_replaced(handle)?;
        if handle.as_ref().and_then(Handle::to_write).is_none() {
            *handle = None;
            *handle = Some(handle::to_write(&self.site)?);
        }
        let database = handle.as_ref().and_then(Handle::to_write);
        Ok(database.ok_or(Fault::Unclean)?.begin_write()?)
    }

    fn landed(&self, signature: Uuid) -> bool {
        self.read(false, |tx| {
            tables::is_signed(&tx.open_table(META)?, signature)
        })
        .unwrap_or(false)
    }

    /// Lets go of a file that no longer stands at the path: what was saved into it would be lost.
    fn drop_replaced(&self, handle: &mut Option<Handle>) -> Outcome<()> {
        if let Some(open) = handle
            && file::identity(&self.site.path)? != Some(open.identity)
        {
            *handle = None;
        }
        Ok(())
    }

    /// The boundary of the store: no panic of the database passes, and after a fault that may lie
    /// in the file the handle is dropped.
    fn at_boundary<T>(
        &self,
        job: impl FnOnce(&mut Option<Handle>) -> Outcome<T>,
    ) -> Result<T, StoreError> {
        let mut handle = self.handle();
        guarded(|| job(&mut handle)).map_err(|fault| {
            if !fault.spares_the_handle() {
                // Closing a damaged database can panic as well.
                let _ = guarded(|| {
                    *handle = None;
                    Ok(())
                });
            }
            fault.at(&self.site.path)
        })
    }

    fn attempts(&self) -> MutexGuard<'_, Attempts> {
        self.attempts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn handle(&self) -> MutexGuard<'_, Option<Handle>> {
        self.handle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for RedbStore {
    fn drop(&mut self) {
        self.close();
    }
}

impl fmt::Debug for RedbStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedbStore")
            .field("path", &self.site.path)
            .finish_non_exhaustive()
    }
}

impl Store for RedbStore {
    fn save(&self, result: &AssessmentResult) -> Result<(), StoreError> {
        self.write(|tx| Ok(saving::save(tx, result, |_| true)?.0))
    }

    fn hand_in(
        &self,
        result: &AssessmentResult,
        seen: Option<&Draft>,
    ) -> Result<DraftOutcome, StoreError> {
        let mut attempts = self.attempts();
        let mut outcome = DraftOutcome::Done;
        self.write(|tx| {
            let (change, found) = saving::save(tx, result, |there| attempts.is_ours(there, seen))?;
            outcome = found;
            Ok(change)
        })?;
        attempts.settle();
        Ok(outcome)
    }

    fn keep_draft(
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
                Some(there) if !attempts.is_ours(there, seen) && !there.says_the_same(draft) => {
                    DraftOutcome::Differs(Box::new(there.clone()))
                }
                None if seen.is_some() => DraftOutcome::Gone,
                _ => DraftOutcome::Done,
            };
            if outcome != DraftOutcome::Done {
                return Ok(Change::None);
            }
            attempts.begin(there.as_ref(), draft);
            let name = saving::remember_name(tx, &draft.name)?;
            Ok(drafts::put(tx, draft, place)?.or(name))
        })?;
        attempts.settle();
        Ok(outcome)
    }

    fn forget_draft(&self, seen: &Draft, place: DraftPlace) -> Result<DraftOutcome, StoreError> {
        let mut outcome = DraftOutcome::Done;
        let mut attempts = self.attempts();
        self.change(
            |tx| match drafts::find(tx, seen, place)? {
                Some(there) if attempts.is_ours(&there, Some(seen)) => {
                    drafts::take(tx, seen, place)
                }
                Some(there) => {
                    outcome = DraftOutcome::Differs(Box::new(there));
                    Ok(Change::None)
                }
                None => Ok(Change::None),
            },
            || Ok(()),
        )?;
        attempts.settle();
        Ok(outcome)
    }

    fn drafts_aside(&self, name: &str) -> Result<Vec<Draft>, StoreError> {
        self.read(Vec::new(), |tx| drafts::aside(tx, name))
    }

    fn result(&self, id: Uuid) -> Result<Option<AssessmentResult>, StoreError> {
        self.read(None, |tx| reading::result(tx, id))
    }

    fn results(&self, ids: &[Uuid]) -> Result<Vec<AssessmentResult>, StoreError> {
        self.read(Vec::new(), |tx| exporting::results(tx, ids))
    }

    fn newest_of_each(&self, slug: &str) -> Result<Newest, StoreError> {
        self.read(Newest::default(), |tx| newest::of_each(tx, slug))
    }

    fn page(
        &self,
        scope: &Scope,
        after: Option<Position>,
        limit: usize,
    ) -> Result<Page, StoreError> {
        self.read(Page::default(), |tx| reading::page(tx, scope, after, limit))
    }

    fn page_above(&self, below: Option<Position>, limit: usize) -> Result<Page, StoreError> {
        self.read(Page::default(), |tx| reading::page_above(tx, below, limit))
    }

    fn rows(&self, ids: &[Uuid]) -> Result<Vec<ResultRow>, StoreError> {
        self.read(Vec::new(), |tx| reading::rows(tx, ids))
    }

    /// With the file opened for this alone: it takes a while, in which other calls go on, and its
    /// pages would push all others out of the cache.
    fn scan(&self, each: &OnChunk<'_>) -> Result<(), StoreError> {
        let scanned = guarded(|| {
            let Some(handle) = handle::to_scan(&self.site)? else {
                return Ok(());
            };
            scanning::scan(&handle.begin_read()?, each)
        });
        scanned.map_err(|fault| fault.at(&self.site.path))
    }

    fn ids_ending(&self, digits: &str, binned: bool, most: usize) -> Result<Vec<Uuid>, StoreError> {
        self.read(Vec::new(), |tx| {
            reading::ids_ending(tx, digits, binned, most)
        })
    }

    fn nth_newest(&self, back: u64) -> Result<Option<Uuid>, StoreError> {
        self.read(None, |tx| reading::nth(tx, back))
    }

    fn count(&self) -> Result<u64, StoreError> {
        self.read(0, reading::count)
    }

    fn save_draft(&self, draft: &Draft) -> Result<(), StoreError> {
        self.write(|tx| drafts::put(tx, draft, DraftPlace::Main))
    }

    fn draft(&self, name: &str, slug: &str) -> Result<Option<Draft>, StoreError> {
        self.read(None, |tx| drafts::draft(tx, name, slug))
    }

    fn drafts(&self, name: &str) -> Result<Vec<Draft>, StoreError> {
        self.read(Vec::new(), |tx| drafts::drafts(tx, name))
    }

    fn remove_draft(&self, name: &str, slug: &str) -> Result<(), StoreError> {
        self.change(|tx| drafts::remove(tx, name, slug), || Ok(()))
    }

    fn delete(&self, ids: &[Uuid], at: Timestamp) -> Result<(), StoreError> {
        let none = || {
            ids.first()
                .map_or(Ok(()), |id| Err(StoreError::NotFound { id: *id }))
        };
        self.change(|tx| saving::delete(tx, ids, millis(at)), none)
    }

    fn restore(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        let none = || {
            ids.first()
                .map_or(Ok(()), |id| Err(StoreError::NotFound { id: *id }))
        };
        self.change(|tx| saving::restore(tx, ids), none)
    }

    fn last_name(&self) -> Result<Option<String>, StoreError> {
        self.read(None, |tx| tables::last_name(&tx.open_table(META)?))
    }

    fn remember_name(&self, name: &str) -> Result<(), StoreError> {
        self.write(|tx| saving::remember_name(tx, name))
    }

    fn changes(&self) -> Result<u64, StoreError> {
        self.read(0, |tx| tables::changes(&tx.open_table(META)?))
    }

    fn batch(&self, after: Option<Uuid>, limit: usize) -> Result<Batch, StoreError> {
        self.read(Batch::default(), |tx| exporting::batch(tx, after, limit))
    }

    fn import(
        &self,
        results: &mut ImportSource<'_>,
        replace: bool,
    ) -> Result<ImportOutcome, StoreError> {
        let mut outcome = ImportOutcome::Stopped;
        self.write(|tx| {
            let change;
            (outcome, change) = importing::import(tx, self.site.folder(), results, replace)?;
            Ok(change)
        })?;
        Ok(outcome)
    }
}

impl RedbStore {
    /// Changes what is there: where there is no store yet, `missing` answers, and none is made.
    pub(super) fn change(
        &self,
        job: impl FnOnce(&WriteTransaction) -> Outcome<Change>,
        missing: impl FnOnce() -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        match file::identity(&self.site.path) {
            Ok(None) => missing(),
            Ok(Some(_)) => self.write(job),
            Err(fault) => Err(fault.at(&self.site.path)),
        }
    }
}
