use jiff::tz::TimeZone;
use levelup::testing::{Bulk, Direction, Position, Results, Scope, StoreError};
use uuid::Uuid;

use crate::support::fake_server::{BRISK, Client, TIMING, Trouble, ids, result, shared};

/// Seven results on the server, and pending ones that are older, between them, and newer.
fn mixed() -> Client {
    let client = Client::new();
    for id in [10, 20, 30, 40, 50, 60, 70] {
        let name = format!("Person {id}");
        let millis = i64::try_from(id).unwrap();
        client
            .server
            .store
            .save(&result(id, &name, millis))
            .unwrap();
    }
    client.server.set(Trouble::Full);
    for (id, millis) in [(5, 5), (35, 35), (36, 36), (75, 75)] {
        client.relay().save(&result(id, "Ada", millis)).unwrap();
    }
    client
}

const ALL: [u128; 11] = [75, 70, 60, 50, 40, 36, 35, 30, 20, 10, 5];

#[test]
fn pending_results_are_sorted_into_every_list() {
    let client = mixed();
    let relay = client.relay();

    assert_eq!(ids(&relay), ALL);
    assert_eq!(relay.count().unwrap(), 11);
    for (back, id) in ALL.into_iter().enumerate() {
        let found = relay.nth_latest(back as u64).unwrap();
        assert_eq!(found.map(|id| id.as_u128()), Some(id));
    }
    assert_eq!(relay.nth_latest(11).unwrap(), None);
    let index = relay.search_index(&TimeZone::UTC, &|| true).unwrap();
    assert_eq!(index.len(), 11);
    let rows = relay.rows_at(&index, &[0, 5]).unwrap().unwrap();
    assert_eq!(
        rows.iter().map(|row| row.id.as_u128()).collect::<Vec<_>>(),
        [75, 36]
    );
    let of_ada = Scope {
        name: Some("ADA".to_owned()),
        ..Scope::default()
    };
    let page = relay.page(&of_ada, None, 9).unwrap();
    assert_eq!(page.rows.len(), 4);
    let newest = relay.latest_of_each("club").unwrap().results;
    assert_eq!(newest.len(), 8);
    assert_eq!(newest[0].id.as_u128(), 75);
}

#[test]
fn shared_names_come_only_from_the_server() {
    let client = mixed();
    let relay = client.relay();
    let (whole, marks) = relay.trend("ADA", "club", 9).unwrap();
    assert_eq!((whole.0.len(), marks), (4, vec![shared()]));
    assert_eq!(relay.latest_of_each("club").unwrap().shared, [shared()]);

    client.server.set(Trouble::Away);
    assert!(client.relay().trend("ADA", "club", 9).is_err());
    let relay = client.screen(TIMING, Box::new(|_| ()));
    let (whole, marks) = relay.trend("ADA", "club", 9).unwrap();
    assert!(!whole.0.is_empty() && marks.is_empty());
    assert_eq!(relay.latest_of_each("club").unwrap().shared, []);
}

#[test]
fn pages_upwards_match_pages_downwards() {
    let client = mixed();
    let relay = client.relay();

    let (mut up, mut below) = (Vec::new(), None);
    loop {
        let page = relay.page_above(below, 3).unwrap();
        up.extend(page.rows.iter().rev().map(|row| row.id.as_u128()));
        below = page.next;
        if below.is_none() {
            break;
        }
    }

    up.reverse();
    assert_eq!(up, ALL);
}

#[test]
fn batches_are_in_order_of_id() {
    let client = mixed();
    let relay = client.relay();

    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let batch = relay.batch(after, 2).unwrap();
        assert!(batch.results.len() <= 2);
        found.extend(batch.results.iter().map(|result| result.id.as_u128()));
        after = batch.next;
        if after.is_none() {
            break;
        }
    }

    let mut all = ALL.to_vec();
    all.sort_unstable();
    assert_eq!(found, all);
}

#[test]
fn result_in_outbox_and_on_server_appears_once() {
    let client = Client::new();
    client.server.set(Trouble::DiesAfter);
    client.relay().save(&result(1, "Ada", 10)).unwrap();
    let relay = client.relay();

    assert_eq!(client.pending(), [1]);
    assert_eq!(ids(&relay), [1]);
    assert_eq!(relay.count().unwrap(), 1);
    assert_eq!(relay.batch(None, 9).unwrap().results.len(), 1);
}

#[test]
fn pending_result_is_found_by_id_offline() {
    let client = Client::new();
    client.server.set(Trouble::Away);
    let one = result(0x00ab_cdef, "Ada", 10);
    client.relay().save(&one).unwrap();
    let relay = client.relay();

    assert_eq!(relay.result(one.id).unwrap(), Some(one.clone()));
    assert_eq!(
        relay.results(&[one.id]).unwrap(),
        std::slice::from_ref(&one)
    );
    assert_eq!(relay.ids_ending("abcdef", false, 9).unwrap(), [one.id]);
    let other = Uuid::from_u128(7);
    assert!(relay.result(other).is_err(), "away is not gone");
    assert!(relay.results(&[one.id, other]).is_err());
}

#[test]
fn command_reads_a_complete_list_or_fails() {
    let client = mixed();
    client.server.set(Trouble::Away);
    let relay = client.relay();

    let page = relay.page(&Scope::default(), None, 9);

    assert!(matches!(page, Err(StoreError::Away { .. })));
    assert!(relay.count().is_err());
    assert!(relay.batch(None, 9).is_err());
    assert!(relay.latest_of_each("club").is_err());
}

#[test]
fn screen_shows_a_partial_list_as_partial() {
    let client = mixed();
    client.server.set(Trouble::Away);
    let relay = client.screen(BRISK, Box::new(|_| ()));

    assert_eq!(ids(&relay), [75, 36, 35, 5]);
    assert_eq!(relay.count().unwrap(), 4);
    let index = relay.search_index(&TimeZone::UTC, &|| true).unwrap();
    assert_eq!(index.len(), 4);
    assert!(relay.sync_status().away);
    assert_eq!(relay.sync_status().waiting, 4);
    assert!(relay.batch(None, 9).is_err(), "an export is whole");
    let position = Position {
        taken_at: jiff::Timestamp::from_millisecond(36).unwrap(),
        id: Uuid::from_u128(36),
    };
    let page = relay.page(&Scope::default(), Some(position), 1).unwrap();
    assert_eq!(page.rows[0].id.as_u128(), 35);
}

#[test]
fn change_counter_grows_when_the_server_goes_or_returns() {
    let client = Client::new();
    let relay = client.screen(TIMING, Box::new(|_| ()));
    let before = relay.changes().unwrap();
    client.server.set(Trouble::Away);
    let _ = relay.page(&Scope::default(), None, 1).unwrap();
    let away = relay.changes().unwrap();
    client.server.set(Trouble::None);
    let _ = relay.page(&Scope::default(), None, 1).unwrap();
    let back = relay.changes().unwrap();

    assert!(before < away && away < back, "{before} {away} {back}");
}

#[test]
fn pending_result_is_deleted_only_locally() {
    let client = Client::new();
    client.server.set(Trouble::Away);
    let one = result(1, "Ada", 10);
    client.relay().save(&one).unwrap();
    let at = jiff::Timestamp::UNIX_EPOCH;

    let without = client.relay().delete(&[one.id], at);
    client.server.set(Trouble::None);
    client.relay().delete(&[one.id], at).unwrap();

    assert!(without.is_err());
    assert_eq!(client.pending(), []);
    assert_eq!(client.arrived(), []);
    client.relay().restore(&[one.id]).unwrap();
    assert_eq!(client.arrived(), [1]);
}

#[test]
fn first_leaf_matches_page_count_and_changes() {
    let client = mixed();
    let relay = client.relay();
    let total = relay.count().unwrap();
    assert!(total > 7, "some wait");

    for way in [Direction::Down(None), Direction::Up(None)] {
        let leaf = relay.list_page(way, 4).unwrap();

        let page = match way {
            Direction::Down(after) => relay.page(&Scope::default(), after, 4).unwrap(),
            Direction::Up(below) => relay.page_above(below, 4).unwrap(),
        };
        assert_eq!((leaf.page, leaf.total), (page, total));
        assert_eq!(leaf.changes, relay.changes().unwrap());
    }
}
