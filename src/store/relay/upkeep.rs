use uuid::Uuid;

use super::Relay;
use crate::results::{Examination, StoreError};
use crate::store::Maintenance;
use crate::store::batch::OnProgress;

impl Relay {
    /// Looks at what this machine keeps alone: drafts, and what waits.
    pub fn examine_here(&self) -> Result<Option<Examination>, StoreError> {
        self.shared.local.examine(&mut |_, _| ())
    }
}

impl Maintenance for Relay {
    /// The server's store, and what this machine keeps for it.
    fn examine(&self, on_progress: OnProgress) -> Result<Option<Examination>, StoreError> {
        let found = self
            .shared
            .line
            .try_now(|remote| remote.examine(on_progress));
        self.heard();
        Ok(match (found?, self.examine_here()?) {
            (Some(found), Some(here)) => Some(found.beside(here)),
            (found, _) => found,
        })
    }

    fn delete_permanently(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        self.by_right(|remote| remote.delete_permanently(ids))
    }
}
