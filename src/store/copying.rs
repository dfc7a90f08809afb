//! Carries everything from one store into another, whatever the two are.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::fault::Outcome;
use super::format::{DefinitionV1, ResultV1};
use super::{Batch, ImportOutcome, Imported, OnProgress, Store, StoreError, Why};
use crate::results::{AssessmentResult, Draft, DraftOutcome, DraftPlace, person_key};

/// Results that are read and written together.
const TOGETHER: usize = 2_000;

/// Which of the two stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The one that is copied.
    From,
    /// The one that it is copied into.
    To,
}

/// What is on its way was stopped by one of the stores. What has arrived stays there, and the next
/// copy goes on behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyingStopped {
    /// By which one.
    pub side: Side,
    /// By what.
    pub error: StoreError,
}

/// What became of the results.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Copied {
    /// How many were found how, where they arrived.
    pub done: Imported,
    /// Where they were to arrive, other results have these ids.
    pub conflicts: Vec<Uuid>,
    /// These cannot be read.
    pub unreadable: Vec<(Uuid, Why)>,
}

/// What a look at both sides has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// How many results were compared.
    pub results: u64,
    /// The hash over id and content of each of them, in order of id, as the one side has them.
    pub from: [u8; 32],
    /// The same, as the other side has them.
    pub to: [u8; 32],
    /// They are not on the other side.
    pub missing: Vec<Uuid>,
}

impl Checked {
    /// Whether both sides say the same.
    pub fn is_whole(&self) -> bool {
        self.missing.is_empty() && self.from == self.to
    }
}

fn at(side: Side) -> impl Fn(StoreError) -> CopyingStopped {
    move |error| CopyingStopped { side, error }
}

/// Copies all results, in order of id, with the wording each was answered under. Each batch is
/// whole or not at all, and what is there already, the same, stays: so that a copy which was
/// stopped goes on where it is begun again.
pub fn copy_results(
    from: &dyn Store,
    to: &dyn Store,
    on_progress: OnProgress,
) -> Result<Copied, CopyingStopped> {
    let all = from.count().map_err(at(Side::From))?;
    let mut copied = Copied::default();
    let (mut after, mut passed) = (None, 0);
    loop {
        let batch = from.batch(after, TOGETHER).map_err(at(Side::From))?;
        let Batch {
            results,
            unreadable,
            next,
        } = batch;
        passed += (results.len() + unreadable.len()) as u64;
        copied.unreadable.extend(unreadable);
        put(results, to, &mut copied).map_err(at(Side::To))?;
        on_progress(passed, all.max(passed));
        after = next;
        if after.is_none() {
            return Ok(copied);
        }
    }
}

/// Puts a batch into a store; those whose ids are taken are passed over, and named.
fn put(
    mut results: Vec<AssessmentResult>,
    to: &dyn Store,
    copied: &mut Copied,
) -> Result<(), StoreError> {
    while !results.is_empty() {
        let mut source = results.iter().cloned().map(Ok);
        match to.import(&mut source, false)? {
            ImportOutcome::Done(done) => {
                copied.done.added += done.added;
                copied.done.unchanged += done.unchanged;
                copied.done.restored += done.restored;
                return Ok(());
            }
            ImportOutcome::Conflicts(conflicts) => {
                let taken: BTreeSet<_> = conflicts.iter().map(|conflict| conflict.id).collect();
                results.retain(|result| !taken.contains(&result.id));
                copied.conflicts.extend(taken);
            }
            // A list that is in memory does not stop.
            ImportOutcome::Stopped => return Ok(()),
        }
    }
    Ok(())
}

/// Copies the drafts of this person, and the last name where none is known. Where another draft
/// has the place, one is kept beside it. How many there are.
pub fn copy_drafts(
    from: &dyn Store,
    to: &dyn Store,
    names: &[String],
) -> Result<usize, CopyingStopped> {
    let last = from.last_name().map_err(at(Side::From))?;
    let mut seen = BTreeSet::new();
    let mut count = 0;
    for name in names.iter().chain(&last) {
        if !seen.insert(person_key(name)) {
            continue;
        }
        let drafts = from.drafts(name).map_err(at(Side::From))?;
        let aside = from.drafts_aside(name).map_err(at(Side::From))?;
        count += drafts.len() + aside.len();
        let before = to.last_name().map_err(at(Side::To))?;
        for draft in &drafts {
            keep(to, draft).map_err(at(Side::To))?;
        }
        for draft in &aside {
            to.keep_draft(draft, None, DraftPlace::Aside)
                .map_err(at(Side::To))?;
        }
        // To keep a draft is to remember its name, which nobody has used there.
        if let Some(name) = before.as_ref().or(last.as_ref()) {
            to.remember_name(name).map_err(at(Side::To))?;
        }
    }
    Ok(count)
}

fn keep(to: &dyn Store, draft: &Draft) -> Result<(), StoreError> {
    match to.keep_draft(draft, None, DraftPlace::Main)? {
        DraftOutcome::Differs(_) => to.keep_draft(draft, None, DraftPlace::Aside).map(drop),
        _ => Ok(()),
    }
}

/// Reads both sides again, and compares them: every result of the one must be in the other, the
/// same. Conflicts, which have been told, are left out.
pub fn check_copy(
    from: &dyn Store,
    to: &dyn Store,
    conflicts: &[Uuid],
    on_progress: OnProgress,
) -> Result<Checked, CopyingStopped> {
    let all = from.count().map_err(at(Side::From))?;
    let conflicts: BTreeSet<_> = conflicts.iter().copied().collect();
    let mut theirs = InOrder::of(to);
    let (mut one, mut other) = (Sha256::new(), Sha256::new());
    let (mut results, mut missing, mut after) = (0, Vec::new(), None);
    loop {
        let batch = from.batch(after, TOGETHER).map_err(at(Side::From))?;
        for result in &batch.results {
            if conflicts.contains(&result.id) {
                continue;
            }
            results += 1;
            digest(&mut one, result).map_err(at(Side::From))?;
            match theirs.find(result.id).map_err(at(Side::To))? {
                Some(found) => digest(&mut other, &found).map_err(at(Side::To))?,
                None => missing.push(result.id),
            }
        }
        on_progress(results, all.max(results));
        after = batch.next;
        if after.is_none() {
            break;
        }
    }
    Ok(Checked {
        results,
        from: one.finalize().into(),
        to: other.finalize().into(),
        missing,
    })
}

/// Takes in the id of a result and all that is kept of it, in the form in which every store keeps
/// it; the hash of its wording is a part of that.
fn digest(sum: &mut Sha256, result: &AssessmentResult) -> Result<(), StoreError> {
    let body = || -> Outcome<Vec<u8>> {
        let (hash, _) = DefinitionV1::encode(&result.assessment)?;
        Ok(postcard::to_stdvec(&ResultV1::new(result, hash))?)
    };
    let body = body().map_err(|fault| fault.at("".as_ref()))?;
    sum.update(result.id.as_bytes());
    sum.update((body.len() as u64).to_le_bytes());
    sum.update(body);
    Ok(())
}

/// The results of a store in order of id, a batch in memory at a time.
struct InOrder<'s> {
    store: &'s dyn Store,
    batch: std::vec::IntoIter<AssessmentResult>,
    ahead: Option<AssessmentResult>,
    after: Option<Uuid>,
    is_at_end: bool,
}

impl<'s> InOrder<'s> {
    fn of(store: &'s dyn Store) -> Self {
        Self {
            store,
            batch: Vec::new().into_iter(),
            ahead: None,
            after: None,
            is_at_end: false,
        }
    }

    /// The result with this id, which is greater than every one that was asked for before.
    fn find(&mut self, id: Uuid) -> Result<Option<AssessmentResult>, StoreError> {
        loop {
            match self.ahead.take() {
                Some(ahead) if ahead.id > id => {
                    self.ahead = Some(ahead);
                    return Ok(None);
                }
                Some(ahead) if ahead.id == id => return Ok(Some(ahead)),
                _ => {}
            }
            self.ahead = self.batch.next();
            if self.ahead.is_none() {
                if self.is_at_end {
                    return Ok(None);
                }
                let batch = self.store.batch(self.after, TOGETHER)?;
                self.after = batch.next;
                self.is_at_end = batch.next.is_none();
                self.batch = batch.results.into_iter();
            }
        }
    }
}
