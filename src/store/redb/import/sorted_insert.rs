//! Inserts sorted entries many at a time, which is much faster than one by one and fills the pages.

use std::ops::Bound;

use redb::{CursorError, Key, Table, Value};

use crate::store::redb::error::RedbResult;

/// The most entries that are inserted one by one before the next try to insert several into a gap.
const FARTHEST: u32 = 64;

/// Inserts entries in ascending order of their keys. Several between two existing ones are inserted
/// together. If that never happens, it is rarely tried.
pub(crate) fn insert<'e, K: Key + 'static, V: Value + 'static>(
    table: &mut Table<'_, K, V>,
    entries: impl IntoIterator<Item = (K::SelfType<'e>, V::SelfType<'e>)>,
) -> RedbResult<()> {
    let mut entries = entries.into_iter().peekable();
    let (mut apart, mut pause) = (1, 0);
    while let Some((key, value)) = entries.next() {
        table.insert(&key, &value)?;
        if pause > 0 {
            pause -= 1;
            continue;
        }
        let mut together = 0;
        let mut cursor = table.upper_bound_mut(Bound::Included(&key))?;
        while let Some((key, value)) = entries.peek() {
            match cursor.insert_before(key, value) {
                Ok(()) => {
                    entries.next();
                    together += 1;
                }
                Err(CursorError::UnorderedKey) => break,
                Err(error) => return Err(error.into()),
            }
        }
        cursor.close()?;
        apart = if together > 4 {
            1
        } else {
            FARTHEST.min(apart * 2)
        };
        pause = apart - 1;
    }
    Ok(())
}
