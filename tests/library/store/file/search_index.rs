//! The index that is searched says what the results say, whatever was done to them, and what is
//! wrong with it is found and changes no answer.

use std::fs;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use levelup::testing::{
    AssessmentResult, Bulk, Finding, ImportOutcome, Maintenance, Position, RedbStore, ResultRow,
    Results, SearchIndex, StorePart,
};
use proptest::prelude::*;
use redb::{ReadableTable as _, ReadableTableMetadata as _, TableDefinition};
use uuid::Uuid;

use crate::store::faults::counting_disk::Meter;
use crate::support::store::{StoreDir, database, result};

const SEARCH: TableDefinition<(u8, u32), &[u8]> = TableDefinition::new("search");
const CHANGED: TableDefinition<u128, ()> = TableDefinition::new("search_changed");
/// So many results that have changed are read from their records; with one more the index is made
/// anew.
const CHANGED_MOST: u128 = 1_024;

/// Results that differ in all that is compared; of different numbers some are alike.
fn one(number: u128) -> AssessmentResult {
    let slug = ["club", "team", "ownership"][usize::try_from(number % 3).unwrap()];
    let name = ["Ada", "Ádá Löve", "Дарья", "Zoe"][usize::try_from(number % 4).unwrap()];
    let millis = i64::try_from(number % 977).unwrap() * 86_000_000 - 5;
    // Also ids that do not come in the order of time, and that end alike.
    let id = if number.is_multiple_of(2) {
        number << 70
    } else {
        number
    };
    let mut one = result(id, slug, &format!("{name} {}", number % 13), millis);
    one.notes[0] =
        ["", "left knee\nhurts", "Straße"][usize::try_from(number % 7 % 3).unwrap()].into();
    one
}

fn many(numbers: impl Iterator<Item = u128>, replace: bool, store: &RedbStore) {
    let imported = store
        .import(&mut numbers.map(one).map(Ok), replace)
        .unwrap();
    assert!(matches!(imported, ImportOutcome::Done(_)));
}

fn searched(store: &RedbStore) -> SearchIndex {
    store.search_index(&TimeZone::UTC, &|| true).unwrap()
}

/// All that a search compares, in the order of lists.
fn compared(store: &RedbStore) -> Vec<(Uuid, String)> {
    let index = searched(store);
    let places: Vec<_> = (0..u32::try_from(index.len()).unwrap()).collect();
    let rows = store.rows_at(&index, &places).unwrap().unwrap();
    assert_eq!(rows.len(), index.len());
    for (dir, row) in places.iter().zip(&rows).step_by(37) {
        let of = Position {
            taken_at: row.taken_at,
            id: row.id,
        };
        assert_eq!(store.place(&index, of).unwrap(), Some(*dir));
    }
    let all = places.into_iter().zip(rows).zip(index.days());
    let row = |((dir, row), day): ((u32, ResultRow), &str)| {
        let [name, assessment, notes] = index.compared(dir);
        (row.id, [name, assessment, notes, day].join("|"))
    };
    all.map(row).collect()
}

/// Changes the store with the database's own hands.
fn meddle(dir: &StoreDir, change: impl FnOnce(&redb::WriteTransaction)) {
    let database = database(&dir.path);
    let tx = database.begin_write().unwrap();
    change(&tx);
    tx.commit().unwrap();
}

/// The same from the results themselves: of a copy of the store that has no index.
fn scanned(dir: &StoreDir) -> Vec<(Uuid, String)> {
    let copy = StoreDir::new();
    fs::create_dir_all(copy.path.parent().unwrap()).unwrap();
    fs::copy(&dir.path, &copy.path).unwrap();
    meddle(&copy, |tx| drop(tx.delete_table(SEARCH)));
    compared(&copy.store())
}

fn examine(store: &RedbStore) -> levelup::testing::Examination {
    store.examine(&mut |_, _| {}).unwrap().unwrap()
}

#[derive(Debug, Clone)]
enum Step {
    Save(u128),
    Delete(u128),
    Restore(u128),
    DeleteForever(u128),
    Import { from: u128, count: u128 },
    Replace { from: u128, count: u128 },
    Reindex,
}

fn step() -> impl Strategy<Value = Step> {
    let number = || 0..3_000_u128;
    let span = || (number(), prop_oneof![1..9_u128, Just(CHANGED_MOST + 1)]);
    prop_oneof![
        4 => number().prop_map(Step::Save),
        4 => number().prop_map(Step::Delete),
        2 => number().prop_map(Step::Restore),
        1 => number().prop_map(Step::DeleteForever),
        2 => span().prop_map(|(from, count)| Step::Import { from, count }),
        1 => span().prop_map(|(from, count)| Step::Replace { from, count }),
        1 => Just(Step::Reindex),
    ]
}

/// Runs the step, if it is possible.
fn take(step: &Step, store: &RedbStore) {
    let id = |number: &u128| [one(*number).id];
    match step {
        Step::Save(number) => drop(store.save(&one(*number))),
        Step::Delete(number) => drop(store.delete(&id(number), Timestamp::UNIX_EPOCH)),
        Step::Restore(number) => drop(store.restore(&id(number))),
        Step::DeleteForever(number) => drop(store.delete_permanently(&id(number))),
        Step::Import { from, count } => many(*from..from + count, false, store),
        Step::Replace { from, count } => {
            let other = (*from..from + count).map(|number| AssessmentResult {
                name: "Somebody else".to_owned(),
                ..one(number)
            });
            store.import(&mut other.map(Ok), true).unwrap();
        }
        Step::Reindex => store.reindex().unwrap(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn index_matches_the_results_after_any_steps(
        begin in prop_oneof![Just(0), Just(40), Just(CHANGED_MOST + 300)],
        steps in prop::collection::vec(step(), 1..10),
    ) {
        let dir = StoreDir::new();
        let store = dir.store();
        store.save(&one(0)).unwrap();
        many(0..begin, false, &store);

        for step in &steps {
            // Saved again with another name it would be a conflict: then nothing changes.
            let is_conflict = matches!(step, Step::Import { .. })
                && steps.iter().any(|step| matches!(step, Step::Replace { .. }));
            if !is_conflict {
                take(step, &store);
            }
            let found = compared(&store);
            prop_assert_eq!(found.len() as u64, store.count().unwrap());
            prop_assert_eq!(found, scanned(&dir));
        }
        prop_assert!(examine(&store).has_no_problems());
    }
}

/// A store with an index of more than a thousand results, and some that came since.
fn indexed() -> StoreDir {
    let dir = StoreDir::new();
    let store = dir.store();
    many(0..CHANGED_MOST + 500, false, &store);
    many(2_000..2_003, false, &store);
    store.delete(&[one(7).id], Timestamp::UNIX_EPOCH).unwrap();
    drop(store);
    dir
}

fn changed(dir: &StoreDir) -> u64 {
    let mut count = 0;
    meddle(dir, |tx| {
        count = tx.open_table(CHANGED).unwrap().len().unwrap();
    });
    count
}

#[test]
fn saving_appends_to_the_index_until_it_is_large() {
    let dir = indexed();
    assert_eq!(changed(&dir), 4);

    many(3_000..3_000 + CHANGED_MOST - 4, false, &dir.store());
    assert_eq!(changed(&dir), 1_024);
    dir.store().save(&one(9_999)).unwrap();
    assert_eq!(changed(&dir), 0);
    assert_eq!(compared(&dir.store()), scanned(&dir));
}

#[test]
fn search_reads_part_of_the_store() {
    let dir = StoreDir::new();
    many(0..20_000, false, &dir.store());
    let read = |dir: &StoreDir| {
        let meter = Meter::default();
        let store = meter.store(&dir.path);
        meter.read(|| assert_eq!(searched(&store).len(), 20_000))
    };

    let index = read(&dir);
    meddle(&dir, |tx| drop(tx.delete_table(SEARCH)));
    let results = read(&dir);
    assert!(index * 4 < results, "{index} bytes, or {results}");
}

#[test]
fn index_is_a_tenth_of_the_store() {
    let dir = StoreDir::new();
    many(0..20_000, false, &dir.store());
    let mut bytes = 0;
    meddle(&dir, |tx| {
        let stats = tx.open_table(SEARCH).unwrap().stats().unwrap();
        bytes = stats.stored_bytes() + stats.metadata_bytes() + stats.fragmented_bytes();
    });

    let all = dir.bytes().len() as u64;
    assert!(bytes * 10 < all, "{bytes} of {all}");
}

#[test]
fn damaged_index_records_change_no_answer_and_are_found() {
    let dir = indexed();
    let right = scanned(&dir);
    let whole = dir.bytes();
    let mut keys = Vec::new();
    meddle(&dir, |tx| {
        let search = tx.open_table(SEARCH).unwrap();
        let all = search.iter().unwrap();
        keys.extend(all.map(|entry| entry.unwrap().0.value()));
    });
    assert!(keys.len() >= 5, "{keys:?}");

    for key in keys {
        for is_gone in [true, false] {
            fs::write(&dir.path, &whole).unwrap();
            meddle(&dir, |tx| {
                let mut search = tx.open_table(SEARCH).unwrap();
                let record = search.remove(key).unwrap().unwrap().value().to_vec();
                let mut broken = record;
                *broken.last_mut().unwrap() ^= 1;
                if !is_gone {
                    search.insert(key, broken.as_slice()).unwrap();
                }
            });
            let store = dir.store();

            assert_eq!(compared(&store), right, "{key:?}");
            let found = examine(&store);
            assert!(
                matches!(
                    &found.findings[..],
                    [Finding::Table {
                        part: StorePart::Search,
                        ..
                    }]
                ),
                "{:?}",
                found.findings
            );
            assert!(found.can_be_reindexed());
            store.reindex().unwrap();
            assert!(examine(&store).has_no_problems());
            assert_eq!(compared(&store), right);
        }
    }
}

#[test]
fn index_that_missed_a_change_is_not_used() {
    let dir = indexed();
    let right = scanned(&dir);
    meddle(&dir, |tx| {
        let mut changed = tx.open_table(CHANGED).unwrap();
        let missed = changed.remove(one(2_001).id.as_u128()).unwrap();
        assert!(missed.is_some());
    });

    assert_eq!(compared(&dir.store()), right);
    assert!(!examine(&dir.store()).has_no_problems());
}

#[test]
fn index_with_only_the_right_count_is_found() {
    let dir = indexed();
    let (deleted, saved) = (one(7).id, one(2_001).id);
    meddle(&dir, |tx| {
        let mut changed = tx.open_table(CHANGED).unwrap();
        for id in [deleted, saved] {
            assert!(changed.remove(id.as_u128()).unwrap().is_some());
        }
    });

    let found = examine(&dir.store());

    let part = StorePart::Search;
    assert_eq!(
        found.findings,
        [
            Finding::NotIndexed { part, id: saved },
            Finding::Stray { part, id: deleted }
        ]
    );
    assert!(found.can_be_reindexed());
    dir.store().reindex().unwrap();
    assert!(examine(&dir.store()).has_no_problems());
}

#[test]
fn unreadable_result_is_skipped_and_blocks_no_save() {
    let dir = indexed();
    meddle(&dir, |tx| {
        let mut results = tx
            .open_table(TableDefinition::<u128, &[u8]>::new("results"))
            .unwrap();
        let id = one(9).id.as_u128();
        let mut record = results.remove(id).unwrap().unwrap().value().to_vec();
        *record.last_mut().unwrap() ^= 1;
        results.insert(id, record.as_slice()).unwrap();
    });

    many(3_000..3_000 + CHANGED_MOST, false, &dir.store());
    dir.store().save(&one(9_999)).unwrap();

    let found = compared(&dir.store());
    assert_eq!(found, scanned(&dir));
    assert_eq!(found.len() as u64 + 1, dir.store().count().unwrap());
    let findings = examine(&dir.store()).findings;
    assert!(
        matches!(
            &findings[..],
            [Finding::Record {
                part: StorePart::Results,
                ..
            }]
        ),
        "{findings:?}"
    );
}

#[test]
fn missing_index_affects_neither_save_nor_search() {
    let dir = indexed();
    meddle(&dir, |tx| assert!(tx.delete_table(SEARCH).unwrap()));
    let store = dir.store();

    store.save(&one(9_999)).unwrap();

    assert_eq!(compared(&store), scanned(&dir));
    assert_eq!(changed(&dir), 4, "nothing to keep up");
    store.reindex().unwrap();
    assert_eq!(changed(&dir), 0);
    assert_eq!(compared(&store), scanned(&dir));
    assert!(examine(&store).has_no_problems());
}

#[test]
fn copy_has_the_index() {
    let dir = indexed();
    let copy = StoreDir::new();
    fs::create_dir_all(copy.path.parent().unwrap()).unwrap();
    dir.store().backup(&copy.path, &mut |_, _| {}).unwrap();

    assert_eq!(changed(&copy), 4);
    assert!(examine(&copy.store()).has_no_problems());
    assert_eq!(compared(&copy.store()), scanned(&dir));
}

#[test]
fn rebuilt_index_invalidates_earlier_places() {
    let dir = StoreDir::new();
    let store = dir.store();
    many(0..600, false, &store);
    store.reindex().unwrap();
    let before = searched(&store);
    let [first, last] = [0, 599].map(|dir| store.rows_at(&before, &[dir]).unwrap().unwrap());
    let of = |row: &ResultRow| Position {
        taken_at: row.taken_at,
        id: row.id,
    };

    // What comes one by one changes no block.
    store.save(&one(601)).unwrap();
    assert_eq!(store.rows_at(&before, &[0]).unwrap(), Some(first.clone()));
    assert_eq!(store.place(&before, of(&last[0])).unwrap(), Some(599));

    store.reindex().unwrap();
    assert_eq!(store.rows_at(&before, &[0]).unwrap(), None);
    assert_eq!(store.place(&before, of(&last[0])).unwrap(), None);
    let after = searched(&store);
    let places: Vec<_> = (0..601).collect();
    assert_eq!(store.rows_at(&after, &places).unwrap().unwrap().len(), 601);
}
