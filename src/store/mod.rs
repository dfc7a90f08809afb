//! WHERE IT IS KEPT: the trait that all stores share, the redb store in a file, the store on a
//! server (`server/`), the stored formats and their versions. [`open`] is the way to a store.

mod batch;
mod clock;
mod copy;
mod deadline;
mod format;
#[doc(hidden)]
pub mod fuzzing;
mod open;
mod page;
mod recent_definitions;
mod redb;
mod relay;
mod server_access;
mod unconfirmed_drafts;

pub use batch::{
    AllDrafts, Batch, BinnedResult, ImportConflict, ImportOutcome, ImportSource, Imported,
    SourceStopped,
};
pub(crate) use clock::{fresh_id, now};
pub(crate) use copy::{Copied, CopyCheck, CopySide, CopyStopped, copy_drafts};
pub use copy::{check_copy, copy_results};
pub(crate) use deadline::OnWait;
pub use deadline::STORE_DEADLINE;
pub use open::{Location, OutboxFile, open, open_with_outbox};
pub(crate) use open::{is_server, open_behind, waiting_in};
pub(crate) use page::ListPage;
pub use page::{Direction, Page, Scope, Unreadable};
pub(crate) use relay::Delivery;
pub use relay::{OnSyncStatus, Relay, ServerTiming};
pub use server_access::ServerRole;
pub(crate) use server_access::{GrantError, LocationError};

pub use self::redb::{CopyError, FileSystem, Migration, NewestResults, OnProgress, RedbStore};
pub(crate) use self::redb::{
    in_temp_dir, is_too_many_files, panics_are_caught, put_in_place, remove_abandoned, sync_names,
    temporary_directory, temporary_in,
};

#[cfg(feature = "postgres")]
mod server;
#[cfg(not(feature = "postgres"))]
#[path = "server_disabled.rs"]
mod server;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use uuid::Uuid;

use self::page::FullResults;
use crate::results::{
    AssessmentResult, Draft, DraftOutcome, DraftPlace, Examination, Position, ResultRow, SavedBy,
    SearchIndex, SharedName, StoreError,
};

/// A place that keeps drafts and results.
///
/// Reading from a store that does not exist yet finds nothing and makes nothing; the first write
/// makes it. Every write is on disk when its call returns.
pub trait Store: Send + Sync {
    /// Saves a result in one transaction, which also removes the draft with the same id.
    ///
    /// Saving the same result again changes nothing, or takes it out of the bin; another result
    /// under the same id is a [`StoreError::Conflict`].
    fn save(&self, result: &AssessmentResult) -> Result<(), StoreError>;

    /// Looks whether what is kept can be trusted, where that was put off to read sooner.
    fn vet(&self) -> Result<(), StoreError>;

    /// The result with this id; not one that lies in the bin.
    fn result(&self, id: Uuid) -> Result<Option<AssessmentResult>, StoreError>;

    /// The results with these ids, in their order; those that are not there are left out, and of
    /// several those that cannot be read.
    fn results(&self, ids: &[Uuid]) -> Result<Vec<AssessmentResult>, StoreError>;

    /// The newest result of each person in an assessment. What that takes grows with the people,
    /// not with their results.
    fn newest_of_each(&self, slug: &str) -> Result<NewestResults, StoreError>;

    /// At most `limit` rows in `scope`, newest first, going on behind `after`.
    fn page(
        &self,
        scope: &Scope,
        after: Option<Position>,
        limit: usize,
    ) -> Result<Page, StoreError>;

    /// At most `limit` of all rows that stand next above `below`, newest first; with none the
    /// oldest of all. The page's `next` is the place above which to go on.
    fn page_above(&self, below: Option<Position>, limit: usize) -> Result<Page, StoreError>;

    /// A page of all rows, how many there are, and the counter of changes: what a list needs, in
    /// one way to a server and back.
    fn leaf(&self, way: Direction, limit: usize) -> Result<ListPage, StoreError> {
        self::page::list_page(self, way, limit)
    }

    /// The results of [`Store::page`], whole.
    fn whole(
        &self,
        scope: &Scope,
        after: Option<Position>,
        limit: usize,
    ) -> Result<FullResults, StoreError> {
        self::page::full_results(self, scope, after, limit)
    }

    /// The rows of these results, in this order; those that are not there, or cannot be read, are
    /// left out.
    fn rows(&self, ids: &[Uuid]) -> Result<Vec<ResultRow>, StoreError>;

    /// All results in the form in which they are searched, with the days of `zone`; those that
    /// cannot be read are left out. Where `goes_on`, which is asked from time to time, says no,
    /// some are missing.
    fn searchable(
        &self,
        zone: &TimeZone,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<SearchIndex, StoreError>;

    /// The rows of the results at these places of an index of this store, in this order; those that
    /// are not there, or cannot be read, are left out. None where the store has made its own index
    /// anew since, and does not know the places any more.
    fn found(
        &self,
        index: &SearchIndex,
        places: &[u32],
    ) -> Result<Option<Vec<ResultRow>>, StoreError>;

    /// The place of a result in an index of this store.
    fn place(&self, index: &SearchIndex, of: Position) -> Result<Option<u32>, StoreError>;

    /// At most `most` ids, newest first, that end with these hexadecimal digits (lower case, no
    /// hyphens). `binned`: look in the bin instead of among the results.
    fn ids_ending(&self, digits: &str, binned: bool, most: usize) -> Result<Vec<Uuid>, StoreError>;

    /// The id of the newest result, or the one so many before it; also where it cannot be read.
    fn nth_newest(&self, back: u64) -> Result<Option<Uuid>, StoreError>;

    /// How many results there are, the bin not counted.
    fn count(&self) -> Result<u64, StoreError>;

    /// Saves a result as [`Store::save`] does, and takes the draft with the same id away where it
    /// says what `seen` says. A draft that another window has changed since stays where it is and
    /// is handed back; the result is saved all the same.
    fn hand_in(
        &self,
        result: &AssessmentResult,
        seen: Option<&Draft>,
    ) -> Result<DraftOutcome, StoreError>;

    /// Keeps a draft where what is kept there is `seen`: the draft as the caller last read or kept
    /// it, none where there was none. Otherwise nothing is written, and the outcome says why;
    /// what is not written in its place can be kept aside, under an id that no other window has.
    /// In the same transaction its name becomes the one that was last used.
    fn keep_draft(
        &self,
        draft: &Draft,
        seen: Option<&Draft>,
        place: DraftPlace,
    ) -> Result<DraftOutcome, StoreError>;

    /// Forgets a draft where it still is what the caller has `seen`. That it is gone already is
    /// [`DraftOutcome::Done`].
    fn forget_draft(&self, seen: &Draft, place: DraftPlace) -> Result<DraftOutcome, StoreError>;

    /// All drafts, whoever's they are, in the order of their places; those that cannot be read are
    /// counted.
    fn all_drafts(&self) -> Result<AllDrafts, StoreError>;

    /// The drafts of this person that are kept aside, by slug and, of one assessment, by id.
    fn drafts_aside(&self, name: &str) -> Result<Vec<Draft>, StoreError>;

    /// The draft that this person has of this assessment.
    fn draft(&self, name: &str, slug: &str) -> Result<Option<Draft>, StoreError>;

    /// All the drafts of this person, by slug.
    fn drafts(&self, name: &str) -> Result<Vec<Draft>, StoreError>;

    /// Puts results into the bin: all of them, or none where one of them is not found.
    fn delete(&self, ids: &[Uuid], at: Timestamp) -> Result<(), StoreError>;

    /// Takes results out of the bin: all of them, or none where one of them is not found. One
    /// that is not in the bin but among the results stays as it is.
    fn restore(&self, ids: &[Uuid]) -> Result<(), StoreError>;

    /// The name that was last used on a screen.
    fn last_name(&self) -> Result<Option<String>, StoreError>;

    /// Remembers the name that was used on a screen, where no draft is kept that has it.
    fn remember_name(&self, name: &str) -> Result<(), StoreError>;

    /// A number that grows with every change of the results, whoever made it.
    fn changes(&self) -> Result<u64, StoreError>;

    /// At most `limit` results in order of id, going on behind `after`; what lies in the bin is
    /// left out. Fewer come where they are large, so that a batch always fits into memory.
    fn batch(&self, after: Option<Uuid>, limit: usize) -> Result<Batch, StoreError>;

    /// Saves many results in one transaction: all of them, or none.
    ///
    /// One that is there already stays as it is, one that lies in the bin comes out of it. Where
    /// another result has the same id, nothing at all is changed, unless `replace` lets the one
    /// that is imported take its place. Drafts are left alone.
    fn import(
        &self,
        results: &mut ImportSource<'_>,
        replace: bool,
    ) -> Result<ImportOutcome, StoreError>;

    /// At most `limit` results that lie in the bin, as [`Store::batch`] has the others.
    fn binned(&self, after: Option<Uuid>, limit: usize) -> Result<Batch<BinnedResult>, StoreError>;

    /// Puts results of another store into the bin, in one transaction: all of them, or none.
    ///
    /// One that is there already, in the bin or among the results, stays as and where it is;
    /// another one under the same id is a conflict, and then nothing at all is changed.
    fn put_in_bin(&self, binned: &[BinnedResult]) -> Result<ImportOutcome, StoreError>;

    /// Which logins saved these results, and when, in any order; results that cannot be read are
    /// left out. Only a server records that: other stores return nothing.
    fn saves(&self, _ids: &[Uuid]) -> Result<Vec<SavedBy>, StoreError> {
        Ok(Vec::new())
    }

    /// The names under which several logins saved results of an assessment, by person key: a team
    /// or a trend may mix the answers of several people there. Only a server knows logins: other
    /// stores return nothing.
    fn shared_names(&self, _slug: &str) -> Result<Vec<SharedName>, StoreError> {
        Ok(Vec::new())
    }

    /// The latest results of a person in an assessment, as [`Store::whole`] returns them, and
    /// [`Store::shared_names`]: what a trend needs, in one round trip to a server.
    fn trend(
        &self,
        name: &str,
        slug: &str,
        limit: usize,
    ) -> Result<(FullResults, Vec<SharedName>), StoreError> {
        let whole = self.whole(&self::page::of_person(name, slug), None, limit)?;
        Ok((whole, self.shared_names(slug)?))
    }

    /// The outbox before a server, where there is one: what waits on this machine, and how it
    /// stands. A store in one place has none.
    fn relay(&self) -> Option<&Relay> {
        None
    }
}

/// The care of a store, as far as every store can be cared for: what is done by hand, and by
/// commands alone.
pub trait Upkeep: Store {
    /// Looks at everything that is kept, and changes nothing, whatever is found. None where there
    /// is no store.
    fn examine(&self, on_progress: OnProgress) -> Result<Option<Examination>, StoreError>;

    /// Takes results out of the bin for good: all of them, or none where one is not in it.
    fn delete_forever(&self, ids: &[Uuid]) -> Result<(), StoreError>;
}
