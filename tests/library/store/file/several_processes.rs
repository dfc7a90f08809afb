use std::process::{Child, Command};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use levelup::testing::{RedbStore, Results, StoreError};

use crate::support::store::{StoreDir, database, everything, ids, result};

#[test]
fn two_handles_see_the_same_results() {
    let dir = StoreDir::new();
    let (one, two) = (dir.store(), dir.store());

    one.save(&result(1, "club", "Ada", 1)).unwrap();
    assert_eq!(ids(&two, &everything(), 9), [1]);
    let before = two.changes().unwrap();
    one.save(&result(2, "club", "Ada", 2)).unwrap();
    assert!(two.changes().unwrap() > before);
    two.save(&result(3, "club", "Ada", 3)).unwrap();

    assert_eq!(ids(&one, &everything(), 9), [3, 2, 1]);
}

/// The other process of the tests below, not a test.
#[test]
fn child() {
    let Some(path) = std::env::var_os("LEVELUP_TEST_STORE") else {
        return;
    };
    let first: u128 = std::env::var("LEVELUP_TEST_FIRST")
        .unwrap()
        .parse()
        .unwrap();
    let count: u128 = std::env::var("LEVELUP_TEST_COUNT")
        .unwrap()
        .parse()
        .unwrap();
    let store = RedbStore::at(path);
    for id in first..first + count {
        let millis = i64::try_from(id).unwrap();
        store.save(&result(id, "club", "Ada", millis)).unwrap();
    }
}

fn spawn(dir: &StoreDir, first: u128, count: u128) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "store::file::several_processes::child",
            "--quiet",
            "--nocapture",
        ])
        .env("LEVELUP_TEST_STORE", &dir.path)
        .env("LEVELUP_TEST_FIRST", first.to_string())
        .env("LEVELUP_TEST_COUNT", count.to_string())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn three_processes_create_one_store() {
    let dir = StoreDir::new();

    let mut children = [100, 200, 300].map(|first| spawn(&dir, first, 5));
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }

    let expected: Vec<u128> = [300, 200, 100]
        .into_iter()
        .flat_map(|first| (first..first + 5).rev())
        .collect();
    assert_eq!(ids(&dir.store(), &everything(), 4), expected);
    assert_eq!(dir.store().count().unwrap(), 15);
}

#[test]
fn killed_process_leaves_complete_results() {
    let dir = StoreDir::new();
    for round in 0..6_u32 {
        let mut child = spawn(&dir, u128::from(round) * 1000, 1000);
        let start = Instant::now();
        while dir.store().changes().unwrap() < u64::from(round + 1) * 2 {
            assert!(start.elapsed() < Duration::from_secs(20));
            thread::sleep(Duration::from_millis(3));
        }
        child.kill().unwrap();
        child.wait().unwrap();

        let store = dir.store();
        let found = ids(&store, &everything(), 100);
        assert_eq!(store.count().unwrap(), found.len() as u64);
        for id in found {
            let millis = i64::try_from(id).unwrap();
            let expected = result(id, "club", "Ada", millis);
            assert_eq!(store.result(expected.id).unwrap(), Some(expected));
        }
        let id = u128::from(round) + 90_000;
        let millis = i64::try_from(id).unwrap();
        store.save(&result(id, "club", "Ada", millis)).unwrap();
    }
}

#[test]
fn readers_never_wait_and_writers_wait_until_the_deadline() {
    let dir = StoreDir::new();
    dir.store().save(&result(1, "club", "Ada", 1)).unwrap();
    let database = database(&dir.path);
    let held = database.begin_write().unwrap();
    let store = RedbStore::with_deadline(&dir.path, Duration::from_millis(150), None);

    assert_eq!(ids(&store, &everything(), 9), [1]);
    let start = Instant::now();
    let busy = store.save(&result(2, "club", "Ada", 2));

    assert_eq!(
        busy,
        Err(StoreError::Busy {
            path: dir.path.clone()
        })
    );
    assert!(start.elapsed() >= Duration::from_millis(150));
    held.abort().unwrap();
    store.save(&result(2, "club", "Ada", 2)).unwrap();
    assert_eq!(store.count().unwrap(), 2);
}

#[test]
fn long_wait_reports_start_and_end() {
    let dir = StoreDir::new();
    let told = Arc::new(Mutex::new(Vec::new()));
    let on_wait = {
        let told = Arc::clone(&told);
        Box::new(move |waiting| told.lock().unwrap().push(waiting))
    };
    let store = RedbStore::with_deadline(&dir.path, Duration::from_secs(20), Some(on_wait));
    store.save(&result(1, "club", "Ada", 1)).unwrap();
    let database = database(&dir.path);
    let held = database.begin_write().unwrap();

    let writer = thread::spawn(move || store.save(&result(2, "club", "Ada", 2)));
    thread::sleep(Duration::from_millis(1200));
    assert_eq!(*told.lock().unwrap(), [true]);
    held.abort().unwrap();

    writer.join().unwrap().unwrap();
    assert_eq!(*told.lock().unwrap(), [true, false]);
}
