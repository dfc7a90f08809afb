//! Eight processes that save at the same time.

use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use levelup::testing::{AssessmentResult, RedbStore, Results};
use uuid::Uuid;

use super::verified_ids;
use crate::support::store::{self, trials};
use crate::support::workspace::Workspace;

const PROCESSES: u128 = 8;

fn result(id: u128) -> AssessmentResult {
    let mut result = store::result(id, "club", "Ada", i64::try_from(id).unwrap());
    "by Ada".clone_into(&mut result.notes[1]);
    result
}

/// One of the eight processes, not a test. Prints its longest wait.
#[test]
fn one_process() {
    let Some(path) = std::env::var_os("LEVELUP_TEST_STORE") else {
        return;
    };
    let number = |name| -> u128 { std::env::var(name).unwrap().parse().unwrap() };
    let (first, count) = (number("LEVELUP_TEST_FIRST"), number("LEVELUP_TEST_COUNT"));
    let store = RedbStore::at(path);
    let mut longest = Duration::ZERO;
    for id in first..first + count {
        let start = Instant::now();
        store.save(&result(id)).unwrap();
        longest = longest.max(start.elapsed());
    }
    println!("longest={}", longest.as_millis());
}

fn spawn(workspace: &Workspace, first: u128, count: u128) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "durability::concurrent_saves::one_process",
            "--quiet",
            "--nocapture",
        ])
        .env("LEVELUP_TEST_STORE", workspace.store_path())
        .env("LEVELUP_TEST_FIRST", first.to_string())
        .env("LEVELUP_TEST_COUNT", count.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn eight_processes_at_once_lose_nothing() {
    let workspace = Workspace::new();
    let count = trials(4).0 as u128;

    let start = Instant::now();
    let children =
        (1..=PROCESSES).map(|number| (number, spawn(&workspace, number * 100_000, count)));
    let children: Vec<(u128, Child)> = children.collect();
    let mut longest = 0;
    for (number, mut child) in children {
        let mut output = String::new();
        child
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut output)
            .unwrap();
        assert!(child.wait().unwrap().success(), "{number}: {output}");
        let (_, waited) = output.split_once("longest=").unwrap();
        let waited = waited.lines().next().unwrap().parse::<u64>().unwrap();
        longest = longest.max(waited);
    }
    let all = start.elapsed();

    let expected = (1..=PROCESSES).flat_map(|number| number * 100_000..number * 100_000 + count);
    assert!(
        verified_ids(&workspace)
            .into_iter()
            .eq(expected.map(Uuid::from_u128))
    );
    println!(
        "{PROCESSES} processes saved {count} results each in {all:.1?}; longest wait: {longest} ms"
    );
    assert!(longest < 5_000, "{longest} ms is too long a wait");
}
