//! Many clients at once.

use std::thread;

use uuid::Uuid;

use crate::support::postgres;
use crate::support::store::result;

#[test]
fn fifty_clients_at_once_lose_nothing() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let clients: Vec<_> = (0..50_u128)
        .map(|client| {
            let database = database.clone();
            thread::spawn(move || {
                let store = database.store();
                for number in 0..100 {
                    let id = client * 1_000 + number + 1;
                    let millis = i64::try_from(number).unwrap();
                    let one = result(id, "club", &format!("Person {client}"), millis);
                    store.save(&one).unwrap();
                }
            })
        })
        .collect();
    for client in clients {
        client.join().unwrap();
    }
    let store = database.store();
    assert_eq!(store.count().unwrap(), 5_000);
    assert_eq!(store.changes().unwrap(), 5_000, "each counted once");
    assert_eq!(store.latest_of_each("club").unwrap().results.len(), 50);
}

#[test]
fn two_clients_saving_one_result_both_succeed() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let one = result(Uuid::now_v7().as_u128(), "club", "Ada", 1);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| database.store().save(&one).unwrap());
        }
    });
    assert_eq!(database.store().count().unwrap(), 1);
}
