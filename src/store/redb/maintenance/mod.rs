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

/// The care of a store.
impl RedbStore {
    /// Looks at every page, record and index, and changes no byte, whatever is found. None where
    /// there is no store. Nobody can write in the meantime.
    ///
    /// # Errors
    /// Where the file cannot be opened at all: no store, cut off, written by a newer levelup, or
    /// held by another program for too long.
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

    /// Takes results out of the bin for good: all of them, or none where one is not in it.
    pub fn delete_forever(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        let none = || {
            ids.first()
                .map_or(Ok(()), |id| Err(StoreError::NotFound { id: *id }))
        };
        self.change(|tx| write_results::delete_forever(tx, ids), none)
    }

    /// Makes the indexes and the counts anew, in one transaction.
    pub fn reindex(&self) -> Result<(), StoreError> {
        self.change(
            |tx| rebuild_indexes::reindex(tx, self.site().folder()),
            || Ok(()),
        )
    }

    /// Writes everything that can still be read into a new store at `to`: results, the bin,
    /// drafts, and the wording each result needs. This store is not changed. None, and no file,
    /// where nothing can be read.
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

    /// Writes a copy of the store as it is at this moment to `to`, where nothing may stand. Others
    /// may go on writing. Every record is looked at, and the copy as a whole, before it is there.
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
            // To read needs no space: it is the copy that has none.
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
