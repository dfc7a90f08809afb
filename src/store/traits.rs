//! The operations of stores, by subject.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::batch::{AllDrafts, Batch, ImportOutcome, ImportSource, OnProgress, TrashedResult};
use super::page::{Direction, FullResults, LatestResults, ListPage, Page, Scope, of_person};
use crate::results::{
    AssessmentResult, Draft, DraftOutcome, DraftPlace, Examination, Position, ResultRow, SavedBy,
    SearchIndex, SharedName, StoreError,
};

/// Results. Reading from a store that does not exist finds nothing and creates nothing; the first
/// write creates it. Every write is on disk when its call returns.
pub trait Results: Send + Sync {
    /// Saves a result in one transaction, which also removes the draft with the same ID.
    ///
    /// Saving the same result again changes nothing, or restores it from trash. A different result
    /// with the same ID is a [`StoreError::Conflict`].
    fn save(&self, result: &AssessmentResult) -> Result<(), StoreError>;

    /// Checks whether the store can be trusted, if that was postponed to show the first rows sooner.
    fn verify(&self) -> Result<(), StoreError>;

    /// The result with this ID, unless it is in trash.
    fn result(&self, id: Uuid) -> Result<Option<AssessmentResult>, StoreError>;

    /// The results with these IDs, in their order. Leaves out missing ones and, of several,
    /// unreadable ones.
    fn results(&self, ids: &[Uuid]) -> Result<Vec<AssessmentResult>, StoreError>;

    /// The latest result of each person in an assessment. The cost grows with the number of people,
    /// not with the number of their results.
    fn latest_of_each(&self, slug: &str) -> Result<LatestResults, StoreError>;

    /// At most `limit` rows in `scope` that follow `after`, latest first.
    fn page(
        &self,
        scope: &Scope,
        after: Option<Position>,
        limit: usize,
    ) -> Result<Page, StoreError>;

    /// At most `limit` of all rows that come directly before `below`, latest first; without it, the
    /// oldest. To continue, pass the `next` of the page.
    fn page_above(&self, below: Option<Position>, limit: usize) -> Result<Page, StoreError>;

    /// A page of all rows, their number, and the counter of changes: everything for a list, in one
    /// round trip to a server.
    fn list_page(&self, direction: Direction, limit: usize) -> Result<ListPage, StoreError> {
        let (changes, total) = (self.changes()?, self.count()?);
        let page = match direction {
            Direction::Down(after) => self.page(&Scope::default(), after, limit)?,
            Direction::Up(below) => self.page_above(below, limit)?,
        };
        Ok(ListPage {
            page,
            total,
            changes,
        })
    }

    /// The full results of [`Results::page`].
    fn full_results(
        &self,
        scope: &Scope,
        after: Option<Position>,
        limit: usize,
    ) -> Result<FullResults, StoreError> {
        full_results_of_page(self, scope, after, limit)
    }

    /// The rows of these results, in this order. Leaves out missing and unreadable ones.
    fn rows(&self, ids: &[Uuid]) -> Result<Vec<ResultRow>, StoreError>;

    /// The search index of all readable results, with dates in `zone`. If `goes_on`, which is called
    /// repeatedly, returns false, some results are missing.
    fn search_index(
        &self,
        zone: &TimeZone,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<SearchIndex, StoreError>;

    /// The rows at these places of an index of this store, in this order. Leaves out missing and
    /// unreadable ones. `None` if the store has rebuilt its own index since.
    fn rows_at(
        &self,
        index: &SearchIndex,
        places: &[u32],
    ) -> Result<Option<Vec<ResultRow>>, StoreError>;

    /// The place of a result in an index of this store.
    fn place(&self, index: &SearchIndex, of: Position) -> Result<Option<u32>, StoreError>;

    /// At most `most` IDs of results (or, with `trashed`, of deleted results) that end with these
    /// lowercase hexadecimal digits without hyphens, latest first.
    fn ids_ending(&self, digits: &str, trashed: bool, most: usize)
    -> Result<Vec<Uuid>, StoreError>;

    /// The ID of the result that has `back` later results, even if it is unreadable.
    fn nth_latest(&self, back: u64) -> Result<Option<Uuid>, StoreError>;

    /// The number of results, without trash.
    fn count(&self) -> Result<u64, StoreError>;

    /// Moves results to trash: all, or none if one is missing.
    fn delete(&self, ids: &[Uuid], at: Timestamp) -> Result<(), StoreError>;

    /// Restores results from trash: all, or none if one is missing. A result that is not in trash
    /// does not change.
    fn restore(&self, ids: &[Uuid]) -> Result<(), StoreError>;

    /// A number that grows with every change of the results by any program.
    fn changes(&self) -> Result<u64, StoreError>;

    /// Which logins saved these results, and when, in any order; unreadable results are left out.
    /// Only a server records that: other stores return nothing.
    fn saves(&self, _ids: &[Uuid]) -> Result<Vec<SavedBy>, StoreError> {
        Ok(Vec::new())
    }

    /// The names under which several logins saved results of an assessment, by person key: a team
    /// or a trend may mix the answers of several people there. Only a server has logins: other
    /// stores return nothing.
    fn shared_names(&self, _slug: &str) -> Result<Vec<SharedName>, StoreError> {
        Ok(Vec::new())
    }

    /// The latest results of a person in an assessment, as [`Results::full_results`] returns them,
    /// and [`Results::shared_names`]: everything for a trend, in one round trip to a server.
    fn trend(
        &self,
        name: &str,
        slug: &str,
        limit: usize,
    ) -> Result<(FullResults, Vec<SharedName>), StoreError> {
        let results = self.full_results(&of_person(name, slug), None, limit)?;
        Ok((results, self.shared_names(slug)?))
    }
}

/// Reads a page, and then its results.
pub(super) fn full_results_of_page(
    store: &(impl Results + ?Sized),
    scope: &Scope,
    after: Option<Position>,
    limit: usize,
) -> Result<FullResults, StoreError> {
    let page = store.page(scope, after, limit)?;
    let ids: Vec<_> = page.rows.iter().map(|row| row.id).collect();
    let results = if ids.is_empty() {
        Vec::new()
    } else {
        store.results(&ids)?
    };
    Ok((results, page.next))
}

/// Drafts, and the name that was used last.
pub trait Drafts: Send + Sync {
    /// Saves a draft if the store contains `seen`: the draft that the caller last read or saved, or
    /// no draft. Otherwise nothing is written, and the outcome says why; the caller can save it as
    /// another draft, under a new ID. The same transaction remembers its name.
    fn save_draft(
        &self,
        draft: &Draft,
        seen: Option<&Draft>,
        place: DraftPlace,
    ) -> Result<DraftOutcome, StoreError>;

    /// Removes a draft if it still is `seen`. [`DraftOutcome::Done`] if there is none.
    fn remove_draft(&self, seen: &Draft, place: DraftPlace) -> Result<DraftOutcome, StoreError>;

    /// Saves a result as [`Results::save`] does, and removes the draft with the same ID if it is
    /// `seen`. A draft that another window has changed since is not removed but returned; the result
    /// is saved in any case.
    fn save_and_remove_draft(
        &self,
        result: &AssessmentResult,
        seen: Option<&Draft>,
    ) -> Result<DraftOutcome, StoreError>;

    /// The main draft of a person and an assessment.
    fn draft(&self, name: &str, slug: &str) -> Result<Option<Draft>, StoreError>;

    /// The main drafts of a person, by slug.
    fn drafts(&self, name: &str) -> Result<Vec<Draft>, StoreError>;

    /// The other drafts of a person, by slug and ID.
    fn other_drafts(&self, name: &str) -> Result<Vec<Draft>, StoreError>;

    /// All drafts of all people, and the number of unreadable ones.
    fn all_drafts(&self) -> Result<AllDrafts, StoreError>;

    /// The name that was last used on a screen.
    fn last_name(&self) -> Result<Option<String>, StoreError>;

    /// Remembers a name that was used on a screen without saving a draft.
    fn remember_name(&self, name: &str) -> Result<(), StoreError>;
}

/// Many results at once, for export, import, and copy.
pub trait Bulk: Send + Sync {
    /// At most `limit` results that follow `after` in order of ID, without trash. Returns fewer if
    /// they are large, so that a batch always fits into memory.
    fn batch(&self, after: Option<Uuid>, limit: usize) -> Result<Batch, StoreError>;

    /// The same for deleted results.
    fn trashed(
        &self,
        after: Option<Uuid>,
        limit: usize,
    ) -> Result<Batch<TrashedResult>, StoreError>;

    /// Saves many results in one transaction: all, or none.
    ///
    /// A result that the store has does not change, or is restored from trash. If a different result
    /// has the same ID, nothing is changed, unless `replace` is set: then the imported one replaces
    /// it. Drafts do not change.
    fn import(
        &self,
        results: &mut ImportSource<'_>,
        replace: bool,
    ) -> Result<ImportOutcome, StoreError>;

    /// Adds deleted results of another store to trash in one transaction: all, or none.
    ///
    /// A result that the store has, in trash or not, does not change. A different result with the
    /// same ID is a conflict, and then nothing is changed.
    fn import_trashed(&self, trashed: &[TrashedResult]) -> Result<ImportOutcome, StoreError>;
}

/// Operations that only commands use.
pub trait Maintenance: Send + Sync {
    /// Checks everything in the store without changing it. `None` if there is no store.
    fn examine(&self, on_progress: OnProgress) -> Result<Option<Examination>, StoreError>;

    /// Deletes results in trash permanently: all, or none if one is not in trash.
    fn delete_permanently(&self, ids: &[Uuid]) -> Result<(), StoreError>;
}
