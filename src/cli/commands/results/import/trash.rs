use std::collections::BTreeSet;

use uuid::Uuid;

use super::first_pass::FirstPass;
use crate::results::StoreError;
use crate::store::Store;

/// How many results are read at a time.
const BATCH: usize = 500;

/// The results of an input that are in trash. With `replace` the input may have other content under
/// the same ID; without it that is a conflict, which the import itself finds.
pub(crate) fn in_trash(
    store: &dyn Store,
    survey: &mut FirstPass,
    replace: bool,
) -> Result<BTreeSet<Uuid>, StoreError> {
    let mut found = BTreeSet::new();
    let mut after = None;
    loop {
        let batch = store.binned(after, BATCH)?;
        for binned in &batch.results {
            let result = &binned.result;
            let is_imported = if replace {
                survey.place(result.id).is_some()
            } else {
                survey.knows(result).is_some()
            };
            if is_imported {
                found.insert(result.id);
            }
        }
        after = batch.next;
        if after.is_none() {
            return Ok(found);
        }
    }
}
