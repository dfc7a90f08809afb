//! Real processes: killed while they write, and many at once.
//!
//! The ordinary run is short. For 200 kills, and 200 results from each of 8 processes:
//! `LEVELUP_TRIALS=200 cargo test --test program durability -- --nocapture`

mod concurrent_saves;
mod kills;

use std::collections::BTreeSet;

use levelup::testing::{Results, Scope};
use uuid::Uuid;

use crate::support::workspace::Workspace;

/// The IDs of all results of a store without problems. Reads each of them.
fn verified_ids(workspace: &Workspace) -> BTreeSet<Uuid> {
    let store = workspace.store();
    let page = store.page(&Scope::default(), None, usize::MAX).unwrap();
    assert_eq!(page.unreadable, []);
    let ids: BTreeSet<Uuid> = page.rows.iter().map(|row| row.id).collect();
    assert_eq!(ids.len(), page.rows.len(), "no ID appears twice");
    assert_eq!(store.count().unwrap(), ids.len() as u64);
    for row in page.rows {
        let result = store.result(row.id).unwrap().unwrap();
        assert_eq!(result.name, row.name);
        assert_eq!(result.notes[1], format!("by {}", row.name));
    }
    let found = store.examine(&mut |_, _| {}).unwrap().unwrap();
    assert!(found.has_no_problems(), "{found:?}");
    ids
}
