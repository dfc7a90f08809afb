mod catch_panics;
pub(crate) mod drafts;
mod error;
mod file;
mod import;
mod latest_of_each;
mod maintenance;
mod migration;
pub(crate) mod outbox;
mod read_batches;
mod read_results;
mod result_tables;
mod scan;
mod search;
mod store_impl;
mod tables;
mod temporary_files;
mod write_results;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub(crate) use catch_panics::panics_are_caught;
pub(crate) use error::{RedbError, RedbResult, is_too_many_files};
pub use file::{CopyError, FileSystem};
pub(crate) use file::{put_in_place, sync_names};
pub use migration::Migration;
pub(crate) use outbox::Put;
use redb::{ReadTransaction, WriteTransaction};
pub(crate) use temporary_files::{
    in_temp_dir, remove_abandoned, temporary_directory, temporary_in,
};
use uuid::Uuid;

use self::catch_panics::catch_panics;
use self::file::{BackendHook, OpenDatabase, StoreFile};
use self::tables::{Changed, META};
use crate::results::StoreError;
use crate::store::clock::fresh_id;
use crate::store::deadline::{OnWait, STORE_DEADLINE};
use crate::store::redb::file::{header, open_database};
use crate::store::unconfirmed_drafts::UnconfirmedDrafts;

/// A store in a file: a redb database that any number of programs share.
///
/// The file is opened at the first call that needs it, and closed after any error: the next call
/// opens it again and reads what was written. No read transaction outlives a call.
pub struct RedbStore {
    site: StoreFile,
    handle: Mutex<Option<OpenDatabase>>,
    attempts: Mutex<UnconfirmedDrafts>,
    /// Whether the first call reads the file before it is verified.
    verifies_later: AtomicBool,
}

impl RedbStore {
    /// The store in the file at `path`, which is not opened yet.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self::with_deadline(path, STORE_DEADLINE, None)
    }

    /// The same with a deadline for waiting on other programs. `on_wait` is called on the thread that
    /// waits.
    pub fn with_deadline(
        path: impl Into<PathBuf>,
        deadline: Duration,
        on_wait: Option<OnWait>,
    ) -> Self {
        Self::on(StoreFile::new(path.into(), deadline, on_wait))
    }

    /// The same with a backend between the store and its file.
    #[doc(hidden)]
    pub fn with_backend_hook(path: impl Into<PathBuf>, hook: BackendHook) -> Self {
        Self::on(StoreFile::new(path.into(), STORE_DEADLINE, None).hooked(hook))
    }

    /// The same on a different file system, such as one that does not support everything.
    #[doc(hidden)]
    pub fn on_file_system(path: impl Into<PathBuf>, file_system: FileSystem) -> Self {
        Self::on(StoreFile::new(path.into(), STORE_DEADLINE, None).on_file_system(file_system))
    }

    /// The same as a program of a later schema, with more migrations.
    #[doc(hidden)]
    pub fn migrating(path: impl Into<PathBuf>, more: &[Migration]) -> Self {
        Self::on(StoreFile::new(path.into(), STORE_DEADLINE, None).migrating(more))
    }

    fn on(site: StoreFile) -> Self {
        Self {
            site,
            handle: Mutex::new(None),
            attempts: Mutex::default(),
            verifies_later: AtomicBool::new(false),
        }
    }

    /// The same for a program that shows the first rows before the file is verified, and then calls [`Results::verify`](super::Results::verify) at once.
    /// Each record has a checksum, and nothing is written before the file is verified.
    #[must_use]
    pub fn verify_later(self) -> Self {
        self.verifies_later.store(true, Ordering::Relaxed);
        self
    }

    pub fn path(&self) -> &Path {
        &self.site.path
    }

    pub(crate) fn site(&self) -> &StoreFile {
        &self.site
    }

    /// Closes the file until the next call.
    pub(crate) fn close(&self) {
        let mut handle = self.handle();
        let _ = catch_panics(|| {
            *handle = None;
            Ok(())
        });
    }

    /// Runs `job` on the current state of the store. Returns `missing` if there is no store.
    pub(crate) fn read<T>(
        &self,
        missing: T,
        job: impl FnOnce(&ReadTransaction) -> RedbResult<T>,
    ) -> Result<T, StoreError> {
        self.at_boundary(|handle| {
            self.drop_replaced(handle)?;
            if handle.is_none() {
                let is_unverified = self.verifies_later.swap(false, Ordering::Relaxed);
                *handle = if is_unverified {
                    open_database::to_read_unverified(&self.site)?
                } else {
                    open_database::to_read(&self.site)?
                };
            }
            let Some(open) = handle else {
                return Ok(missing);
            };
            let found = (|| {
                let tx = open.begin_read()?;
                tables::may_read(&tx.open_table(META)?, self.site.schema())?;
                job(&tx)
            })();
            if open.is_in_memory() {
                *handle = None;
            }
            found
        })
    }

    /// Runs `job` in one transaction: afterwards, all or nothing of it is on disk.
    pub(crate) fn write(
        &self,
        job: impl FnOnce(&WriteTransaction) -> RedbResult<Changed>,
    ) -> Result<(), StoreError> {
        self.site.lock_wait.let_others_go_first();
        let signature = fresh_id();
        let mut committing = false;
        let outcome = self.at_boundary(|handle| {
            let tx = self.begin_write(handle)?;
            tables::may_write(&tx.open_table(META)?, self.site.schema())?;
            if job(&tx)? == Changed::None {
                tx.abort()?;
                return Ok(());
            }
            tables::sign(&tx, signature)?;
            committing = true;
            Ok(tx.commit()?)
        });
        self.site.lock_wait.wrote();
        // A commit that failed may be on disk in spite of that.
        match outcome {
            Err(error) if committing && !self.landed(signature) => Err(error),
            Err(_) if committing => Ok(()),
            outcome => outcome,
        }
    }

    fn begin_write(&self, handle: &mut Option<OpenDatabase>) -> RedbResult<WriteTransaction> {
        self.drop_replaced(handle)?;
        if handle.as_ref().and_then(OpenDatabase::to_write).is_none() {
            *handle = None;
            *handle = Some(open_database::to_write(&self.site)?);
        }
        let database = handle.as_ref().and_then(OpenDatabase::to_write);
        Ok(database.ok_or(RedbError::Unclean)?.begin_write()?)
    }

    /// Verifies the file, if that was postponed.
    pub(crate) fn verify(&self) -> Result<(), StoreError> {
        self.at_boundary(|handle| {
            if let Some(open) = handle.as_mut().filter(|open| !open.is_verified) {
                open_database::verify_to_read(&self.site)?;
                open.is_verified = true;
            }
            Ok(())
        })
    }

    fn landed(&self, signature: Uuid) -> bool {
        self.read(false, |tx| {
            tables::is_signed(&tx.open_table(META)?, signature)
        })
        .unwrap_or(false)
    }

    /// Closes a file that was replaced: everything saved to it would be lost.
    fn drop_replaced(&self, handle: &mut Option<OpenDatabase>) -> RedbResult<()> {
        if let Some(open) = handle
            && header::identity(&self.site.path)? != Some(open.identity)
        {
            *handle = None;
        }
        Ok(())
    }

    /// Runs `job` on the handle: catches panics of the database, and drops the handle after an error
    /// that can come from the file.
    fn at_boundary<T>(
        &self,
        job: impl FnOnce(&mut Option<OpenDatabase>) -> RedbResult<T>,
    ) -> Result<T, StoreError> {
        let mut handle = self.handle();
        catch_panics(|| job(&mut handle)).map_err(|fault| {
            if !fault.spares_the_handle() {
                // Closing a damaged database can panic.
                let _ = catch_panics(|| {
                    *handle = None;
                    Ok(())
                });
            }
            fault.at(&self.site.path)
        })
    }

    pub(crate) fn attempts(&self) -> MutexGuard<'_, UnconfirmedDrafts> {
        self.attempts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn handle(&self) -> MutexGuard<'_, Option<OpenDatabase>> {
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

impl RedbStore {
    /// Writes to an existing store. Without one, returns `missing` and creates nothing.
    pub(crate) fn change(
        &self,
        job: impl FnOnce(&WriteTransaction) -> RedbResult<Changed>,
        missing: impl FnOnce() -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        match header::identity(&self.site.path) {
            Ok(None) => missing(),
            Ok(Some(_)) => self.write(job),
            Err(fault) => Err(fault.at(&self.site.path)),
        }
    }
}
