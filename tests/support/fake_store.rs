//! A store in a file that can be made to fail.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use levelup::testing::{
    AllDrafts, AssessmentResult, Batch, Bulk, Draft, DraftOutcome, DraftPlace, Drafts, Examination,
    ImportOutcome, ImportSource, LatestResults, Maintenance, OnProgress, Page, Position, RedbStore,
    ResultRow, Results, Scope, ScreenStore, SearchIndex, SharedName, StoreError, TrashedResult,
};
use uuid::Uuid;

/// The kinds of calls to a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    Read,
    Write,
    /// Delete, restore, and delete permanently.
    Trash,
    /// Reads drafts or the name.
    ReadLocal,
    /// Writes drafts or the name.
    WriteLocal,
}

/// What goes wrong with a store.
pub trait Faults: Send + Sync {
    /// Called first. If it returns an error, the call has no effect.
    fn check(&self, call: Call) -> Result<(), StoreError>;

    fn save(&self, store: &RedbStore, result: &AssessmentResult) -> Result<(), StoreError> {
        store.save(result)
    }

    /// Whether the search index was rebuilt since the search.
    fn is_index_rebuilt(&self) -> bool {
        false
    }

    /// The names under which several logins saved results.
    fn shared(&self) -> Vec<SharedName>;
}

pub struct FakeStore<F> {
    /// The results, as they are.
    pub store: RedbStore,
    pub faults: F,
}

impl<F: Faults> FakeStore<F> {
    fn checked(&self, call: Call) -> Result<&RedbStore, StoreError> {
        self.faults.check(call)?;
        Ok(&self.store)
    }
}

/// Methods that check a kind of call and then pass the call on.
macro_rules! checked {
    ($($call:ident $method:ident($($name:ident: $type:ty),*) -> $output:ty;)*) => {$(
        fn $method(&self, $($name: $type),*) -> Result<$output, StoreError> {
            self.checked(Call::$call)?.$method($($name),*)
        }
    )*};
}

impl<F: Faults> Results for FakeStore<F> {
    checked! {
        Read verify() -> ();
        Read result(id: Uuid) -> Option<AssessmentResult>;
        Read results(ids: &[Uuid]) -> Vec<AssessmentResult>;
        Read page(scope: &Scope, after: Option<Position>, limit: usize) -> Page;
        Read page_above(below: Option<Position>, limit: usize) -> Page;
        Read rows(ids: &[Uuid]) -> Vec<ResultRow>;
        Read search_index(zone: &TimeZone, goes_on: &(dyn Fn() -> bool + Sync)) -> SearchIndex;
        Read place(index: &SearchIndex, of: Position) -> Option<u32>;
        Read ids_ending(digits: &str, trashed: bool, most: usize) -> Vec<Uuid>;
        Read nth_latest(back: u64) -> Option<Uuid>;
        Read count() -> u64;
        Read changes() -> u64;
        Trash delete(ids: &[Uuid], at: Timestamp) -> ();
        Trash restore(ids: &[Uuid]) -> ();
    }

    fn save(&self, result: &AssessmentResult) -> Result<(), StoreError> {
        self.faults.save(self.checked(Call::Write)?, result)
    }

    fn latest_of_each(&self, slug: &str) -> Result<LatestResults, StoreError> {
        let latest = self.checked(Call::Read)?.latest_of_each(slug)?;
        let shared = self.faults.shared();
        Ok(LatestResults { shared, ..latest })
    }

    fn shared_names(&self, _: &str) -> Result<Vec<SharedName>, StoreError> {
        self.checked(Call::Read)?;
        Ok(self.faults.shared())
    }

    fn rows_at(
        &self,
        index: &SearchIndex,
        places: &[u32],
    ) -> Result<Option<Vec<ResultRow>>, StoreError> {
        let store = self.checked(Call::Read)?;
        if self.faults.is_index_rebuilt() {
            return Ok(None);
        }
        store.rows_at(index, places)
    }
}

impl<F: Faults> Drafts for FakeStore<F> {
    checked! {
        ReadLocal all_drafts() -> AllDrafts;
        ReadLocal other_drafts(name: &str) -> Vec<Draft>;
        ReadLocal draft(name: &str, slug: &str) -> Option<Draft>;
        ReadLocal drafts(name: &str) -> Vec<Draft>;
        ReadLocal last_name() -> Option<String>;
        WriteLocal save_and_remove_draft(result: &AssessmentResult, seen: Option<&Draft>) -> DraftOutcome;
        WriteLocal save_draft(draft: &Draft, seen: Option<&Draft>, place: DraftPlace) -> DraftOutcome;
        WriteLocal remove_draft(seen: &Draft, place: DraftPlace) -> DraftOutcome;
        WriteLocal remember_name(name: &str) -> ();
    }
}

impl<F: Faults> Bulk for FakeStore<F> {
    checked! {
        Read batch(after: Option<Uuid>, limit: usize) -> Batch;
        Read trashed(after: Option<Uuid>, limit: usize) -> Batch<TrashedResult>;
        Write import_trashed(trashed: &[TrashedResult]) -> ImportOutcome;
        Write import(results: &mut ImportSource<'_>, replace: bool) -> ImportOutcome;
    }
}

impl<F: Faults> Maintenance for FakeStore<F> {
    checked! {
        Read examine(on_progress: OnProgress) -> Option<Examination>;
        Trash delete_permanently(ids: &[Uuid]) -> ();
    }
}

impl<F: Faults> ScreenStore for FakeStore<F> {}
