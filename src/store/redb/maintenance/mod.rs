mod backup;
mod examine;
mod rebuild_indexes;
mod salvage;

use std::io;
use std::path::Path;

use uuid::Uuid;

use self::salvage::{Salvage, Salvager};
use super::RedbStore;
use crate::results::{Examination, StoreError};
use crate::store::Maintenance;
use crate::store::batch::OnProgress;
use crate::store::redb::error::{RedbError, RedbResult};
use crate::store::redb::file::{CopyError, NewFile, Snapshot, StoreFile, header};
use crate::store::redb::tables::{META, may_read};
use crate::store::redb::write_results;

impl RedbStore {
    /// Checks every page, record, and index without changing a byte. `None` if there is no store. No
    /// other program can write at the same time.
    ///
    /// # Errors
    /// If the file cannot be opened: not a store, truncated, written by a newer version of levelup, or
    /// locked by another program for too long.
    pub fn examine(&self, on_progress: OnProgress) -> Result<Option<Examination>, StoreError> {
        let Some(mut snapshot) = self.snapshot()? else {
            return Ok(None);
        };
        let readable = snapshot.look(|tx| may_read(&tx.open_table(META)?, self.site().schema()));
        if let Err(fault @ (RedbError::Newer | RedbError::Older)) = readable {
            return Err(fault.at(self.path()));
        }
        let mut found = examine::examine(snapshot, on_progress);
        found.path = self.path().to_path_buf();
        Ok(Some(found))
    }

    pub fn delete_forever(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        let none = || {
            ids.first()
                .map_or(Ok(()), |id| Err(StoreError::NotFound { id: *id }))
        };
        self.change(|tx| write_results::delete_forever(tx, ids), none)
    }

    /// Rebuilds the indexes and the counts in one transaction.
    pub fn reindex(&self) -> Result<(), StoreError> {
        self.change(
            |tx| rebuild_indexes::reindex(tx, self.site().folder()),
            || Ok(()),
        )
    }

    /// Writes everything readable to a new store at `to`: results, trash, drafts, pending results, and
    /// their wordings. This store does not change. `None`, and no file, if nothing is readable.
    pub fn salvage(
        &self,
        to: &Path,
        on_progress: OnProgress,
    ) -> Result<Option<Salvage>, CopyError> {
        let new = NewFile::at(to, self.site().file_system)?;
        let snapshot = self.snapshot_by(Snapshot::of_any)?;
        let snapshot = snapshot.ok_or_else(|| CopyError::NoStore(self.path().to_path_buf()))?;
        Salvager::new(snapshot, new, on_progress).run()
    }

    /// Writes a copy of the current state to `to`, where there must be no file. Other programs can
    /// write at the same time. Every record and the finished copy are checked.
    pub fn backup(&self, to: &Path, on_progress: OnProgress) -> Result<(), CopyError> {
        let new = NewFile::at(to, self.site().file_system)?;
        let copied = self.read(false, |tx| {
            let copy = new.begin()?;
            backup::copy(tx, &copy, on_progress)?;
            copy.commit()?;
            Ok(true)
        });
        match copied {
            Ok(true) => new.finish(),
            Ok(false) => Err(CopyError::NoStore(self.path().to_path_buf())),
            // Reading needs no space, so the disk of the copy is full.
            Err(StoreError::Full { .. }) => {
                Err(new.failed(RedbError::Io(io::ErrorKind::StorageFull.into())))
            }
            Err(error) => Err(error.into()),
        }
    }

    fn snapshot(&self) -> Result<Option<Snapshot<'_>>, StoreError> {
        self.snapshot_by(Snapshot::of)
    }

    fn snapshot_by<'s>(
        &'s self,
        open: impl FnOnce(&'s StoreFile) -> RedbResult<Snapshot<'s>>,
    ) -> Result<Option<Snapshot<'s>>, StoreError> {
        let at = |fault: RedbError| fault.at(self.path());
        self.close();
        match header::identity(self.path()).map_err(at)? {
            None => Ok(None),
            Some(_) => open(self.site()).map(Some).map_err(at),
        }
    }
}

impl Maintenance for RedbStore {
    fn examine(&self, on_progress: OnProgress) -> Result<Option<Examination>, StoreError> {
        Self::examine(self, on_progress)
    }

    fn delete_permanently(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        Self::delete_forever(self, ids)
    }
}
