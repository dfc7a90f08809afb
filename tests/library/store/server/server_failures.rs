//! Servers that are killed, replaced, or full while results are saved.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use levelup::testing::{
    Location, OutboxFile, PendingReason, STORE_DEADLINE, Store, StoreError, open, open_with_outbox,
};
use tempfile::TempDir;
use uuid::Uuid;

use crate::support::postgres::{Server, is_root};
use crate::support::store::{everything, ids, result, trials};
use crate::support::wait::wait_until;

/// The IDs of results reported as saved.
type Saved = Arc<Mutex<BTreeSet<u128>>>;

/// Saves one result after the other.
struct Writer {
    saved: Saved,
    thread: thread::JoinHandle<()>,
}

impl Writer {
    /// Saves each result through a new store, as a command does.
    fn start(end: &Arc<AtomicBool>, store: impl Fn() -> Arc<dyn Store> + Send + 'static) -> Self {
        let saved = Saved::default();
        let (its, end) = (Arc::clone(&saved), Arc::clone(end));
        let thread = thread::spawn(move || {
            while !end.load(Ordering::SeqCst) {
                let id = Uuid::now_v7().as_u128();
                if store().save(&result(id, "club", "Ada", 1)).is_ok() {
                    its.lock().unwrap().insert(id);
                }
                thread::sleep(Duration::from_millis(2));
            }
        });
        Self { saved, thread }
    }

    fn count(&self) -> usize {
        self.saved.lock().unwrap().len()
    }

    /// Stops, and returns the IDs reported as saved.
    fn end(self) -> BTreeSet<u128> {
        self.thread.join().unwrap();
        std::mem::take(&mut *self.saved.lock().unwrap())
    }
}

fn at(url: &str) -> Location {
    Location::parse(url.as_ref()).unwrap()
}

/// The store on the server without an outbox.
fn on_server(url: &str) -> Arc<dyn Store> {
    open(&at(url), STORE_DEADLINE, None, false)
}

/// The store with an outbox.
fn with_outbox(url: &str, directory: &Path) -> Arc<dyn Store> {
    let before = OutboxFile {
        folder: directory,
        tell: None,
    };
    open_with_outbox(&at(url), STORE_DEADLINE, None, before)
}

/// Two writers: one without an outbox, one with an outbox in this directory.
fn writers(end: &Arc<AtomicBool>, url: &str, directory: &TempDir) -> [Writer; 2] {
    let (one, other) = (url.to_owned(), url.to_owned());
    let directory = directory.path().to_owned();
    let line = on_server(&one);
    [
        Writer::start(end, move || Arc::clone(&line)),
        Writer::start(end, move || with_outbox(&other, &directory)),
    ]
}

/// Waits until each writer has saved this many more results.
fn until_more(writers: &[Writer], more: usize) {
    let from: Vec<usize> = writers.iter().map(Writer::count).collect();
    wait_until("more saved results", || {
        let mut pairs = writers.iter().zip(&from);
        pairs.all(|(writer, from)| writer.count() >= from + more)
    });
}

/// Checks that all results reported as saved are on the server, once each.
fn assert_all_saved(url: &str, directory: &TempDir, writers: [Writer; 2]) {
    let outbox = with_outbox(url, directory.path());
    let [straight, posted] = writers.map(Writer::end);
    let delivery = outbox.relay().unwrap().send_pending().unwrap();
    assert_eq!(delivery.left, [], "{:?}", delivery.stopped);
    let store = on_server(url);
    let there = ids(&*store, &everything(), 500);
    let once: BTreeSet<u128> = there.iter().copied().collect();
    assert_eq!(once.len(), there.len());
    assert!(once.is_superset(&straight) && once.is_superset(&posted));
    assert_eq!(store.changes().unwrap(), there.len() as u64);
    let found = store.examine(&mut |_, _| {}).unwrap().unwrap();
    assert_eq!(found.findings, []);
}

#[test]
fn killed_server_loses_no_saved_result() {
    let Some(server) = Server::prepared() else {
        return;
    };
    server.run(&[]);
    server.set_up("team", "");
    let (directory, end) = (tempfile::tempdir().unwrap(), Arc::default());
    let url = server.url("postgres", "team");
    let writers = writers(&end, &url, &directory);
    for _ in 0..trials(2).0 {
        until_more(&writers, 8);
        server.kill();
        let posted = writers[1].count();
        while writers[1].count() < posted + 5 {
            thread::sleep(Duration::from_millis(5));
        }
        server.run(&[]);
    }
    until_more(&writers, 5);
    end.store(true, Ordering::SeqCst);
    assert_all_saved(&url, &directory, writers);
}

/// A server with a store, and another that follows it.
fn pair() -> Option<(Server, Server)> {
    let first = Server::prepared()?;
    first.run(&[]);
    first.set_up("team", "");
    let second = first.follower();
    second.run(&[]);
    Some((first, second))
}

#[test]
fn standby_server_takes_over_completely() {
    let Some((first, second)) = pair() else {
        return;
    };
    // What is called saved is on both.
    first
        .sql("team", "ALTER SYSTEM SET synchronous_standby_names = '*'")
        .unwrap();
    first.sql("team", "SELECT pg_reload_conf()").unwrap();
    let socket = |server: &Server| server.directory.display().to_string().replace('/', "%2F");
    let (one, two) = (socket(&first), socket(&second));
    let url = format!("postgres://postgres@{one},{two}/team?target_session_attrs=read-write");
    let (directory, end) = (tempfile::tempdir().unwrap(), Arc::default());
    let writers = writers(&end, &url, &directory);
    until_more(&writers, 8);

    first.kill();
    second.sql("team", "SELECT pg_promote()").unwrap();
    until_more(&writers, 8);
    end.store(true, Ordering::SeqCst);
    assert_all_saved(&url, &directory, writers);
}

#[test]
fn read_only_standby_is_retried() {
    let Some((_first, second)) = pair() else {
        return;
    };
    let url = second.url("postgres", "team");
    let one = result(1, "club", "Ada", 1);
    let refused = on_server(&url).save(&one);
    assert!(
        matches!(refused, Err(StoreError::Away { .. })),
        "{refused:?}"
    );

    let directory = tempfile::tempdir().unwrap();
    with_outbox(&url, directory.path()).save(&one).unwrap();
    second.sql("team", "SELECT pg_promote()").unwrap();
    let store = with_outbox(&url, directory.path());
    assert_eq!(store.relay().unwrap().send_pending().unwrap().sent.len(), 1);
    assert_eq!(on_server(&url).count().unwrap(), 1);
}

#[test]
fn result_is_sent_when_the_full_server_has_space() {
    let may = Command::new("unshare")
        .args(["-m", "setpriv", "--version"])
        .output();
    if !is_root() || !may.is_ok_and(|may| may.status.success()) {
        println!("skipped: to make a small disk needs root, unshare and setpriv");
        return;
    }
    let Some(server) = Server::prepared() else {
        return;
    };
    server.run_on_a_small_disk(&[]);
    let small = format!(
        "CREATE TABLESPACE small LOCATION '{}/small'",
        server.directory.display()
    );
    server.sql("postgres", &small).unwrap();
    server.set_up("team", "TABLESPACE small");
    server
        .sql("team", "CREATE TABLE filler AS SELECT 1 AS n")
        .unwrap();
    let fill = "INSERT INTO filler SELECT generate_series(1, 100000000)";
    let said = server.sql("team", fill).unwrap_err();
    // What was written of the last block, where some was.
    assert!(said.contains("could not extend file"), "{said}");

    let url = server.url("postgres", "team");
    let store = on_server(&url);
    // What was begun has a little room left.
    let (mut kept, mut next) = (BTreeSet::new(), 1);
    let refused = loop {
        match store.save(&result(next, "club", "Ada", 1)) {
            Ok(()) => assert!(kept.insert(next)),
            Err(error) => break error,
        }
        next += 1;
    };
    assert!(matches!(refused, StoreError::Full { .. }), "{refused:?}");
    let directory = tempfile::tempdir().unwrap();
    let outbox = with_outbox(&url, directory.path());
    outbox.save(&result(next, "club", "Ada", 1)).unwrap();
    let waiting = outbox.relay().unwrap().pending().unwrap();
    assert_eq!((waiting.len(), waiting[0].why), (1, PendingReason::Full));

    server.sql("team", "DROP TABLE filler").unwrap();
    let outbox = with_outbox(&url, directory.path());
    assert_eq!(outbox.relay().unwrap().send_pending().unwrap().left, []);
    kept.insert(next);
    let there: BTreeSet<u128> = ids(&*store, &everything(), 500).into_iter().collect();
    assert_eq!(there, kept);
}
