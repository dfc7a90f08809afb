//! Carries everything from one store into another, whatever the two are.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::Store;
use crate::results::{
    AssessmentResult, Draft, DraftOutcome, DraftPlace, StoreError, UnreadableReason,
};
use crate::store::batch::OnProgress;
use crate::store::batch::{AllDrafts, Batch, ImportOutcome, Imported, TrashedResult};
use crate::store::clock::fresh_id;
use crate::store::format::{DefinitionV1, FormatResult, ResultV1};
use crate::store::redb::RedbError;

/// Results that are read and written together.
const TOGETHER: usize = 2_000;

/// Which of the two stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopySide {
    /// The one that is copied.
    From,
    /// The one that it is copied into.
    To,
}

/// What is on its way was stopped by one of the stores. What has arrived stays there, and the next
/// copy goes on behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyStopped {
    /// By which one.
    pub side: CopySide,
    /// By what.
    pub error: StoreError,
}

/// What became of the results.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Copied {
    /// How many were found how, where they arrived.
    pub done: Imported,
    /// How many were put into the bin there, because they lie in it here.
    pub binned: u64,
    /// Where they were to arrive, other results have these ids.
    pub conflicts: Vec<Uuid>,
    /// Those of the conflicts whose other one lies in the bin, or who may not be taken out of it.
    pub kept_in_bin: BTreeSet<Uuid>,
    /// These cannot be read.
    pub unreadable: Vec<(Uuid, UnreadableReason)>,
}

/// What a look at both sides has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyCheck {
    /// How many results were compared, the bin not counted.
    pub results: u64,
    /// How many that lie in the bin.
    pub binned: u64,
    /// The hash over id and content of each of them, in order of id, as the one side has them.
    pub from: [u8; 32],
    /// The same, as the other side has them.
    pub to: [u8; 32],
    /// They are not on the other side.
    pub missing: Vec<Uuid>,
}

impl CopyCheck {
    /// Whether both sides say the same.
    pub fn is_whole(&self) -> bool {
        self.missing.is_empty() && self.from == self.to
    }
}

fn at(side: CopySide) -> impl Fn(StoreError) -> CopyStopped {
    move |error| CopyStopped { side, error }
}

/// Copies all results, in order of id, with the wording each was answered under, and then what
/// lies in the bin, into the bin. Each batch is whole or not at all, and what is there already, the
/// same, stays: so that a copy which was stopped goes on where it is begun again. What is a result
/// on either side is one in the end, where it may be taken out of the bin; else it is a conflict.
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
    /// Puts a batch into a store; those whose ids are taken are passed over, and named.
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
                // A list that is in memory does not stop.
                ImportOutcome::Stopped => break,
            }
        }
        Ok(Imported::default())
    }
}

/// What holds a result, and so has its id.
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

/// Copies all drafts, and the last name where none is known. Where another draft has the place,
/// one is kept beside it. How many there were, and how many that cannot be read.
pub(crate) fn copy_drafts(from: &dyn Store, to: &dyn Store) -> Result<(usize, usize), CopyStopped> {
    let last = from.last_name().map_err(at(CopySide::From))?;
    let AllDrafts { drafts, unreadable } = from.all_drafts().map_err(at(CopySide::From))?;
    let before = to.last_name().map_err(at(CopySide::To))?;
    let mut kept = drafts.iter().map(|(draft, place)| keep(to, draft, *place));
    let kept = kept.try_for_each(|kept| kept);
    // To keep a draft is to remember its name, which nobody has used there.
    if let Some(name) = before.as_ref().or(last.as_ref()) {
        to.remember_name(name).map_err(at(CopySide::To))?;
    }
    kept.map_err(at(CopySide::To))?;
    Ok((drafts.len(), unreadable))
}

fn keep(to: &dyn Store, draft: &Draft, place: DraftPlace) -> Result<(), StoreError> {
    let is_taken = |outcome: &Result<DraftOutcome, StoreError>| {
        use StoreError::{Damaged, Newer};
        // What cannot be read there stays there.
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

/// Reads both sides again, and compares them: every result of the one must be in the other, the
/// same, and what lies in the bin there in the bin or among the results. Conflicts, which have been
/// told, are left out.
pub fn check_copy(
    from: &dyn Store,
    to: &dyn Store,
    conflicts: &[Uuid],
    on_progress: OnProgress,
) -> Result<CopyCheck, CopyStopped> {
    let all = from.count().map_err(at(CopySide::From))?;
    let mut checking = Checking {
        conflicts: conflicts.iter().copied().collect(),
        ..Checking::default()
    };
    let mut theirs = ResultsInOrder::of(|after| to.batch(after, TOGETHER));
    let (mut results, mut after) = (0, None);
    loop {
        let batch = from.batch(after, TOGETHER).map_err(at(CopySide::From))?;
        for result in &batch.results {
            results += checking.compare(result, || theirs.find(result.id))?;
        }
        on_progress(results, all.max(results));
        after = batch.next;
        if after.is_none() {
            break;
        }
    }
    let mut thrown = ResultsInOrder::of(|after| to.trashed(after, TOGETHER));
    let mut binned = 0;
    loop {
        let batch = from.trashed(after, TOGETHER).map_err(at(CopySide::From))?;
        for TrashedResult { result, .. } in &batch.results {
            binned += checking.compare(result, || match thrown.find(result.id)? {
                Some(found) => Ok(Some(found.result)),
                None => to.result(result.id),
            })?;
        }
        after = batch.next;
        if after.is_none() {
            break;
        }
    }
    Ok(CopyCheck {
        results,
        binned,
        from: checking.one.finalize().into(),
        to: checking.other.finalize().into(),
        missing: checking.missing,
    })
}

#[derive(Default)]
struct Checking {
    conflicts: BTreeSet<Uuid>,
    one: Sha256,
    other: Sha256,
    missing: Vec<Uuid>,
}

impl Checking {
    /// Takes in a result, and what the other side has under its id. How many that makes.
    fn compare(
        &mut self,
        result: &AssessmentResult,
        find: impl FnOnce() -> Result<Option<AssessmentResult>, StoreError>,
    ) -> Result<u64, CopyStopped> {
        if self.conflicts.contains(&result.id) {
            return Ok(0);
        }
        digest(&mut self.one, result).map_err(at(CopySide::From))?;
        match find().map_err(at(CopySide::To))? {
            Some(found) => digest(&mut self.other, &found).map_err(at(CopySide::To))?,
            None => self.missing.push(result.id),
        }
        Ok(1)
    }
}

/// Takes in the id of a result and all that is kept of it, in the form in which every store keeps
/// it; the hash of its wording is a part of that.
fn digest(sum: &mut Sha256, result: &AssessmentResult) -> Result<(), StoreError> {
    let body = || -> FormatResult<Vec<u8>> {
        let (hash, _) = DefinitionV1::encode(&result.assessment)?;
        Ok(postcard::to_stdvec(&ResultV1::new(result, hash))?)
    };
    let body = body().map_err(|fault| RedbError::from(fault).at("".as_ref()))?;
    sum.update(result.id.as_bytes());
    sum.update((body.len() as u64).to_le_bytes());
    sum.update(body);
    Ok(())
}

/// The results of a store in order of id, a batch in memory at a time.
struct ResultsInOrder<R, N> {
    /// The batch behind an id.
    next: N,
    batch: std::vec::IntoIter<R>,
    ahead: Option<R>,
    after: Option<Uuid>,
    is_at_end: bool,
}

impl<R: Identified, N: Fn(Option<Uuid>) -> Result<Batch<R>, StoreError>> ResultsInOrder<R, N> {
    fn of(next: N) -> Self {
        Self {
            next,
            batch: Vec::new().into_iter(),
            ahead: None,
            after: None,
            is_at_end: false,
        }
    }

    /// The result with this id, which is greater than every one that was asked for before.
    fn find(&mut self, id: Uuid) -> Result<Option<R>, StoreError> {
        loop {
            match self.ahead.take() {
                Some(ahead) if ahead.result().id > id => {
                    self.ahead = Some(ahead);
                    return Ok(None);
                }
                Some(ahead) if ahead.result().id == id => return Ok(Some(ahead)),
                _ => {}
            }
            self.ahead = self.batch.next();
            if self.ahead.is_none() {
                if self.is_at_end {
                    return Ok(None);
                }
                let batch = (self.next)(self.after)?;
                self.after = batch.next;
                self.is_at_end = batch.next.is_none();
                self.batch = batch.results.into_iter();
            }
        }
    }
}
