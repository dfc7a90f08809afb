use jiff::Timestamp;
use levelup::testing::{Results, StoreError};
use uuid::Uuid;

use crate::support::store::{StoreDir, everything, ids, result};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn uuid(id: u128) -> Uuid {
    Uuid::from_u128(id)
}

#[test]
fn deleted_results_are_hidden_until_restored() {
    let dir = StoreDir::new();
    let store = dir.store();
    let saved = result(0xabcd, "club", "Ada", 5);
    store.save(&saved).unwrap();
    store.save(&result(2, "club", "Bob", 6)).unwrap();

    store.delete(&[saved.id], NOW).unwrap();
    assert_eq!(store.result(saved.id).unwrap(), None);
    assert_eq!(ids(&store, &everything(), 10), [2]);
    assert_eq!(store.count().unwrap(), 1);
    assert!(store.ids_ending("abcd", false, 9).unwrap().is_empty());
    assert_eq!(store.ids_ending("abcd", true, 9).unwrap(), [saved.id]);

    store.restore(&[saved.id]).unwrap();
    assert_eq!(store.result(saved.id).unwrap(), Some(saved));
    assert_eq!(ids(&store, &everything(), 10), [2, 0xabcd]);
    assert!(store.ids_ending("abcd", true, 9).unwrap().is_empty());
    assert_eq!((store.count().unwrap(), store.changes().unwrap()), (2, 4));
}

#[test]
fn unknown_id_moves_nothing_to_trash() {
    let dir = StoreDir::new();
    let store = dir.store();
    store.save(&result(1, "club", "Ada", 1)).unwrap();
    store.save(&result(2, "club", "Ada", 2)).unwrap();
    store.delete(&[uuid(2)], NOW).unwrap();
    let nine = Err(StoreError::NotFound { id: uuid(9) });

    assert_eq!(store.delete(&[uuid(1), uuid(9)], NOW), nine);
    assert_eq!(store.restore(&[uuid(2), uuid(9)]), nine);
    let again = store.delete(&[uuid(1), uuid(1)], NOW);
    assert_eq!(again, Err(StoreError::NotFound { id: uuid(1) }));

    assert_eq!(ids(&store, &everything(), 10), [1]);
    assert_eq!(store.ids_ending("0002", true, 9).unwrap(), [uuid(2)]);
    assert_eq!(store.changes().unwrap(), 3);
}

#[test]
fn restoring_a_saved_result_changes_nothing() {
    let dir = StoreDir::new();
    let store = dir.store();
    store.save(&result(1, "club", "Ada", 1)).unwrap();

    store.restore(&[uuid(1)]).unwrap();

    assert_eq!(store.changes().unwrap(), 1);
}

#[test]
fn saving_a_deleted_result_restores_it() {
    let dir = StoreDir::new();
    let store = dir.store();
    let saved = result(1, "club", "Ada", 1);
    store.save(&saved).unwrap();
    store.delete(&[saved.id], NOW).unwrap();

    let conflict = store.save(&result(1, "club", "Bob", 1));
    assert_eq!(conflict, Err(StoreError::Conflict { id: saved.id }));
    assert_eq!(store.count().unwrap(), 0);

    store.save(&saved).unwrap();
    assert_eq!(store.result(saved.id).unwrap(), Some(saved));
    assert!(store.ids_ending("0001", true, 9).unwrap().is_empty());
}
