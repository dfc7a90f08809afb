use super::results::unreadable_words;
use super::{Context, Failure};
use crate::results::AssessmentResult;
use crate::store::{Scope, Store, StoreError};
use uuid::Uuid;

/// How many rows are read at a time.
const PAGE: usize = 500;

/// All results in a scope, newest first; one that was deleted in the meantime is left out. What
/// cannot be read is told.
pub(super) fn all(context: &Context, scope: &Scope) -> Result<Vec<AssessmentResult>, Failure> {
    let store = context.store()?;
    let mut results = Vec::new();
    let mut after = None;
    loop {
        let page = store.page(scope, after, PAGE)?;
        let ids: Vec<_> = page.rows.iter().map(|row| row.id).collect();
        results.extend(store.results(&ids)?);
        for unreadable in &page.unreadable {
            context.note(&unreadable_words(unreadable));
        }
        after = page.next;
        if after.is_none() {
            return Ok(results);
        }
    }
}

/// The newest result of each person in an assessment. What cannot be read is told.
pub(super) fn newest(context: &Context, slug: &str) -> Result<Vec<AssessmentResult>, Failure> {
    let newest = context.store()?.newest_of_each(slug)?;
    for unreadable in &newest.unreadable {
        context.note(&unreadable_words(unreadable));
    }
    Ok(newest.results)
}

/// The results with these ids.
pub(super) fn these(store: &dyn Store, ids: &[Uuid]) -> Result<Vec<AssessmentResult>, Failure> {
    let result = |id: &Uuid| Ok(store.result(*id)?.ok_or(StoreError::NotFound { id: *id })?);
    ids.iter().map(result).collect()
}
