//! The newest result of each person, a person's results, results by their ids.

use levelup::testing::{LatestResults, Position, Results, Unreadable, UnreadableReason};
use redb::{ReadableTable as _, TableDefinition};
use uuid::Uuid;

use crate::support::store::{StoreDir, database, result};

fn uuid(id: u128) -> Uuid {
    Uuid::from_u128(id)
}

/// Results as (id, slug, name, milliseconds).
fn filled(results: &[(u128, &str, &str, i64)]) -> StoreDir {
    let dir = StoreDir::new();
    let store = dir.store();
    for (id, slug, name, millis) in results {
        store.save(&result(*id, slug, name, *millis)).unwrap();
    }
    dir
}

fn newest(dir: &StoreDir, slug: &str) -> Vec<u128> {
    let LatestResults {
        results,
        unreadable,
        shared,
    } = dir.store().latest_of_each(slug).unwrap();
    // Only a server knows logins.
    assert!(shared.is_empty());
    assert_eq!(unreadable, []);
    results.iter().map(|result| result.id.as_u128()).collect()
}

#[test]
fn each_person_appears_once_with_the_latest_result() {
    let dir = filled(&[
        (1, "club", "Ada", 10),
        (2, "club", "ADA", 30),
        (3, "club", "ada", 20),
        (4, "club", "Adam", 5),
        (5, "club", "Bob", -7),
        (6, "club", "Bob", -7),
        (7, "clu", "Eve", 40),
        (8, "club-2", "Eve", 50),
        (9, "clubs", "Ada", 60),
    ]);

    assert_eq!(newest(&dir, "club"), [2, 4, 6]);
    assert_eq!(newest(&dir, "clubs"), [9]);
    assert_eq!(newest(&dir, "clu"), [7]);
    assert_eq!(newest(&dir, "cl"), [0; 0]);
    assert_eq!(newest(&StoreDir::new(), "club"), [0; 0]);
}

#[test]
fn deleted_result_reveals_the_previous_one() {
    let dir = filled(&[(1, "club", "Ada", 1), (2, "club", "Ada", 2)]);
    let at = jiff::Timestamp::UNIX_EPOCH;

    dir.store().delete(&[uuid(2)], at).unwrap();
    assert_eq!(newest(&dir, "club"), [1]);
    dir.store().delete(&[uuid(1)], at).unwrap();
    assert_eq!(newest(&dir, "club"), [0; 0]);
    dir.store().restore(&[uuid(2)]).unwrap();
    assert_eq!(newest(&dir, "club"), [2]);
}

#[test]
fn unreadable_latest_result_falls_back_to_the_previous() {
    let dir = filled(&[
        (1, "club", "Ada", 1),
        (2, "club", "Ada", 2),
        (3, "club", "Bob", 3),
        (4, "club", "Eve", 4),
    ]);
    let database = database(&dir.path);
    let tx = database.begin_write().unwrap();
    {
        let mut results = tx
            .open_table(TableDefinition::<u128, &[u8]>::new("results"))
            .unwrap();
        for (id, at) in [(2, 9), (3, 0)] {
            let mut record = results.get(id).unwrap().unwrap().value().to_vec();
            record[at] ^= 64;
            results.insert(id, record.as_slice()).unwrap();
        }
    }
    tx.commit().unwrap();
    drop(database);

    let found = dir.store().latest_of_each("club").unwrap();

    let ids: Vec<u128> = found.results.iter().map(|it| it.id.as_u128()).collect();
    assert_eq!(ids, [4, 1]);
    let unreadable = |id, millis, why| {
        let taken_at = jiff::Timestamp::from_millisecond(millis).unwrap();
        let id = uuid(id);
        let at = Position { taken_at, id };
        Unreadable { at, why }
    };
    assert_eq!(
        found.unreadable,
        [
            unreadable(3, 3, UnreadableReason::Newer),
            unreadable(2, 2, UnreadableReason::Damaged)
        ]
    );
    assert_eq!(dir.store().nth_latest(1).unwrap(), Some(uuid(3)));
}

#[test]
fn results_by_id_and_by_position() {
    let dir = filled(&[
        (1, "club", "Ada", 3),
        (2, "team", "Bob", 2),
        (3, "club", "Eve", 1),
    ]);
    let store = dir.store();

    let found = store.results(&[uuid(3), uuid(9), uuid(1)]).unwrap();
    let expected = [result(3, "club", "Eve", 1), result(1, "club", "Ada", 3)];
    assert_eq!(found, expected);
    let nth = [0, 1, 2, 3, u64::MAX].map(|back| store.nth_latest(back).unwrap());
    assert_eq!(
        nth,
        [Some(uuid(1)), Some(uuid(2)), Some(uuid(3)), None, None]
    );
    assert_eq!(StoreDir::new().store().nth_latest(0).unwrap(), None);
    assert_eq!(StoreDir::new().store().results(&[uuid(1)]).unwrap(), []);
}
