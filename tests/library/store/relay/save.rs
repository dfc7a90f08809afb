use crate::support::store::put_draft;
use levelup::testing::{
    DraftOutcome, DraftPlace, Drafts, PendingReason, PendingResult, Results, StoreError,
};

use crate::support::fake_server::{Client, Trouble, draft, result};

#[test]
fn save_reaches_the_server_directly() {
    let client = Client::new();

    client.relay().save(&result(1, "Ada", 10)).unwrap();

    assert_eq!(client.arrived(), [1]);
    assert_eq!(client.pending(), []);
}

#[test]
fn offline_save_is_pending_and_sent_later() {
    for trouble in [
        Trouble::Away,
        Trouble::Slow,
        Trouble::DiesBefore,
        Trouble::DiesAfter,
        Trouble::Full,
    ] {
        let client = Client::new();
        client.server.set(trouble);
        let (one, two) = (result(1, "Ada", 10), result(2, "Bob", 20));

        client.relay().save(&one).unwrap();
        client.relay().save(&two).unwrap();
        let waiting = client.relay().pending().unwrap();
        client.server.set(Trouble::None);
        let delivery = client.relay().send_pending().unwrap();

        assert_eq!(waiting.len(), 2, "{trouble:?}");
        let why = if trouble == Trouble::Full {
            PendingReason::Full
        } else {
            PendingReason::Away
        };
        assert_eq!(waiting[0].why, why, "{trouble:?}");
        assert_eq!(waiting[0].name, "Ada");
        assert_eq!((delivery.sent.len(), delivery.left.len()), (2, 0));
        assert_eq!(client.arrived(), [2, 1], "{trouble:?}");
        assert_eq!(client.pending(), []);
        let there = client.server.store.result(one.id).unwrap();
        assert_eq!(there, Some(one), "with its wording");
    }
}

#[test]
fn next_online_command_sends_pending_results() {
    let client = Client::new();
    client.server.set(Trouble::Away);
    client.relay().save(&result(1, "Ada", 10)).unwrap();
    client.server.set(Trouble::None);

    assert_eq!(client.relay().count().unwrap(), 1);

    assert_eq!(client.pending(), []);
    assert_eq!(client.arrived(), [1]);
}

/// A program killed between the two stores leaves both in the state of that step.
#[test]
fn kill_at_any_step_of_a_save_loses_nothing() {
    let one = result(1, "Ada", 10);
    // Killed before the server was asked, and after it had saved.
    for landed in [false, true] {
        let client = Client::new();
        client.server.set(if landed {
            Trouble::DiesAfter
        } else {
            Trouble::DiesBefore
        });
        client.relay().save(&one).unwrap();
        client.server.set(Trouble::None);
        assert_eq!(client.arrived().len(), usize::from(landed));

        assert_eq!(client.relay().pending().unwrap().len(), 1, "it is safe");
        client.relay().send_pending().unwrap();
        client.relay().send_pending().unwrap();
        client.relay().save(&one).unwrap();

        assert_eq!(client.arrived(), [1]);
        assert_eq!(client.pending(), []);
    }
}

#[test]
fn draft_becomes_a_pending_result_in_one_step() {
    let client = Client::new();
    let relay = client.relay();
    client.server.set(Trouble::Away);
    let draft = draft(1, "Ada");
    relay.save_draft(&draft, None, DraftPlace::Main).unwrap();
    assert_eq!(client.server.calls(), 0, "no key waits for the network");
    assert_eq!(relay.last_name().unwrap().as_deref(), Some("Ada"));

    let outcome = relay
        .save_and_remove_draft(&result(1, "Ada", 10), Some(&draft))
        .unwrap();

    assert_eq!(outcome, DraftOutcome::Done);
    assert_eq!(relay.draft("Ada", "club").unwrap(), None);
    assert_eq!(client.pending(), [1]);
}

#[test]
fn draft_changed_by_another_window_stays() {
    let client = Client::new();
    let relay = client.relay();
    let (seen, mut there) = (draft(1, "Ada"), draft(1, "Ada"));
    there.entries[0].1.note = "theirs".to_owned();
    put_draft(&relay, &there).unwrap();

    let outcome = relay
        .save_and_remove_draft(&result(1, "Ada", 10), Some(&seen))
        .unwrap();

    assert_eq!(outcome, DraftOutcome::Differs(Box::new(there.clone())));
    assert_eq!(relay.draft("Ada", "club").unwrap(), Some(there));
    assert_eq!(client.arrived(), [1]);
}

#[test]
fn failed_save_is_reported_and_keeps_the_draft() {
    let client = Client::new();
    let relay = client.relay();
    let draft = draft(1, "Ada");
    relay.save_draft(&draft, None, DraftPlace::Main).unwrap();
    let mut other = result(1, "Ada", 10);
    other.notes[0] = "another".to_owned();
    client.server.store.save(&other).unwrap();

    let conflict = relay.save_and_remove_draft(&result(1, "Ada", 10), Some(&draft));
    client.server.set(Trouble::Refuses);
    let refused = relay.save(&result(2, "Ada", 10));

    assert!(matches!(conflict, Err(StoreError::Conflict { .. })));
    assert!(matches!(refused, Err(StoreError::Denied { .. })));
    assert_eq!(relay.draft("Ada", "club").unwrap(), Some(draft));
    assert_eq!(client.pending(), []);
}

#[test]
fn rejected_result_does_not_block_others() {
    let client = Client::new();
    client.server.set(Trouble::Away);
    for id in 1..=4 {
        client.relay().save(&result(id, "Ada", 10)).unwrap();
    }
    client.server.set(Trouble::Picky);

    let delivery = client.relay().send_pending().unwrap();

    assert_eq!(client.arrived(), [4, 2]);
    assert_eq!(client.pending(), [1, 3]);
    assert!(matches!(delivery.stopped, Some(StoreError::Denied { .. })));
    let why: Vec<_> = delivery.left.iter().map(|one| one.why).collect();
    assert_eq!(why, [PendingReason::Refused, PendingReason::Refused]);
}

#[test]
fn server_failure_during_a_save_duplicates_nothing() {
    let client = Client::new();
    client.server.set(Trouble::StandsBy);

    client.relay().save(&result(1, "Ada", 10)).unwrap();

    assert_eq!(client.pending(), [1], "it may have arrived, or not");
    client.server.set(Trouble::None);
    client.relay().send_pending().unwrap();
    assert_eq!((client.arrived(), client.pending()), (vec![1], vec![]));
}

#[test]
fn deleting_a_pending_result_spares_its_id_on_the_server() {
    let client = Client::new();
    client.server.set(Trouble::Away);
    client.relay().save(&result(1, "Ada", 10)).unwrap();
    client.server.set(Trouble::None);
    let mut other = result(1, "Bob", 10);
    other.notes[0] = "another".to_owned();
    client.server.store.save(&other).unwrap();

    let id = other.id;
    let deleted = client.relay().delete(&[id], jiff::Timestamp::UNIX_EPOCH);

    assert!(
        matches!(deleted, Err(StoreError::Conflict { .. })),
        "{deleted:?}"
    );
    assert_eq!(client.server.store.result(id).unwrap(), Some(other));
}

#[test]
fn denied_login_is_tried_once() {
    let client = Client::new();
    client.server.set(Trouble::Away);
    for id in 1..=20 {
        client.relay().save(&result(id, "Ada", 10)).unwrap();
    }
    client.server.set(Trouble::ShutsOut);
    let before = client.server.calls();

    let delivery = client.relay().send_pending().unwrap();

    assert_eq!(delivery.left.len(), 20);
    assert!(client.server.calls() - before <= 2);
    client.server.set(Trouble::None);
    assert_eq!(client.relay().send_pending().unwrap().sent.len(), 20);
}

#[test]
fn copy_of_the_store_has_pending_results() {
    let client = Client::new();
    client.server.set(Trouble::Away);
    client.relay().save(&result(1, "Ada", 10)).unwrap();
    let directory = tempfile::tempdir().unwrap();
    let copy = directory.path().join("copy.redb");

    client.local().backup(&copy, &mut |_, _| ()).unwrap();

    let server: std::sync::Arc<dyn levelup::testing::Store> = client.server.clone();
    let relay = levelup::testing::Relay::for_command(
        levelup::testing::RedbStore::at(copy),
        server,
        crate::support::fake_server::TIMING,
    );
    assert_eq!(relay.pending().unwrap().len(), 1);
}

#[test]
fn slow_results_are_skipped_and_the_others_sent() {
    let client = Client::new();
    client.server.set(Trouble::Away);
    for id in [1, 2, 3, 4] {
        client.relay().save(&result(id, "Ada", 10)).unwrap();
    }
    client.server.set(Trouble::SlowForSome);

    let delivery = client.relay().send_pending().unwrap();

    let ids = |some: &[PendingResult]| some.iter().map(|one| one.id.as_u128()).collect::<Vec<_>>();
    assert_eq!(ids(&delivery.sent), [2, 4]);
    assert_eq!(ids(&delivery.left), [1, 3]);
    assert!(delivery.left.iter().all(|one| !one.said.is_empty()));
    client.server.set(Trouble::None);
    assert_eq!(client.relay().send_pending().unwrap().sent.len(), 2);
}

#[test]
fn busy_server_is_not_reported_as_offline() {
    let client = Client::new();
    client.server.set(Trouble::Away);
    for id in 1..=9 {
        client.relay().save(&result(id, "Ada", 10)).unwrap();
    }
    client.server.set(Trouble::Locked);
    let relay = client.relay();
    let calls = client.server.calls();

    let delivery = relay.send_pending().unwrap();

    assert_eq!((delivery.sent.len(), delivery.left.len()), (0, 9));
    assert_eq!(delivery.left[0].why, PendingReason::Busy);
    assert!(matches!(delivery.stopped, Some(StoreError::Busy { .. })));
    assert!(
        client.server.calls() < calls + 9,
        "the others fare no better"
    );
    let outlook = relay.sync_status();
    assert!(outlook.busy && !outlook.away, "{outlook:?}");
    client.server.set(Trouble::None);
    assert_eq!(client.relay().send_pending().unwrap().sent.len(), 9);
}
