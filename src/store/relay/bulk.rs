//! Operations on everything in the store. Without the server, they fail.

use uuid::Uuid;

use super::results::results;
use super::{Relay, merge};
use crate::results::{Examination, StoreError};
use crate::store::batch::{Batch, ImportOutcome, ImportSource, OnProgress, TrashedResult};
use crate::store::{Bulk, Maintenance};

impl Bulk for Relay {
    fn batch(&self, after: Option<Uuid>, limit: usize) -> Result<Batch, StoreError> {
        let entries = self.sendable()?;
        let batch = self.call(|remote| remote.batch(after, limit))?;
        let pending = results(&entries).cloned();
        Ok(merge::batch(batch, pending, after, limit))
    }

    fn trashed(
        &self,
        after: Option<Uuid>,
        limit: usize,
    ) -> Result<Batch<TrashedResult>, StoreError> {
        self.call(|remote| remote.trashed(after, limit))
    }

    fn import_trashed(&self, trashed: &[TrashedResult]) -> Result<ImportOutcome, StoreError> {
        self.call_now(|remote| remote.import_trashed(trashed))
    }

    fn import(
        &self,
        results: &mut ImportSource<'_>,
        replace: bool,
    ) -> Result<ImportOutcome, StoreError> {
        self.call_now(|remote| remote.import(results, replace))
    }
}

impl Relay {
    /// Checks only the file on this machine.
    pub fn examine_here(&self) -> Result<Option<Examination>, StoreError> {
        self.shared.local.examine(&mut |_, _| ())
    }
}

impl Maintenance for Relay {
    /// Checks the server's store and the file on this machine.
    fn examine(&self, on_progress: OnProgress) -> Result<Option<Examination>, StoreError> {
        let found = self.call_now(|remote| remote.examine(on_progress))?;
        Ok(match (found, self.examine_here()?) {
            (Some(found), Some(here)) => Some(found.beside(here)),
            (found, _) => found,
        })
    }

    fn delete_permanently(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        self.call_as_owner(|remote| remote.delete_permanently(ids))
    }
}
