//! Many results at once: in any order, more than fit into memory, the same one twice.

use std::sync::Arc;

use levelup::testing::{
    AssessmentResult, Bulk, ImportConflict, ImportOutcome, Imported, Results, SourceStopped,
};
use redb::{ReadableDatabase as _, ReadableTableMetadata as _, TableDefinition};
use uuid::Uuid;

use crate::support::store::{Numbers, StoreDir, database, everything, ids, result};

/// So many results in no order, with notes of so many characters.
fn shuffled(count: usize, note: usize) -> Vec<AssessmentResult> {
    let mut numbers = Numbers::new(5);
    let mut all: Vec<_> = (0..count)
        .map(|number| {
            let name = format!("Person {}", numbers.below(count));
            let slug = ["club", "team", "club-2"][numbers.below(3)];
            let millis = i64::try_from(number / 2).unwrap();
            let mut result = result(number as u128 + 1, slug, &name, millis);
            result.notes[1] = "x".repeat(note);
            result
        })
        .collect();
    for at in (1..count).rev() {
        all.swap(at, numbers.below(at + 1));
    }
    all
}

fn import(dir: &StoreDir, results: &[AssessmentResult], replace: bool) -> ImportOutcome {
    let mut results = results.iter().cloned().map(Ok);
    dir.store().import(&mut results, replace).unwrap()
}

fn assert_whole(dir: &StoreDir) {
    let found = dir.store().examine(&mut |_, _| {}).unwrap().unwrap();
    assert!(found.has_no_problems(), "{found:?}");
}

fn files(dir: &StoreDir) -> usize {
    let directory = dir.path.parent().unwrap();
    std::fs::read_dir(directory).unwrap().count()
}

#[test]
fn unsorted_import_larger_than_memory_succeeds() {
    let dir = StoreDir::new();
    // 12 MB of records, and a definition for each of many.
    let mut all = shuffled(1_300, 9_000);
    for (number, result) in all.iter_mut().enumerate() {
        Arc::make_mut(&mut result.assessment).version = (number % 40).to_string();
    }
    dir.store().save(&all[7]).unwrap();

    let outcome = import(&dir, &all, false);

    let done = Imported {
        added: 1_299,
        unchanged: 1,
        ..Imported::default()
    };
    assert_eq!(outcome, ImportOutcome::Done(done));
    let store = dir.store();
    let expected: Vec<u128> = (1..=1_300).rev().collect();
    assert_eq!(ids(&store, &everything(), 700), expected);
    for result in &all {
        assert_eq!(store.result(result.id).unwrap().as_ref(), Some(result));
    }
    assert_eq!(store.count().unwrap(), 1_300);
    assert_whole(&dir);
    assert_eq!(files(&dir), 1, "the date is empty beside the store");
}

#[test]
fn import_leaves_full_pages() {
    let dir = StoreDir::new();
    let all = shuffled(20_000, 4);
    import(&dir, &all, false);

    let database = database(&dir.path);
    let tx = database.begin_read().unwrap();
    let results = TableDefinition::<u128, &[u8]>::new("results");
    let by_time = TableDefinition::<(i64, u128), ()>::new("by_time");
    let by_assessment = TableDefinition::<(&str, i64, u128), ()>::new("by_assessment");
    let by_person = TableDefinition::<(&str, &str, i64, u128), ()>::new("by_assessment_and_person");
    let stats = [
        tx.open_table(results).unwrap().stats().unwrap(),
        tx.open_table(by_time).unwrap().stats().unwrap(),
        tx.open_table(by_assessment).unwrap().stats().unwrap(),
        tx.open_table(by_person).unwrap().stats().unwrap(),
    ];
    let payload: u64 = stats.iter().map(redb::TableStats::stored_bytes).sum();
    let unused: u64 = stats.iter().map(redb::TableStats::fragmented_bytes).sum();
    assert!(unused < payload / 20, "{unused} of {payload} bytes");
}

#[test]
fn late_stop_or_conflict_changes_nothing() {
    let dir = StoreDir::new();
    let all = shuffled(1_000, 9_000);
    let mut other = all[900].clone();
    other.name = "Somebody else".to_owned();
    dir.store().save(&other).unwrap();
    dir.store().save(&all[3]).unwrap();
    dir.store().delete(&[all[3].id], all[3].taken_at).unwrap();
    let mut binned = all[3].clone();
    binned.name = "Somebody else".to_owned();
    let mut conflicting = all.clone();
    conflicting[3] = binned;
    let changes = dir.store().changes().unwrap();

    let conflict = |at: usize, binned| {
        let id = all[at].id;
        ImportConflict { id, binned }
    };
    let expected = vec![conflict(3, true), conflict(900, false)];
    assert_eq!(
        import(&dir, &conflicting, false),
        ImportOutcome::Conflicts(expected),
        "in the order of the input"
    );
    let mut stopped = all.iter().cloned().map(Ok).chain([Err(SourceStopped)]);
    let outcome = dir.store().import(&mut stopped, false).unwrap();
    assert_eq!(outcome, ImportOutcome::Stopped);

    assert_eq!(dir.store().changes().unwrap(), changes);
    assert_eq!(ids(&dir.store(), &everything(), 9), [other.id.as_u128()]);
    assert_whole(&dir);
    assert_eq!(files(&dir), 1);
}

#[test]
fn duplicate_id_in_one_import() {
    let ada = result(1, "club", "Ada", 5);
    let eve = result(1, "team", "Eve", 6);
    let bob = result(1, "club", "Bob", 7);
    let id = Uuid::from_u128(1);
    let done = |added, unchanged, replaced| {
        ImportOutcome::Done(Imported {
            added,
            unchanged,
            replaced,
            ..Imported::default()
        })
    };

    let dir = StoreDir::new();
    assert_eq!(
        import(&dir, &[ada.clone(), ada.clone()], false),
        done(1, 1, 0)
    );
    let dir = StoreDir::new();
    let conflict = vec![ImportConflict { id, binned: false }];
    assert_eq!(
        import(&dir, &[ada.clone(), eve.clone()], false),
        ImportOutcome::Conflicts(conflict)
    );
    assert_eq!(dir.store().count().unwrap(), 0);
    let both = [ada.clone(), eve.clone(), bob.clone()];
    assert_eq!(import(&dir, &both, true), done(1, 0, 2), "the last stays");
    assert_eq!(dir.store().result(id).unwrap(), Some(bob));
    assert_whole(&dir);
    let both = [ada.clone(), eve];
    assert_eq!(import(&dir, &both, true), done(0, 0, 2));
    assert_whole(&dir);
    assert_eq!(dir.store().latest_of_each("club").unwrap().results, []);
}
