//! What things cost, counted: bytes that are read, waits for the disk.

use std::sync::Arc;

use levelup::testing::{
    AssessmentResult, Bulk, DraftPlace, Drafts, ImportOutcome, RedbStore, Results, Scope,
};
use uuid::Uuid;

use crate::store::faults::counting_disk::Meter;
use crate::support::store::{StoreDir, draft, everything, result};

const PEOPLE: usize = 5;

/// So many results of a few people, in two assessments.
fn results(count: usize) -> impl Iterator<Item = AssessmentResult> {
    (0..count).map(|number| {
        let slug = ["club", "team"][number % 2];
        let name = format!("Person {}", number / 2 % PEOPLE);
        let millis = i64::try_from(number).unwrap();
        result(number as u128 + 1, slug, &name, millis)
    })
}

/// A store with so many results.
fn filled(count: usize) -> StoreDir {
    let dir = StoreDir::new();
    let imported = dir.store().import(&mut results(count).map(Ok), false);
    assert!(matches!(imported, Ok(ImportOutcome::Done(done)) if done.added == count as u64));
    dir
}

/// The bytes that are read for `job`, of a store that is open.
fn read<T>(dir: &StoreDir, job: impl FnOnce(&RedbStore) -> T) -> u64 {
    let meter = Meter::default();
    let store = meter.store(&dir.path);
    store.changes().unwrap();
    meter.read(|| job(&store))
}

fn of(slug: Option<&str>, name: Option<&str>) -> Scope {
    Scope {
        assessment: slug.map(str::to_owned),
        name: name.map(str::to_owned),
        ..everything()
    }
}

/// Whether `job` reads no more than a few pages more where there is ten times as much: a tree
/// grows by a level at the most.
fn assert_does_not_grow<T>(pages: u64, job: impl Fn(&RedbStore) -> T) {
    let [few, many] = [1_000, 10_000].map(|count| read(&filled(count), &job));
    assert!(
        many <= few + pages * 4096,
        "{few} bytes of 1,000 results, {many} of 10,000"
    );
}

#[test]
fn page_reads_only_what_it_shows() {
    for scope in [
        of(None, None),
        of(Some("club"), None),
        of(Some("club"), Some("person 3")),
        of(None, Some("person 3")),
    ] {
        assert_does_not_grow(12, |store| {
            let page = store.page(&scope, None, 20).unwrap();
            assert_eq!(page.rows.len(), 20);
        });
    }
}

#[test]
fn team_reads_in_proportion_to_people() {
    assert_does_not_grow(3 * PEOPLE as u64, |store| {
        let newest = store.latest_of_each("club").unwrap();
        assert_eq!(newest.results.len(), PEOPLE);
    });
}

#[test]
fn result_is_found_without_reading_others() {
    assert_does_not_grow(3, |store| {
        assert!(store.result(Uuid::from_u128(77)).unwrap().is_some());
    });
    assert_does_not_grow(3, |store| store.nth_latest(0).unwrap());
    assert_does_not_grow(3, |store| store.count().unwrap());
}

/// How often a transaction waits for the disk that only writes a name down.
fn one_commit(meter: &Meter, store: &RedbStore) -> u64 {
    store.remember_name("Whoever opened it").unwrap();
    let syncs = ["One", "Two"].map(|name| meter.syncs(|| store.remember_name(name).unwrap()));
    assert!(syncs[0] == syncs[1] && syncs[0] > 0, "{syncs:?}");
    syncs[0]
}

#[test]
fn every_change_is_one_commit() {
    let dir = filled(20);
    let meter = Meter::default();
    let store = meter.store(&dir.path);
    let commit = one_commit(&meter, &store);
    let first = draft(1_001, "club", "Ada");
    let mut second = first.clone();
    second.cursor = None;
    let keep = |draft, seen| {
        let kept = store.save_draft(draft, seen, DraftPlace::Main);
        kept.unwrap();
    };

    let answer = meter.syncs(|| keep(&first, None));
    assert_eq!(answer, commit, "the first answer, which has a new name");
    assert_eq!(store.last_name().unwrap().as_deref(), Some("Ada"));
    let answer = meter.syncs(|| keep(&second, Some(&first)));
    assert_eq!(answer, commit, "answer changed");
    assert_eq!(meter.syncs(|| keep(&second, Some(&second))), 0, "no answer");
    let mut ada = result(1_001, "club", "Ada", 1);
    Arc::make_mut(&mut ada.assessment).version = "2".to_owned();
    let saved = meter.syncs(|| store.save_and_remove_draft(&ada, Some(&second)).unwrap());
    assert_eq!(
        saved, commit,
        "a result with its definition, without its draft"
    );
    assert_eq!(store.draft("Ada", "club").unwrap(), None);
    let again = meter.syncs(|| store.save(&ada).unwrap());
    assert_eq!(again, 0, "the same again");
    let imported = meter.syncs(|| {
        let mut results = results(300).map(Ok);
        store.import(&mut results, true).unwrap();
    });
    assert_eq!(imported, commit, "many results");
    let ids: Vec<_> = (1..20).map(Uuid::from_u128).collect();
    let at = ada.taken_at;
    assert_eq!(meter.syncs(|| store.delete(&ids, at).unwrap()), commit);
    assert_eq!(meter.syncs(|| store.restore(&ids).unwrap()), commit);
}

#[test]
fn small_store_is_verified_completely_and_large_by_page() {
    let opened = |dir: &StoreDir| {
        let meter = Meter::default();
        let store = meter.store(&dir.path);
        meter.read(|| store.page(&everything(), None, 5).unwrap())
    };
    let length = |dir: &StoreDir| dir.bytes().len() as u64;
    let small = filled(1_000);
    let large = StoreDir::new();
    let with_long_notes = results(2_000).map(|mut result| {
        result.notes[0] = "n".repeat(3_000);
        Ok(result)
    });
    large
        .store()
        .import(&mut { with_long_notes }, false)
        .unwrap();

    let (read, all) = (opened(&small), length(&small));
    assert!(read > all / 2 && read < all + 30 * 4096, "{read} of {all}");
    assert!(length(&large) > 4 << 20);
    let read = opened(&large);
    assert!(read < 30 * 4096, "{read} bytes");
}
