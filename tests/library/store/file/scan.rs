//! All results in the form in which they are searched: from the index, and where that cannot be
//! used, from the results themselves.

use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::tz::TimeZone;
use levelup::testing::{Bulk, RedbStore, Results, Scorer, SearchIndex, SearchQuery};
use redb::{ReadableDatabase as _, TableDefinition};
use uuid::Uuid;

use crate::support::store::{StoreDir, database, everything, ids, result};

fn index(store: &RedbStore) -> SearchIndex {
    store.search_index(&TimeZone::UTC, &|| true).unwrap()
}

/// Takes the index away.
fn without_index(dir: &StoreDir) {
    let database = database(&dir.path);
    let tx = database.begin_write().unwrap();
    let search = TableDefinition::<(u8, u32), &[u8]>::new("search");
    assert!(tx.delete_table(search).unwrap());
    tx.commit().unwrap();
}

fn placed(store: &RedbStore, index: &SearchIndex) -> Vec<u128> {
    let places: Vec<_> = (0..u32::try_from(index.len()).unwrap()).collect();
    let rows = store.rows_at(index, &places).unwrap().unwrap();
    rows.iter().map(|row| row.id.as_u128()).collect()
}

/// Ids as they come: by time, at the ends of what an id can be, and in a heap.
fn id(n: u128) -> u128 {
    match n % 3 {
        0 => n << 80,
        1 => u128::MAX - n,
        _ => n,
    }
}

#[test]
fn scan_finds_each_result_once_in_list_order() {
    let dir = StoreDir::new();
    let store = dir.store();
    let one = |n: u128| {
        let name = format!("Person {n}");
        Ok(result(
            id(n),
            "club",
            &name,
            i64::try_from(n).unwrap() * 7 % 90_000,
        ))
    };
    store.import(&mut (0..20_000).map(one), false).unwrap();

    drop(store);
    for is_indexed in [true, false] {
        if !is_indexed {
            without_index(&dir);
        }
        let store = dir.store();
        let index = index(&store);
        assert_eq!(placed(&store, &index), ids(&store, &everything(), 5_000));
        let query = SearchQuery::new("19999");
        let scored = index.scores(&query, &mut Scorer::new(), &|| true).unwrap();
        let hits: Vec<_> = index.find(0..20_000, &scored).collect();
        assert_eq!(hits.len(), 1);
        let best = store.rows_at(&index, &[hits[0].place]).unwrap().unwrap();
        assert_eq!(best[0].id.as_u128(), id(19_999));
    }
}

#[test]
fn scan_of_a_missing_store_creates_nothing() {
    let dir = StoreDir::new();
    assert!(index(&dir.store()).is_empty());
    assert!(!dir.path.exists());

    dir.store().save(&result(1, "club", "Ada", 5)).unwrap();
    dir.store()
        .delete(&[Uuid::from_u128(1)], jiff::Timestamp::UNIX_EPOCH)
        .unwrap();
    assert!(
        index(&dir.store()).is_empty(),
        "what lies in the bin is not found"
    );
}

#[test]
fn damaged_record_does_not_hide_others() {
    let dir = StoreDir::new();
    for n in 1..=3 {
        dir.store().save(&result(n, "club", "Ada", 5)).unwrap();
    }
    let results = TableDefinition::<u128, &[u8]>::new("results");
    let database = database(&dir.path);
    let tx = database.begin_write().unwrap();
    let record = {
        let read = database.begin_read().unwrap();
        let table = read.open_table(results).unwrap();
        table.get(2).unwrap().unwrap().value().to_vec()
    };
    let mut broken = record;
    *broken.last_mut().unwrap() ^= 1;
    tx.open_table(results)
        .unwrap()
        .insert(2, broken.as_slice())
        .unwrap();
    tx.commit().unwrap();
    drop(database);

    let store = dir.store();
    assert_eq!(placed(&store, &index(&store)), [3, 1]);
}

#[test]
fn saves_proceed_during_a_scan_and_it_can_be_stopped() {
    let dir = StoreDir::new();
    let one = |n: u128| Ok(result(n << 64, "club", "Ada", 5));
    dir.store()
        .import(&mut (0..20_000).map(one), false)
        .unwrap();
    without_index(&dir);
    let store = dir.store();

    let asked = AtomicUsize::new(0);
    let goes_on = || {
        let nth = asked.fetch_add(1, Ordering::SeqCst);
        let id = u128::try_from(nth).unwrap() + 1;
        store.save(&result(id, "club", "Bo", 6)).unwrap();
        dir.store()
            .save(&result(id + 100, "club", "Cy", 7))
            .unwrap();
        nth == 0
    };
    let found = store.search_index(&TimeZone::UTC, &goes_on).unwrap();

    let asked = asked.load(Ordering::SeqCst);
    assert!(found.len() < 20_000, "{}", found.len());
    assert_eq!(store.count().unwrap(), 20_000 + 2 * asked as u64);
}

#[test]
fn pages_upwards_match_pages_downwards() {
    let dir = StoreDir::new();
    let store = dir.store();
    for n in 0..10 {
        store
            .save(&result(n, "club", "Ada", i64::try_from(n).unwrap() / 3))
            .unwrap();
    }

    let mut below = None;
    let mut upward = Vec::new();
    loop {
        let page = store.page_above(below, 3).unwrap();
        upward.splice(0..0, page.rows.iter().map(|row| row.id.as_u128()));
        below = page.next;
        if below.is_none() {
            break;
        }
    }
    assert_eq!(upward, ids(&store, &everything(), 4));

    let wanted = [7, 99, 2].map(Uuid::from_u128);
    let rows = store.rows(&wanted).unwrap();
    let found: Vec<_> = rows.iter().map(|row| row.id.as_u128()).collect();
    assert_eq!(found, [7, 2]);
}
