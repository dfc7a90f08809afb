//! What every store can do, done on a server.

use std::sync::{MutexGuard, PoisonError};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::write_results::OwnDrafts;
use super::{
    ServerStore, drafts, full_results, import, list_page, maintenance, pages, write_results,
};
use crate::results::{
    AssessmentResult, Draft, DraftOutcome, DraftPlace, Examination, Position, ResultRow, Saved,
    SearchIndex, SharedName, StoreError,
};
use crate::store::batch::{AllDrafts, Batch, BinnedResult, ImportOutcome, ImportSource};
use crate::store::format::millis;
use crate::store::page::{Direction, FullResults, ListPage, Page, Scope, of_person};
use crate::store::redb::{NewestResults, OnProgress};
use crate::store::unconfirmed_drafts::UnconfirmedDrafts;
use crate::store::{Store, Upkeep};

impl ServerStore {
    fn attempts(&self) -> MutexGuard<'_, UnconfirmedDrafts> {
        self.attempts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for ServerStore {
    /// Each record is looked at when it is read, and the rest is the server's.
    fn vet(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn save(&self, result: &AssessmentResult) -> Result<(), StoreError> {
        self.line
            .ask(async |client| write_results::save(client, result, OwnDrafts::All).await)
            .map(drop)
    }

    fn hand_in(
        &self,
        result: &AssessmentResult,
        seen: Option<&Draft>,
    ) -> Result<DraftOutcome, StoreError> {
        let mut attempts = self.attempts();
        let ours = OwnDrafts::Seen(seen, &attempts);
        let outcome = self
            .line
            .ask(async |client| write_results::save(client, result, ours).await)?;
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
        let outcome = self
            .line
            .ask(async |client| drafts::keep(client, draft, seen, place, &mut attempts).await);
        match &outcome {
            Ok(_) => attempts.settle(),
            // A deadline cuts it off wherever it is.
            Err(_) => attempts.begin(seen, draft),
        }
        outcome
    }

    fn forget_draft(&self, seen: &Draft, place: DraftPlace) -> Result<DraftOutcome, StoreError> {
        let mut attempts = self.attempts();
        let outcome = self
            .line
            .ask(async |client| drafts::forget(client, seen, place, &attempts).await)?;
        attempts.settle();
        Ok(outcome)
    }

    fn all_drafts(&self) -> Result<AllDrafts, StoreError> {
        self.line.ask(async |client| drafts::all(client).await)
    }

    fn drafts_aside(&self, name: &str) -> Result<Vec<Draft>, StoreError> {
        self.line
            .ask(async |client| drafts::of(client, name, true).await)
    }

    fn result(&self, id: Uuid) -> Result<Option<AssessmentResult>, StoreError> {
        self.results(&[id]).map(|mut found| found.pop())
    }

    fn results(&self, ids: &[Uuid]) -> Result<Vec<AssessmentResult>, StoreError> {
        self.line
            .ask(async |client| full_results::results(client, ids).await)
    }

    fn newest_of_each(&self, slug: &str) -> Result<NewestResults, StoreError> {
        self.line
            .ask(async |client| full_results::newest_of_each(client, slug).await)
    }

    fn page(
        &self,
        scope: &Scope,
        after: Option<Position>,
        limit: usize,
    ) -> Result<Page, StoreError> {
        self.line
            .ask(async |client| pages::page(client, scope, after, limit).await)
    }

    fn page_above(&self, below: Option<Position>, limit: usize) -> Result<Page, StoreError> {
        self.line
            .ask(async |client| pages::page_above(client, below, limit).await)
    }

    fn leaf(&self, way: Direction, limit: usize) -> Result<ListPage, StoreError> {
        let counted = || self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let known = *counted();
        let (leaf, now) = self
            .line
            .ask(async |client| list_page::leaf(client, way, limit, known).await)?;
        *counted() = Some(now);
        Ok(leaf)
    }

    fn whole(
        &self,
        scope: &Scope,
        after: Option<Position>,
        limit: usize,
    ) -> Result<FullResults, StoreError> {
        self.line
            .ask(async |client| full_results::page(client, scope, after, limit).await)
    }

    fn rows(&self, ids: &[Uuid]) -> Result<Vec<ResultRow>, StoreError> {
        self.line.ask(async |client| pages::rows(client, ids).await)
    }

    fn searchable(
        &self,
        zone: &TimeZone,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<SearchIndex, StoreError> {
        pages::searchable(&self.line, zone, goes_on)
    }

    fn found(
        &self,
        index: &SearchIndex,
        places: &[u32],
    ) -> Result<Option<Vec<ResultRow>>, StoreError> {
        let ids = index.known(places).unwrap_or_default();
        self.rows(&ids).map(Some)
    }

    fn place(&self, index: &SearchIndex, of: Position) -> Result<Option<u32>, StoreError> {
        Ok(index.place(of.id))
    }

    fn saves(&self, ids: &[Uuid]) -> Result<Vec<Saved>, StoreError> {
        self.line
            .ask(async |client| pages::saves(client, ids).await)
    }

    fn shared_names(&self, slug: &str) -> Result<Vec<SharedName>, StoreError> {
        self.line
            .ask(async |client| pages::shared_names(client, slug).await)
    }

    fn trend(
        &self,
        name: &str,
        slug: &str,
        limit: usize,
    ) -> Result<(FullResults, Vec<SharedName>), StoreError> {
        let scope = of_person(name, slug);
        self.line
            .ask(async |client| full_results::trend(client, slug, &scope, limit).await)
    }

    fn ids_ending(&self, digits: &str, binned: bool, most: usize) -> Result<Vec<Uuid>, StoreError> {
        self.line
            .ask(async |client| pages::ids_ending(client, digits, binned, most).await)
    }

    fn nth_newest(&self, back: u64) -> Result<Option<Uuid>, StoreError> {
        self.line.ask(async |client| pages::nth(client, back).await)
    }

    fn count(&self) -> Result<u64, StoreError> {
        self.line
            .ask(async |client| pages::number(client, "count_results").await)
    }

    fn draft(&self, name: &str, slug: &str) -> Result<Option<Draft>, StoreError> {
        self.line
            .ask(async |client| drafts::main(client, name, slug).await)
    }

    fn drafts(&self, name: &str) -> Result<Vec<Draft>, StoreError> {
        self.line
            .ask(async |client| drafts::of(client, name, false).await)
    }

    fn delete(&self, ids: &[Uuid], at: Timestamp) -> Result<(), StoreError> {
        self.line
            .ask_once(async |client| write_results::delete(client, ids, millis(at)).await)
    }

    fn restore(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        self.line
            .ask(async |client| write_results::restore(client, ids).await)
    }

    fn last_name(&self) -> Result<Option<String>, StoreError> {
        self.line
            .ask(async |client| drafts::last_name(client).await)
    }

    fn remember_name(&self, name: &str) -> Result<(), StoreError> {
        self.line
            .ask(async |client| drafts::remember_name(client, name).await)
    }

    fn changes(&self) -> Result<u64, StoreError> {
        self.line
            .ask(async |client| pages::number(client, "count_changes").await)
    }

    fn batch(&self, after: Option<Uuid>, limit: usize) -> Result<Batch, StoreError> {
        self.line
            .ask(async |client| full_results::batch(client, after, limit).await)
    }

    fn binned(&self, after: Option<Uuid>, limit: usize) -> Result<Batch<BinnedResult>, StoreError> {
        self.line
            .ask(async |client| full_results::binned(client, after, limit).await)
    }

    fn put_in_bin(&self, binned: &[BinnedResult]) -> Result<ImportOutcome, StoreError> {
        self.line
            .ask_at_length(async |client| import::put_in_bin(client, binned).await)
    }

    fn import(
        &self,
        results: &mut ImportSource<'_>,
        replace: bool,
    ) -> Result<ImportOutcome, StoreError> {
        self.line
            .ask_at_length(async |client| import::import(client, results, replace).await)
    }
}

impl Upkeep for ServerStore {
    fn examine(&self, on_progress: OnProgress) -> Result<Option<Examination>, StoreError> {
        maintenance::examine(&self.line, on_progress).map(Some)
    }

    fn delete_forever(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        self.line
            .ask_once(async |client| write_results::delete_forever(client, ids).await)
    }
}
