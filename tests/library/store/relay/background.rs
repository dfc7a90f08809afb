//! The thread that sends pending results while a screen is open.

use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use jiff::Timestamp;
use levelup::testing::{Maintenance, Results, ServerTiming, StoreError, SyncStatus};

use crate::support::fake_server::{Client, TIMING, Trouble, result};

/// Longer than anything here takes.
const LONG: Duration = Duration::from_secs(20);

/// Waits for the outlook to be like this.
fn until(outlooks: &Receiver<SyncStatus>, is_it: impl Fn(SyncStatus) -> bool) -> SyncStatus {
    loop {
        let outlook = outlooks.recv_timeout(LONG).expect("it never came to that");
        if is_it(outlook) {
            return outlook;
        }
    }
}

fn pausing(millis: u64) -> ServerTiming {
    ServerTiming {
        first_pause: Duration::from_millis(millis),
        longest_pause: Duration::from_millis(millis),
    }
}

#[test]
fn save_returns_offline_and_is_sent_automatically() {
    let client = Client::new();
    let (sender, outlooks) = channel();
    let tell = move |outlook| {
        let _ = sender.send(outlook);
    };
    let relay = client.screen(pausing(20), Box::new(tell));
    client.server.set(Trouble::Away);

    relay.save(&result(1, "Ada", 10)).unwrap();
    let away = until(&outlooks, |outlook| outlook.away && outlook.waiting == 1);
    client.server.set(Trouble::None);
    let back = until(&outlooks, |outlook| outlook == SyncStatus::default());

    assert_eq!((away.conflicts, back.waiting), (0, 0));
    assert_eq!(client.arrived(), [1]);
    assert_eq!(client.pending(), []);
}

#[test]
fn leftover_results_are_sent_when_a_screen_opens() {
    let client = Client::new();
    client.server.set(Trouble::Away);
    client.relay().save(&result(1, "Ada", 10)).unwrap();
    client.server.set(Trouble::None);
    let (sender, outlooks) = channel();
    let tell = move |outlook| {
        let _ = sender.send(outlook);
    };

    let relay = client.screen(TIMING, Box::new(tell));
    while !client.pending().is_empty() {
        let _ = outlooks.recv_timeout(Duration::from_millis(20));
    }

    assert_eq!(client.arrived(), [1]);
    assert_eq!(relay.sync_status(), SyncStatus::default());
}

#[test]
fn owner_only_actions_do_not_affect_sync_status() {
    let client = Client::new();
    let one = result(1, "Ada", 10);
    client.server.store.save(&one).unwrap();
    client.server.set(Trouble::OwnersOnly);
    let (sender, outlooks) = channel();
    let tell = move |outlook| {
        let _ = sender.send(outlook);
    };
    let relay = client.screen(TIMING, Box::new(tell));
    assert_eq!(relay.count().unwrap(), 1);
    let turns = relay.changes().unwrap();

    let denied = |outcome| matches!(outcome, Err(StoreError::Denied { .. }));
    assert!(denied(relay.delete(&[one.id], Timestamp::UNIX_EPOCH)));
    assert!(denied(relay.restore(&[one.id])));
    assert!(denied(relay.delete_permanently(&[one.id])));

    assert_eq!(relay.changes().unwrap(), turns);
    let told: Vec<_> = outlooks.try_iter().collect();
    assert!(
        told.iter().all(|one| *one == SyncStatus::default()),
        "{told:?}"
    );
}

#[test]
fn conflict_is_reported_and_kept() {
    let client = Client::new();
    let mut other = result(1, "Ada", 10);
    other.notes[0] = "another".to_owned();
    client.server.store.save(&other).unwrap();
    let (sender, outlooks) = channel();
    let tell = move |outlook| {
        let _ = sender.send(outlook);
    };
    let relay = client.screen(TIMING, Box::new(tell));

    relay.save(&result(1, "Ada", 10)).unwrap();
    let clash = until(&outlooks, |outlook| outlook.conflicts == 1);

    assert_eq!((clash.waiting, clash.away), (1, false));
    assert_eq!(client.pending(), [1]);
    let there = client.server.store.result(other.id).unwrap();
    assert_eq!(there, Some(other));
}

#[test]
fn silent_server_is_not_asked_again_at_once() {
    let client = Client::new();
    client.server.set(Trouble::Away);
    let relay = client.timed(pausing(600_000));
    let _ = relay.count();
    let calls = client.server.calls();

    for _ in 0..5 {
        let _ = relay.count();
        let _ = relay.page(&levelup::testing::Scope::default(), None, 3);
    }

    assert_eq!(client.server.calls(), calls);
}

#[test]
fn unsent_results_are_retried_automatically() {
    let client = Client::new();
    let (sender, outlooks) = channel();
    let tell = move |outlook| {
        let _ = sender.send(outlook);
    };
    let relay = client.screen(pausing(20), Box::new(tell));
    client.server.set(Trouble::ShutsOut);

    relay.save(&result(1, "Ada", 10)).unwrap();
    until(&outlooks, |outlook| outlook.refuses && outlook.waiting == 1);
    client.server.set(Trouble::None);
    until(&outlooks, |outlook| outlook == SyncStatus::default());

    assert_eq!(client.arrived(), [1]);
}

#[test]
fn skipped_results_are_sent_again_automatically() {
    let client = Client::new();
    let (sender, outlooks) = channel();
    let tell = move |outlook| {
        let _ = sender.send(outlook);
    };
    client.server.set(Trouble::SlowForSome);
    let relay = client.screen(pausing(20), Box::new(tell));

    relay.save(&result(1, "Ada", 10)).unwrap();
    relay.save(&result(2, "Ada", 10)).unwrap();
    until(&outlooks, |outlook| outlook.waiting == 1);
    // The server responds: its lists must not cancel the next attempt for skipped results.
    assert_eq!(relay.count().unwrap(), 2);
    client.server.set(Trouble::None);
    until(&outlooks, |outlook| outlook == SyncStatus::default());

    assert_eq!(client.arrived(), [2, 1]);
}
