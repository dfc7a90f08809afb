//! Copies everything from one store to another.

mod check;

use std::collections::BTreeSet;

pub(crate) use check::CopyCheck;
pub use check::check_copy;
use uuid::Uuid;

use super::Store;
use crate::results::{
    AssessmentResult, Draft, DraftOutcome, DraftPlace, StoreError, UnreadableReason,
};
use crate::store::batch::OnProgress;
use crate::store::batch::{AllDrafts, Batch, ImportOutcome, Imported, TrashedResult};
use crate::store::clock::fresh_id;

/// The most results in one batch.
const TOGETHER: usize = 2_000;

/// Which of the two stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopySide {
    From,
    To,
}

/// A copy that one of the stores stopped. The next copy continues after what was copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyStopped {
    pub side: CopySide,
    pub error: StoreError,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Copied {
    pub done: Imported,
    /// The number of results that were added to trash, because they are in trash on the other side.
    pub binned: u64,
    /// The target has different results with these IDs.
    pub conflicts: Vec<Uuid>,
    /// The conflicts whose other result is in trash, or which cannot be restored from it.
    pub kept_in_bin: BTreeSet<Uuid>,
    pub unreadable: Vec<(Uuid, UnreadableReason)>,
}

fn at(side: CopySide) -> impl Fn(StoreError) -> CopyStopped {
    move |error| CopyStopped { side, error }
}

/// Copies all results with their wordings, in order of ID, and then trash. Each batch is one
/// transaction, and results that the target has do not change, so a copy that stopped can be
/// repeated. A result that is in trash on only one side is restored; if that is not allowed, it is a
/// conflict.
pub fn copy_results(
    from: &dyn Store,
    to: &dyn Store,
    on_progress: OnProgress,
) -> Result<Copied, CopyStopped> {
    let all = from.count().map_err(at(CopySide::From))?;
    let mut copied = Copied::default();
    let (mut after, mut passed) = (None, 0);
    loop {
        let batch = from.batch(after, TOGETHER).map_err(at(CopySide::From))?;
        passed += (batch.results.len() + batch.unreadable.len()) as u64;
        after = batch.next;
        let done = copied.take_in(batch, |results| {
            to.import(&mut results.iter().cloned().map(Ok), false)
        })?;
        copied.done.added += done.added;
        copied.done.unchanged += done.unchanged;
        copied.done.restored += done.restored;
        on_progress(passed, all.max(passed));
        if after.is_none() {
            break;
        }
    }
    loop {
        let batch = from.trashed(after, TOGETHER).map_err(at(CopySide::From))?;
        after = batch.next;
        let done = copied.take_in(batch, |binned| to.import_trashed(binned))?;
        copied.binned += done.added;
        if after.is_none() {
            return Ok(copied);
        }
    }
}

impl Copied {
    /// Writes a batch, except for results whose IDs are taken: those become conflicts.
    fn take_in<R: Identified>(
        &mut self,
        batch: Batch<R>,
        put: impl Fn(&[R]) -> Result<ImportOutcome, StoreError>,
    ) -> Result<Imported, CopyStopped> {
        self.unreadable.extend(batch.unreadable);
        let mut results = batch.results;
        while !results.is_empty() {
            match put(&results).map_err(at(CopySide::To))? {
                ImportOutcome::Done(done) => return Ok(done),
                ImportOutcome::Conflicts(conflicts) => {
                    let binned = conflicts.iter().filter(|conflict| conflict.binned);
                    self.kept_in_bin.extend(binned.map(|conflict| conflict.id));
                    let taken: BTreeSet<_> = conflicts.iter().map(|conflict| conflict.id).collect();
                    results.retain(|result| !taken.contains(&result.result().id));
                    self.conflicts.extend(taken);
                }
                // A list in memory cannot stop.
                ImportOutcome::Stopped => break,
            }
        }
        Ok(Imported::default())
    }
}

trait Identified {
    fn result(&self) -> &AssessmentResult;
}

impl Identified for AssessmentResult {
    fn result(&self) -> &AssessmentResult {
        self
    }
}

impl Identified for TrashedResult {
    fn result(&self) -> &AssessmentResult {
        &self.result
    }
}

/// Copies all drafts, and the last name if the target has none. If the target has a different draft
/// in the same place, it gets a second draft. Returns the number of drafts and of unreadable drafts.
pub(crate) fn copy_drafts(from: &dyn Store, to: &dyn Store) -> Result<(usize, usize), CopyStopped> {
    let last = from.last_name().map_err(at(CopySide::From))?;
    let AllDrafts { drafts, unreadable } = from.all_drafts().map_err(at(CopySide::From))?;
    let before = to.last_name().map_err(at(CopySide::To))?;
    let mut kept = drafts.iter().map(|(draft, place)| keep(to, draft, *place));
    let kept = kept.try_for_each(|kept| kept);
    // Saving a draft has changed the last name, which was not used there.
    if let Some(name) = before.as_ref().or(last.as_ref()) {
        to.remember_name(name).map_err(at(CopySide::To))?;
    }
    kept.map_err(at(CopySide::To))?;
    Ok((drafts.len(), unreadable))
}

fn keep(to: &dyn Store, draft: &Draft, place: DraftPlace) -> Result<(), StoreError> {
    let is_taken = |outcome: &Result<DraftOutcome, StoreError>| {
        use StoreError::{Damaged, Newer};
        // An unreadable draft does not change.
        matches!(
            outcome,
            Ok(DraftOutcome::Differs(_)) | Err(Newer { .. } | Damaged { .. })
        )
    };
    let mut outcome = to.save_draft(draft, None, place);
    if is_taken(&outcome) && place == DraftPlace::Main {
        outcome = to.save_draft(draft, None, DraftPlace::Aside);
    }
    if is_taken(&outcome) {
        let aside = to.other_drafts(&draft.name)?;
        let is_it = |one: &Draft| one.slug == draft.slug && one.entries == draft.entries;
        if aside.iter().any(is_it) {
            return Ok(());
        }
        let draft = Draft {
            id: fresh_id(),
            ..draft.clone()
        };
        outcome = to.save_draft(&draft, None, DraftPlace::Aside);
    }
    outcome.map(drop)
}
