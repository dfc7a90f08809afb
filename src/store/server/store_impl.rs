//! What every store can do, done on a server.

use std::sync::{MutexGuard, PoisonError};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::sql_query::{call, call_for_number, call_for_value};
use super::write_results::OwnDrafts;
use super::{ServerStore, drafts, full_results, import, maintenance, pages, write_results};
use crate::results::{
    AssessmentResult, Draft, DraftOutcome, DraftPlace, Examination, Position, ResultRow, SavedBy,
    SearchIndex, SharedName, StoreError,
};
use crate::store::batch::OnProgress;
use crate::store::batch::{AllDrafts, Batch, ImportOutcome, ImportSource, TrashedResult};
use crate::store::format::millis;
use crate::store::page::LatestResults;
use crate::store::page::{Direction, FullResults, ListPage, Page, Scope, of_person};
use crate::store::unconfirmed_drafts::UnconfirmedDrafts;
use crate::store::{Bulk, Drafts, Maintenance, Results, ScreenStore};

impl ServerStore {
    fn unconfirmed(&self) -> MutexGuard<'_, UnconfirmedDrafts> {
        self.unconfirmed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Results for ServerStore {
    /// Each record is looked at when it is read, and the rest is the server's.
    fn verify(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn save(&self, result: &AssessmentResult) -> Result<(), StoreError> {
        self.connection
            .call(async |client| write_results::save(client, result, OwnDrafts::All).await)
            .map(drop)
    }

    fn result(&self, id: Uuid) -> Result<Option<AssessmentResult>, StoreError> {
        self.results(&[id]).map(|mut found| found.pop())
    }

    fn results(&self, ids: &[Uuid]) -> Result<Vec<AssessmentResult>, StoreError> {
        self.connection
            .call(async |client| full_results::results(client, ids).await)
    }

    fn latest_of_each(&self, slug: &str) -> Result<LatestResults, StoreError> {
        self.connection
            .call(async |client| full_results::latest_of_each(client, slug).await)
    }

    fn page(
        &self,
        scope: &Scope,
        after: Option<Position>,
        limit: usize,
    ) -> Result<Page, StoreError> {
        self.connection
            .call(async |client| pages::page(client, scope, after, limit).await)
    }

    fn page_above(&self, below: Option<Position>, limit: usize) -> Result<Page, StoreError> {
        self.connection
            .call(async |client| pages::page_above(client, below, limit).await)
    }

    fn list_page(&self, way: Direction, limit: usize) -> Result<ListPage, StoreError> {
        let known = || self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let before = *known();
        let (list, counts) = self
            .connection
            .call(async |client| pages::list_page(client, way, limit, before).await)?;
        *known() = Some(counts);
        Ok(list)
    }

    fn full_results(
        &self,
        scope: &Scope,
        after: Option<Position>,
        limit: usize,
    ) -> Result<FullResults, StoreError> {
        self.connection
            .call(async |client| full_results::page(client, scope, after, limit).await)
    }

    fn rows(&self, ids: &[Uuid]) -> Result<Vec<ResultRow>, StoreError> {
        self.connection
            .call(async |client| pages::rows(client, ids).await)
    }

    fn search_index(
        &self,
        zone: &TimeZone,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<SearchIndex, StoreError> {
        pages::search_index(&self.connection, zone, goes_on)
    }

    fn rows_at(
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

    fn saves(&self, ids: &[Uuid]) -> Result<Vec<SavedBy>, StoreError> {
        self.connection
            .call(async |client| pages::saves(client, ids).await)
    }

    fn shared_names(&self, slug: &str) -> Result<Vec<SharedName>, StoreError> {
        self.connection
            .call(async |client| pages::shared_names(client, slug).await)
    }

    fn trend(
        &self,
        name: &str,
        slug: &str,
        limit: usize,
    ) -> Result<(FullResults, Vec<SharedName>), StoreError> {
        let scope = of_person(name, slug);
        self.connection
            .call(async |client| full_results::trend(client, slug, &scope, limit).await)
    }

    fn ids_ending(&self, digits: &str, binned: bool, most: usize) -> Result<Vec<Uuid>, StoreError> {
        self.connection
            .call(async |client| pages::ids_ending(client, digits, binned, most).await)
    }

    fn nth_latest(&self, back: u64) -> Result<Option<Uuid>, StoreError> {
        self.connection
            .call(async |client| pages::nth_latest(client, back).await)
    }

    fn count(&self) -> Result<u64, StoreError> {
        self.connection
            .call(async |client| call_for_number(client, "count_results").await)
    }

    fn delete(&self, ids: &[Uuid], at: Timestamp) -> Result<(), StoreError> {
        self.connection.call_once(async |client| {
            write_results::move_results(client, "delete", ids, Some(millis(at))).await
        })
    }

    fn restore(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        self.connection
            .call(async |client| write_results::move_results(client, "restore", ids, None).await)
    }

    fn changes(&self) -> Result<u64, StoreError> {
        self.connection
            .call(async |client| call_for_number(client, "count_changes").await)
    }
}

impl Drafts for ServerStore {
    fn save_and_remove_draft(
        &self,
        result: &AssessmentResult,
        seen: Option<&Draft>,
    ) -> Result<DraftOutcome, StoreError> {
        let mut unconfirmed = self.unconfirmed();
        let ours = OwnDrafts::Seen(seen, &unconfirmed);
        let outcome = self
            .connection
            .call(async |client| write_results::save(client, result, ours).await)?;
        unconfirmed.settle();
        Ok(outcome)
    }

    fn save_draft(
        &self,
        draft: &Draft,
        seen: Option<&Draft>,
        place: DraftPlace,
    ) -> Result<DraftOutcome, StoreError> {
        let mut unconfirmed = self.unconfirmed();
        let outcome = self
            .connection
            .call(async |client| drafts::keep(client, draft, seen, place, &unconfirmed).await);
        match &outcome {
            Ok(_) => unconfirmed.settle(),
            // A deadline cuts it off wherever it is.
            Err(_) => unconfirmed.begin(seen, draft),
        }
        outcome
    }

    fn remove_draft(&self, seen: &Draft, place: DraftPlace) -> Result<DraftOutcome, StoreError> {
        let mut unconfirmed = self.unconfirmed();
        let outcome = self
            .connection
            .call(async |client| drafts::forget(client, seen, place, &unconfirmed).await)?;
        unconfirmed.settle();
        Ok(outcome)
    }

    fn all_drafts(&self) -> Result<AllDrafts, StoreError> {
        self.connection
            .call(async |client| drafts::all(client).await)
    }

    fn other_drafts(&self, name: &str) -> Result<Vec<Draft>, StoreError> {
        self.connection
            .call(async |client| drafts::of_person(client, name, true).await)
    }

    fn draft(&self, name: &str, slug: &str) -> Result<Option<Draft>, StoreError> {
        self.connection
            .call(async |client| drafts::main(client, name, slug).await)
    }

    fn drafts(&self, name: &str) -> Result<Vec<Draft>, StoreError> {
        self.connection
            .call(async |client| drafts::of_person(client, name, false).await)
    }

    fn last_name(&self) -> Result<Option<String>, StoreError> {
        self.connection
            .call(async |client| call_for_value(client, "last_name", &[]).await)
    }

    fn remember_name(&self, name: &str) -> Result<(), StoreError> {
        self.connection
            .call(async |client| call(client, "remember_name", &[(&name, Type::TEXT)]).await)
            .map(drop)
    }
}

impl Bulk for ServerStore {
    fn batch(&self, after: Option<Uuid>, limit: usize) -> Result<Batch, StoreError> {
        self.connection
            .call(async |client| full_results::batch(client, after, limit).await)
    }

    fn trashed(
        &self,
        after: Option<Uuid>,
        limit: usize,
    ) -> Result<Batch<TrashedResult>, StoreError> {
        self.connection
            .call(async |client| full_results::batch_in_trash(client, after, limit).await)
    }

    fn import_trashed(&self, binned: &[TrashedResult]) -> Result<ImportOutcome, StoreError> {
        self.connection
            .call_unlimited(async |client| import::import_trash(client, binned).await)
    }

    fn import(
        &self,
        results: &mut ImportSource<'_>,
        replace: bool,
    ) -> Result<ImportOutcome, StoreError> {
        self.connection
            .call_unlimited(async |client| import::import(client, results, replace).await)
    }
}

impl Maintenance for ServerStore {
    fn examine(&self, on_progress: OnProgress) -> Result<Option<Examination>, StoreError> {
        maintenance::examine(&self.connection, on_progress).map(Some)
    }

    fn delete_permanently(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        self.connection.call_once(async |client| {
            write_results::move_results(client, "delete forever", ids, None).await
        })
    }
}

impl ScreenStore for ServerStore {}
