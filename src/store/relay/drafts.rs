//! Drafts: only in the file on this machine.

use super::Relay;
use crate::results::{AssessmentResult, Draft, DraftOutcome, DraftPlace, StoreError};
use crate::store::Drafts;
use crate::store::batch::AllDrafts;
use crate::store::redb::outbox;

impl Drafts for Relay {
    fn save_and_remove_draft(
        &self,
        result: &AssessmentResult,
        seen: Option<&Draft>,
    ) -> Result<DraftOutcome, StoreError> {
        let put = {
            let mut unconfirmed = self.shared.local.attempts();
            let is_ours = |there: &Draft| unconfirmed.is_ours(there, seen);
            let put = outbox::put(&self.shared.local, result, &is_ours)?;
            unconfirmed.settle();
            put
        };
        self.send_or_wake(result, put)
    }

    fn save_draft(
        &self,
        draft: &Draft,
        seen: Option<&Draft>,
        place: DraftPlace,
    ) -> Result<DraftOutcome, StoreError> {
        self.shared.local.save_draft(draft, seen, place)
    }

    fn remove_draft(&self, seen: &Draft, place: DraftPlace) -> Result<DraftOutcome, StoreError> {
        self.shared.local.remove_draft(seen, place)
    }

    fn draft(&self, name: &str, slug: &str) -> Result<Option<Draft>, StoreError> {
        self.shared.local.draft(name, slug)
    }

    fn drafts(&self, name: &str) -> Result<Vec<Draft>, StoreError> {
        self.shared.local.drafts(name)
    }

    fn other_drafts(&self, name: &str) -> Result<Vec<Draft>, StoreError> {
        self.shared.local.other_drafts(name)
    }

    fn all_drafts(&self) -> Result<AllDrafts, StoreError> {
        self.shared.local.all_drafts()
    }

    fn last_name(&self) -> Result<Option<String>, StoreError> {
        self.shared.local.last_name()
    }

    fn remember_name(&self, name: &str) -> Result<(), StoreError> {
        self.shared.local.remember_name(name)
    }
}
