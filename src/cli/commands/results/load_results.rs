use uuid::Uuid;

use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::results::{AssessmentResult, StoreError, UnreadableReason};
use crate::store::{NewestResults, Scope, Store, Unreadable};
use crate::text::thousands;
use crate::words::{CommandLine, short_id};

/// How many rows are read at a time.
const PAGE: usize = 500;
/// The most unreadable results that are listed.
const NAMED: usize = 20;

/// All results in a scope, newest first; one that was deleted in the meantime is left out. What
/// cannot be read is told.
pub(crate) fn all(
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
            tell_unreadable(&unreadable, context);
            return Ok(results);
        }
    }
}

/// The newest result of each person in an assessment, and the shared names. What cannot be read is
/// told.
pub(crate) fn newest(context: &CommandContext, slug: &str) -> Result<NewestResults, Failure> {
    let newest = context.store()?.newest_of_each(slug)?;
    tell_unreadable(&newest.unreadable, context);
    Ok(newest)
}

/// Returns the readable results with these IDs. Prints a note for each of the first others, unless
/// it was deleted in between.
pub(crate) fn readable(
    store: &dyn Store,
    ids: &[Uuid],
    context: &CommandContext,
) -> Result<Vec<AssessmentResult>, Failure> {
    let results = match store.results(ids) {
        // One that is asked for alone is told below, as one among many is.
        Err(StoreError::Newer { .. } | StoreError::Damaged { .. }) if ids.len() == 1 => Vec::new(),
        found => found?,
    };
    let missing: Vec<_> = ids
        .iter()
        .filter(|id| results.iter().all(|result| result.id != **id))
        .collect();
    for id in missing.iter().take(NAMED) {
        match store.result(**id) {
            Err(StoreError::Newer { .. }) => {
                context.note(&unreadable_words(**id, UnreadableReason::Newer));
            }
            Err(StoreError::Damaged { .. }) => {
                context.note(&unreadable_words(**id, UnreadableReason::Damaged));
            }
            found => drop(found?),
        }
    }
    tell_more(missing.len(), context);
    Ok(results)
}

/// Prints a note for each of the first unreadable results, and the number of the others.
pub(crate) fn tell_unreadable(unreadable: &[Unreadable], context: &CommandContext) {
    for one in unreadable.iter().take(NAMED) {
        context.note(&unreadable_words(one.at.id, one.why));
    }
    tell_more(unreadable.len(), context);
}

fn tell_more(all: usize, context: &CommandContext) {
    if let Some(more @ 1..) = all.checked_sub(NAMED) {
        let more = thousands(more as u64);
        context.note(&format!(
            "{more} more are not listed; run {} to see them",
            context.again(CommandLine::new("doctor"))
        ));
    }
}

/// The results with these ids.
pub(crate) fn these(store: &dyn Store, ids: &[Uuid]) -> Result<Vec<AssessmentResult>, Failure> {
    let result = |id: &Uuid| Ok(store.result(*id)?.ok_or(StoreError::NotFound { id: *id })?);
    ids.iter().map(result).collect()
}

fn unreadable_words(id: Uuid, why: UnreadableReason) -> String {
    let id = short_id(id);
    match why {
        UnreadableReason::Newer => {
            format!("{id} was written by a newer version of levelup and is not listed")
        }
        UnreadableReason::Damaged => format!("{id} is damaged and is not listed"),
    }
}
