//! Eight processes that all save at once.

use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use levelup::testing::{Answer, Assessment, AssessmentResult, Category, Rating, RedbStore, Store};
use uuid::Uuid;

use crate::durability::workspace::{Place, trials};

const PROCESSES: u128 = 8;

fn result(id: u128) -> AssessmentResult {
    let category = |key: &str| Category {
        key: key.to_owned(),
        name: key.to_owned(),
        ..Category::default()
    };
    let assessment = Assessment {
        slug: "club".to_owned(),
        name: "Club".to_owned(),
        version: "1".to_owned(),
        ratings: ["Good", "Better", "Best"].map(Rating::named).to_vec(),
        categories: vec![category("jumping"), category("running")],
        ..Assessment::default()
    };
    AssessmentResult {
        id: Uuid::from_u128(id),
        name: "Ada".to_owned(),
        taken_at: Timestamp::from_millisecond(i64::try_from(id).unwrap()).unwrap(),
        assessment: assessment.into(),
        answers: vec![Answer::rated(2, false, 3), Answer::Unknown],
        notes: vec![String::new(), "by Ada".to_owned()],
    }
}

/// Not a test of its own: one of the eight. Prints how long it waited at the longest.
#[test]
fn one_of_many() {
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

fn spawn(place: &Place, first: u128, count: u128) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "durability::concurrent_saves::one_of_many",
            "--quiet",
            "--nocapture",
        ])
        .env("LEVELUP_TEST_STORE", &place.path)
        .env("LEVELUP_TEST_FIRST", first.to_string())
        .env("LEVELUP_TEST_COUNT", count.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn eight_processes_at_once_lose_nothing() {
    let place = Place::new();
    let count = trials(4) as u128;

    let start = Instant::now();
    let children = (1..=PROCESSES).map(|number| (number, spawn(&place, number * 100_000, count)));
    let children: Vec<(u128, Child)> = children.collect();
    let mut longest = 0;
    for (number, mut child) in children {
        let mut said = String::new();
        child
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        assert!(child.wait().unwrap().success(), "{number}: {said}");
        let (_, waited) = said.split_once("longest=").unwrap();
        let waited = waited.lines().next().unwrap().parse::<u64>().unwrap();
        longest = longest.max(waited);
    }
    let all = start.elapsed();

    let expected = (1..=PROCESSES).flat_map(|number| number * 100_000..number * 100_000 + count);
    assert!(place.ids().into_iter().eq(expected.map(Uuid::from_u128)));
    println!(
        "{PROCESSES} processes saved {count} results each in {all:.1?}; none is lost; the longest \
         wait for one save was {longest} ms"
    );
    assert!(longest < 5_000, "{longest} ms is too long a wait");
}
