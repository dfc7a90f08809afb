use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{CopySide, CopyStopped, Identified, TOGETHER, at};
use crate::results::{AssessmentResult, StoreError};
use crate::store::Store;
use crate::store::batch::{Batch, OnProgress, TrashedResult};
use crate::store::format::{DefinitionV1, FormatResult, ResultV1};
use crate::store::redb::RedbError;

/// A comparison of both stores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyCheck {
    /// The number of compared results, without trash.
    pub results: u64,
    /// The number of compared results in trash.
    pub binned: u64,
    /// The hash of the IDs and contents on this side, in order of ID.
    pub from: [u8; 32],
    /// The same for the other side.
    pub to: [u8; 32],
    /// The results that the other side does not have.
    pub missing: Vec<Uuid>,
}

impl CopyCheck {
    /// Whether both sides have the same results.
    pub fn is_whole(&self) -> bool {
        self.missing.is_empty() && self.from == self.to
    }
}

/// Reads and compares both sides: the target must have every result, and every result in trash either
/// in trash or not. Leaves out conflicts.
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
    /// Compares a result with the one of the same ID on the other side. Returns the number of compared
    /// results.
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

/// Adds a result as it is stored, with its ID and the hash of its wording.
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

/// The results of a store in order of ID, read in batches.
struct ResultsInOrder<R, N> {
    /// Reads the batch after an ID.
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

    /// The result with this ID. Call it with increasing IDs.
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
