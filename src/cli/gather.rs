use std::collections::HashSet;

use super::results::unreadable_words;
use super::{Context, Failure};
use crate::results::{AssessmentResult, person_key};
use crate::store::{RedbStore, Scope, Store as _, StoreError};
use uuid::Uuid;

/// How many rows are read at a time.
const PAGE: usize = 500;

/// All results in a scope, newest first. What cannot be read is told.
pub(super) fn all(context: &Context, scope: &Scope) -> Result<Vec<AssessmentResult>, Failure> {
    let store = context.store();
    let mut ids = Vec::new();
    each_row(context, &store, scope, |_, id| ids.push(id))?;
    whole(&store, &ids)
}

/// The newest result of each person in a scope. What cannot be read is told.
pub(super) fn newest(context: &Context, scope: &Scope) -> Result<Vec<AssessmentResult>, Failure> {
    let store = context.store();
    let mut seen = HashSet::new();
    let mut ids = Vec::new();
    each_row(context, &store, scope, |name, id| {
        if seen.insert(person_key(name)) {
            ids.push(id);
        }
    })?;
    whole(&store, &ids)
}

/// The results with these ids.
pub(super) fn these(store: &RedbStore, ids: &[Uuid]) -> Result<Vec<AssessmentResult>, Failure> {
    let result = |id: &Uuid| Ok(store.result(*id)?.ok_or(StoreError::NotFound { id: *id })?);
    ids.iter().map(result).collect()
}

fn each_row(
    context: &Context,
    store: &RedbStore,
    scope: &Scope,
    mut each: impl FnMut(&str, Uuid),
) -> Result<(), Failure> {
    let mut after = None;
    loop {
        let page = store.page(scope, after, PAGE)?;
        page.rows.iter().for_each(|row| each(&row.name, row.id));
        for unreadable in &page.unreadable {
            context.note(&unreadable_words(unreadable));
        }
        after = page.next;
        if after.is_none() {
            return Ok(());
        }
    }
}

/// The results; one that was deleted in the meantime is left out.
fn whole(store: &RedbStore, ids: &[Uuid]) -> Result<Vec<AssessmentResult>, Failure> {
    let mut results = Vec::with_capacity(ids.len());
    for id in ids {
        results.extend(store.result(*id)?);
    }
    Ok(results)
}
