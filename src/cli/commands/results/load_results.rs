//! Reading results for output, with notes about those that cannot be read.

use uuid::Uuid;

use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::results::{AssessmentResult, StoreError, UnreadableReason};
use crate::store::{LatestResults, Scope, Store, Unreadable};
use crate::text::thousands;
use crate::words::{CommandLine, short_id};

/// How many results are read at a time.
pub(super) const PAGE: usize = 500;
/// The most unreadable results that are listed.
pub(super) const UNREADABLE_SHOWN: usize = 20;

/// The readable results in a scope, latest first.
pub(super) fn all(
    context: &CommandContext,
    scope: &Scope,
) -> Result<Vec<AssessmentResult>, Failure> {
    let store = context.store()?;
    let (mut results, mut unreadable) = (Vec::new(), Vec::new());
    let mut after = None;
    loop {
        let page = store.page(scope, after, PAGE)?;
        let ids: Vec<_> = page.rows.iter().map(|row| row.id).collect();
        results.extend(readable(store.as_ref(), &ids, context)?);
        unreadable.extend(page.unreadable);
        after = page.next;
        if after.is_none() {
            note_unreadable(&unreadable, context);
            return Ok(results);
        }
    }
}

/// The latest readable result of each person in an assessment, and the shared names.
pub(super) fn latest_of_each(
    context: &CommandContext,
    slug: &str,
) -> Result<LatestResults, Failure> {
    let latest = context.store()?.latest_of_each(slug)?;
    note_unreadable(&latest.unreadable, context);
    Ok(latest)
}

/// The readable results with these IDs. Results that were deleted in between are left out.
pub(super) fn readable(
    store: &dyn Store,
    ids: &[Uuid],
    context: &CommandContext,
) -> Result<Vec<AssessmentResult>, Failure> {
    let results = match store.results(ids) {
        // A single unreadable result is an error here, but one of several is left out.
        Err(StoreError::Newer { .. } | StoreError::Damaged { .. }) if ids.len() == 1 => Vec::new(),
        found => found?,
    };
    let missing: Vec<_> = ids
        .iter()
        .filter(|id| results.iter().all(|result| result.id != **id))
        .collect();
    for id in missing.iter().take(UNREADABLE_SHOWN) {
        let why = match store.result(**id) {
            Err(StoreError::Newer { .. }) => UnreadableReason::Newer,
            Err(StoreError::Damaged { .. }) => UnreadableReason::Damaged,
            found => {
                found?;
                continue;
            }
        };
        context.note(&unreadable_words(**id, why, "listed"));
    }
    note_more(missing.len(), context);
    Ok(results)
}

/// Writes a note for each of the first unreadable results, and the number of the others.
pub(super) fn note_unreadable(unreadable: &[Unreadable], context: &CommandContext) {
    for one in unreadable.iter().take(UNREADABLE_SHOWN) {
        context.note(&unreadable_words(one.at.id, one.why, "listed"));
    }
    note_more(unreadable.len(), context);
}

fn note_more(all: usize, context: &CommandContext) {
    if let Some(more @ 1..) = all.checked_sub(UNREADABLE_SHOWN) {
        let more = thousands(more as u64);
        context.note(&format!(
            "{more} more are not listed; run {} to see them",
            context.again(CommandLine::new("doctor"))
        ));
    }
}

/// "1a2b3c4d is damaged and is not listed".
pub(super) fn unreadable_words(id: Uuid, why: UnreadableReason, verb: &str) -> String {
    let why = match why {
        UnreadableReason::Newer => "was written by a newer version of levelup",
        UnreadableReason::Damaged => "is damaged",
    };
    format!("{} {why} and is not {verb}", short_id(id))
}
