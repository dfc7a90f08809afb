//! Commands with a server that goes offline and online.

use std::thread;

use redb::{ReadableTable as _, TableDefinition};

use crate::server::client::{COUNT, Client, outcome, wait_for};
use crate::support::postgres::{self, Database};
use crate::support::store;

const OUTBOX: TableDefinition<u128, &[u8]> = TableDefinition::new("outbox");

fn count(database: &Database) -> String {
    database.sql("postgres", COUNT).unwrap()
}

#[test]
fn kill_between_file_and_server_keeps_one_result() {
    // Before and after the server has saved the result.
    for lands in [false, true] {
        let Some(database) = postgres::fresh() else {
            return;
        };
        let client = Client::new(&database, &database.user("ada", "levelup_member"));
        let holder = database.clone();
        let hold = thread::spawn(move || {
            let lock = "BEGIN; LOCK TABLE levelup.results IN SHARE MODE; SELECT pg_sleep(600)";
            holder.sql("postgres", lock)
        });
        let is_locked = "SELECT count(*) FROM pg_locks WHERE granted AND mode = 'ShareLock'
            AND relation = 'levelup.results'::regclass";
        wait_for(&database, is_locked, "1");
        let mut program = client.start(&["submit", "starter", "--name", "Ada"]);
        let its = "WHERE datname = current_database() AND wait_event_type = 'Lock'";
        let waits = format!("SELECT count(*) FROM pg_stat_activity {its}");
        wait_for(&database, &waits, "1");

        program.kill().unwrap();
        let output = program.wait_with_output().unwrap();
        if !lands {
            let end = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity {its}");
            database.sql("postgres", &end).unwrap();
            wait_for(&database, &waits, "0");
        }
        let free = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND query LIKE 'BEGIN; LOCK%'";
        database.sql("postgres", free).unwrap();
        assert!(hold.join().unwrap().is_err(), "it was held until now");
        wait_for(&database, COUNT, if lands { "1" } else { "0" });

        assert_eq!(outcome(&output).1, "", "it had not said that it is saved");
        let (code, sent, err) = client.levelup(&["sync"]);
        assert_eq!(code, 0, "{err}");
        assert!(sent.starts_with("sent "), "{sent}");
        assert!(sent.contains("starter  Ada"), "{sent}");
        assert_eq!(count(&database), "1");
        assert_eq!(client.prints(&["sync"]), "", "once");
        assert_eq!(client.prints(&["export"]).lines().count(), 1);
    }
}

#[test]
fn two_programs_send_one_result_once() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let client = Client::new(&database, &database.user("ada", "levelup_member"));
    client.go_offline();
    let ids: Vec<String> = (0..12)
        .map(|number| client.submits(&format!("P{number}")))
        .collect();
    client.go_online();

    let programs: Vec<_> = (0..3).map(|_| client.start(&["sync"])).collect();
    for program in programs {
        let (code, _, err) = outcome(&program.wait_with_output().unwrap());
        assert_eq!(code, 0, "{err}");
    }

    assert_eq!(count(&database), "12");
    let there = client.prints(&["export"]);
    assert!(ids.iter().all(|id| there.contains(id)));
    assert_eq!(client.prints(&["sync"]), "");
}

#[test]
fn offline_result_is_pending_and_list_fails() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let client = Client::new(&database, &database.user("ada", "levelup_member"));
    let there = client.submits("Ada");
    client.go_offline();

    let (code, id, err) = client.levelup(&["submit", "starter", "--name", "Ada"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("1 result"), "{err}");
    let (code, out, err) = client.levelup(&["results"]);
    assert_eq!((code, &*out), (5, ""));
    assert!(err.contains("cannot reach the store"), "{err}");
    assert!(err.contains("1 result"), "{err}");
    assert!(client.prints(&["show", id.trim()]).contains(id.trim()));
    for words in [
        &["show", &*there][..],
        &["delete", &there],
        &["export"],
        &["team", "starter"],
    ] {
        let (code, out, err) = client.levelup(words);
        assert_eq!((code, &*out), (5, ""), "{words:?}");
        assert!(err.contains("cannot reach the store"), "{words:?}: {err}");
    }
    let (code, out, err) = client.levelup(&["doctor"]);
    assert_eq!(code, 5, "{err}");
    assert!(err.contains("cannot reach the store"), "{err}");
    assert!(
        out.contains("pending:      1"),
        "what is here is looked at: {out}"
    );
    let (code, _, err) = client.levelup(&["sync"]);
    assert_eq!(code, 5);
    assert_eq!(err.matches("cannot be reached").count(), 1, "{err}");
    client.go_online();

    let listed = client.prints(&["results", "--format", "csv"]);
    assert!(listed.contains(&there) && listed.contains(id.trim()));
    assert_eq!(count(&database), "2");
}

#[test]
fn revoked_privilege_keeps_the_result_pending() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let user = database.user("ada", "levelup_member");
    let client = Client::new(&database, &user);
    client.go_offline();
    let id = client.submits("Ada");
    client.go_online();
    let revoke = format!("REVOKE levelup_member FROM {user}");
    database.sql("postgres", &revoke).unwrap();

    let (code, out, err) = client.levelup(&["sync", "--format", "json"]);
    assert_eq!(code, 5);
    assert!(err.contains("denied access: permission denied"), "{err}");
    assert!(err.contains("the right role"), "{err}");
    let said: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(said["pending"][0]["id"], id.as_str());
    assert_eq!(said["pending"][0]["reason"], "rejected");
    let (code, _, err) = client.levelup(&["results"]);
    assert_eq!(code, 5);
    assert!(err.contains("denied access"), "{err}");
    assert!(err.contains("1 result"), "{err}");

    let grant = format!("GRANT levelup_member TO {user}");
    database.sql("postgres", &grant).unwrap();
    assert!(client.prints(&["results"]).contains("Ada"));
    assert_eq!(count(&database), "1");
    assert_eq!(client.prints(&["sync"]), "");
}

#[test]
fn unreadable_pending_result_is_named_and_skipped() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let client = Client::new(&database, &database.user("ada", "levelup_member"));
    client.go_offline();
    let ids = ["Ada", "Bob", "Cyd"].map(|name| client.submits(name));
    spoil(&client, &ids[1]);
    let outbox = client.outbox();
    let outbox = outbox.to_str().unwrap();

    let new = client.path("new.redb");
    let new = new.to_str().unwrap();
    let (code, _, err) = client.levelup(&["doctor", "--store", outbox, "--salvage", new]);
    assert_eq!(code, 5, "{err}");
    assert!(err.contains("2 pending"), "{err}");
    assert!(err.contains(&ids[1]), "{err}");
    client.go_online();
    let (code, out, err) = client.levelup(&["doctor"]);
    assert_eq!(code, 5);
    assert!(out.contains(&format!("pending result {}", ids[1])), "{out}");
    assert!(err.contains("--salvage"), "{err}");

    let (code, sent, err) = client.levelup(&["sync"]);
    assert_eq!(code, 5);
    let words = "1 result in the outbox cannot be read\n";
    assert!(err.contains(words), "{err}");
    assert_eq!(sent.lines().count(), 2, "{sent}");
    assert_eq!(count(&database), "2");
    // What was saved into a new file takes the old one's place, and is whole.
    std::fs::rename(new, outbox).unwrap();
    assert_eq!(
        client.prints(&["sync"]).lines().count(),
        2,
        "they are sent again"
    );
    assert_eq!(count(&database), "2", "and there once");
}

/// Changes one byte of a pending result.
fn spoil(client: &Client, id: &str) {
    let id = uuid::Uuid::parse_str(id).unwrap().as_u128();
    let database = store::database(&client.outbox());
    let tx = database.begin_write().unwrap();
    {
        let mut table = tx.open_table(OUTBOX).unwrap();
        let mut record = table.get(id).unwrap().unwrap().value().to_vec();
        record[40] ^= 1;
        table.insert(id, record.as_slice()).unwrap();
    }
    tx.commit().unwrap();
}
