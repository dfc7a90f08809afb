//! `levelup sync`, on a store with a server behind it.

use jiff::tz::TimeZone;
use levelup::testing::{DateFormat, Results, SyncArgs, SyncFormat, Synced, sync};

use crate::support::fake_server::{Client, Trouble, result};

fn called(client: &Client, keep_both: bool, format: SyncFormat) -> Synced {
    let args = SyncArgs {
        from: None,
        keep_both,
        format,
    };
    sync(
        &client.relay(),
        &args,
        &TimeZone::UTC,
        &DateFormat::default(),
    )
}

fn code(synced: &Synced) -> u8 {
    let failure = synced.outcome.as_ref().err();
    failure.map_or(0, |failure| failure.exit.code())
}

#[test]
fn pending_results_are_shown_and_sent() {
    let client = Client::new();
    client.server.set(Trouble::Away);
    client
        .relay()
        .save(&result(0xaaaa_bbbb, "Ada", 10))
        .unwrap();

    let away = called(&client, false, SyncFormat::Text);
    client.server.set(Trouble::None);
    let sent = called(&client, false, SyncFormat::Text);
    let nothing = called(&client, false, SyncFormat::Text);

    assert_eq!(code(&away), 5);
    assert!(
        away.text
            .starts_with("pending  aaaabbbb  club  Ada  since ")
    );
    assert!(away.text.ends_with(": server not reachable\n"));
    let error = away.outcome.unwrap_err().error.unwrap();
    assert!(error.contains("cannot be reached"), "{error}");
    assert!(error.contains("1 result is pending"), "{error}");
    assert_eq!(code(&sent), 0);
    assert!(sent.text.starts_with("sent   aaaabbbb  club  Ada"));
    assert_eq!(sent.notes, ["1 result sent; no pending results"]);
    // Another file may have something: it is named beside this.
    assert_eq!(nothing.notes, ["no pending results"]);
    assert_eq!((code(&nothing), nothing.text.as_str()), (0, ""));
    assert_eq!(client.arrived(), [0xaaaa_bbbb]);
}

#[test]
fn sync_json_lists_sent_and_pending_with_reason() {
    let client = Client::new();
    client.server.set(Trouble::Away);
    client.relay().save(&result(1, "Ada", 10)).unwrap();

    let away = called(&client, false, SyncFormat::Json);
    client.server.set(Trouble::None);
    let sent = called(&client, false, SyncFormat::Json);

    let away: serde_json::Value = serde_json::from_str(&away.text).unwrap();
    let sent: serde_json::Value = serde_json::from_str(&sent.text).unwrap();
    assert_eq!(away["schema_version"], 1);
    assert_eq!(away["pending"][0]["reason"], "offline");
    assert_eq!(away["pending"][0]["taken_at"], "1970-01-01T00:00:00.010Z");
    assert_eq!(away["sent"], serde_json::json!([]));
    assert_eq!(sent["sent"][0]["name"], "Ada");
    assert_eq!(sent["pending"], serde_json::json!([]));
}

#[test]
fn conflict_ends_with_code_4_and_keeps_both() {
    let client = Client::new();
    client.server.set(Trouble::Away);
    let mine = result(1, "Ada", 10);
    client.relay().save(&mine).unwrap();
    client.relay().save(&result(2, "Bob", 20)).unwrap();
    client.server.set(Trouble::None);
    let mut other = mine.clone();
    other.notes[0] = "another".to_owned();
    client.server.store.save(&other).unwrap();

    let clash = called(&client, false, SyncFormat::Text);
    let again = called(&client, false, SyncFormat::Text);
    let left = client.pending();
    let kept = called(&client, true, SyncFormat::Text);

    assert_eq!((code(&clash), code(&again)), (4, 4));
    let failure = clash.outcome.unwrap_err();
    assert!(failure.hint.unwrap().to_string().contains("--keep-both"));
    assert_eq!(left, [1], "Bob's went out");
    assert_eq!(code(&kept), 0);
    assert_eq!(client.pending(), []);
    let arrived = client.arrived();
    assert_eq!(arrived.len(), 3);
    let store = &client.server.store;
    assert_eq!(store.result(mine.id).unwrap(), Some(other));
    let fresh = arrived.iter().find(|id| **id > 2).unwrap();
    let fresh = store
        .result(uuid::Uuid::from_u128(*fresh))
        .unwrap()
        .unwrap();
    assert_eq!((fresh.notes, fresh.taken_at), (mine.notes, mine.taken_at));
}
