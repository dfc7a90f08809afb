//! What every store can do, done on a server.

use std::sync::{MutexGuard, PoisonError};

use jiff::{Timestamp, tz::TimeZone};
use uuid::Uuid;

use super::super::attempts::Attempts;
use super::super::format::millis;
use super::super::page::of_person;
use super::super::{
    AllDrafts, Batch, Binned, ImportOutcome, ImportSource, Leaf, Newest, OnProgress, Page,
    Position, Saved, Scope, SharedName, Store, StoreError, Upkeep, Way, Whole,
};
use super::saving::Ours;
use super::{ServerStore, care, drafting, importing, leaf, reading, saving, whole};
use crate::results::{
    AssessmentResult, Draft, DraftOutcome, DraftPlace, Examination, ResultRow, SearchIndex,
};

impl ServerStore {
    fn attempts(&self) -> MutexGuard<'_, Attempts> {
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
            .ask(async |client| saving::save(client, result, Ours::All).await)
            .map(drop)
    }

    fn hand_in(
        &self,
        result: &AssessmentResult,
        seen: Option<&Draft>,
    ) -> Result<DraftOutcome, StoreError> {
        let mut attempts = self.attempts();
        let ours = Ours::Seen(seen, &attempts);
        let outcome = self
            .line
            .ask(async |client| saving::save(client, result, ours).await)?;
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
            .ask(async |client| drafting::keep(client, draft, seen, place, &mut attempts).await);
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
            .ask(async |client| drafting::forget(client, seen, place, &attempts).await)?;
        attempts.settle();
        Ok(outcome)
    }

    fn all_drafts(&self) -> Result<AllDrafts, StoreError> {
        self.line.ask(async |client| drafting::all(client).await)
    }

    fn drafts_aside(&self, name: &str) -> Result<Vec<Draft>, StoreError> {
        self.line
            .ask(async |client| drafting::of(client, name, true).await)
    }

    fn result(&self, id: Uuid) -> Result<Option<AssessmentResult>, StoreError> {
        self.results(&[id]).map(|mut found| found.pop())
    }

    fn results(&self, ids: &[Uuid]) -> Result<Vec<AssessmentResult>, StoreError> {
        self.line
            .ask(async |client| whole::results(client, ids).await)
    }

    fn newest_of_each(&self, slug: &str) -> Result<Newest, StoreError> {
        self.line
            .ask(async |client| whole::newest_of_each(client, slug).await)
    }

    fn page(
        &self,
        scope: &Scope,
        after: Option<Position>,
        limit: usize,
    ) -> Result<Page, StoreError> {
        self.line
            .ask(async |client| reading::page(client, scope, after, limit).await)
    }

    fn page_above(&self, below: Option<Position>, limit: usize) -> Result<Page, StoreError> {
        self.line
            .ask(async |client| reading::page_above(client, below, limit).await)
    }

    fn leaf(&self, way: Way, limit: usize) -> Result<Leaf, StoreError> {
        let counted = || self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let known = *counted();
        let (leaf, now) = self
            .line
            .ask(async |client| leaf::leaf(client, way, limit, known).await)?;
        *counted() = Some(now);
        Ok(leaf)
    }

    fn whole(
        &self,
        scope: &Scope,
        after: Option<Position>,
        limit: usize,
    ) -> Result<Whole, StoreError> {
        self.line
            .ask(async |client| whole::page(client, scope, after, limit).await)
    }

    fn rows(&self, ids: &[Uuid]) -> Result<Vec<ResultRow>, StoreError> {
        self.line
            .ask(async |client| reading::rows(client, ids).await)
    }

    fn searchable(
        &self,
        zone: &TimeZone,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<SearchIndex, StoreError> {
        reading::searchable(&self.line, zone, goes_on)
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
            .ask(async |client| reading::saves(client, ids).await)
    }

    fn shared_names(&self, slug: &str) -> Result<Vec<SharedName>, StoreError> {
        self.line
            .ask(async |client| reading::shared_names(client, slug).await)
    }

    fn trend(
        &self,
        name: &str,
        slug: &str,
        limit: usize,
    ) -> Result<(Whole, Vec<SharedName>), StoreError> {
        let scope = of_person(name, slug);
        self.line
            .ask(async |client| whole::trend(client, slug, &scope, limit).await)
    }

    fn ids_ending(&self, digits: &str, binned: bool, most: usize) -> Result<Vec<Uuid>, StoreError> {
        self.line
            .ask(async |client| reading::ids_ending(client, digits, binned, most).await)
    }

    fn nth_newest(&self, back: u64) -> Result<Option<Uuid>, StoreError> {
        self.line
            .ask(async |client| reading::nth(client, back).await)
    }

    fn count(&self) -> Result<u64, StoreError> {
        self.line
            .ask(async |client| reading::number(client, "count_results").await)
    }

    fn save_draft(&self, draft: &Draft) -> Result<(), StoreError> {
        self.line
            .ask(async |client| drafting::put(client, draft).await)
    }

    fn draft(&self, name: &str, slug: &str) -> Result<Option<Draft>, StoreError> {
        self.line
            .ask(async |client| drafting::main(client, name, slug).await)
    }

    fn drafts(&self, name: &str) -> Result<Vec<Draft>, StoreError> {
        self.line
            .ask(async |client| drafting::of(client, name, false).await)
    }

    fn remove_draft(&self, name: &str, slug: &str) -> Result<(), StoreError> {
        self.line
            .ask(async |client| drafting::remove(client, name, slug).await)
    }

    fn delete(&self, ids: &[Uuid], at: Timestamp) -> Result<(), StoreError> {
        self.line
            .ask_once(async |client| saving::delete(client, ids, millis(at)).await)
    }

    fn restore(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        self.line
            .ask(async |client| saving::restore(client, ids).await)
    }

    fn last_name(&self) -> Result<Option<String>, StoreError> {
        self.line
            .ask(async |client| drafting::last_name(client).await)
    }

    fn remember_name(&self, name: &str) -> Result<(), StoreError> {
        self.line
            .ask(async |client| drafting::remember_name(client, name).await)
    }

    fn changes(&self) -> Result<u64, StoreError> {
        self.line
            .ask(async |client| reading::number(client, "count_changes").await)
    }

    fn batch(&self, after: Option<Uuid>, limit: usize) -> Result<Batch, StoreError> {
        self.line
            .ask(async |client| whole::batch(client, after, limit).await)
    }

    fn binned(&self, after: Option<Uuid>, limit: usize) -> Result<Batch<Binned>, StoreError> {
        self.line
            .ask(async |client| whole::binned(client, after, limit).await)
    }

    fn put_in_bin(&self, binned: &[Binned]) -> Result<ImportOutcome, StoreError> {
        self.line
            .ask_at_length(async |client| importing::put_in_bin(client, binned).await)
    }

    fn import(
        &self,
        results: &mut ImportSource<'_>,
        replace: bool,
    ) -> Result<ImportOutcome, StoreError> {
        self.line
            .ask_at_length(async |client| importing::import(client, results, replace).await)
    }
}

impl Upkeep for ServerStore {
    fn examine(&self, on_progress: OnProgress) -> Result<Option<Examination>, StoreError> {
        care::examine(&self.line, on_progress).map(Some)
    }

    fn delete_forever(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        self.line
            .ask_once(async |client| saving::delete_forever(client, ids).await)
    }
}
