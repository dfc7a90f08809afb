//! The store: wall time, at 1,000, 10,000, 100,000 and (where `LEVELUP_BENCH_MILLION` is set, or
//! their store is there already) 1,000,000 results.
#![allow(clippy::unwrap_used, missing_docs)]
#![allow(unreachable_pub)]

#[allow(dead_code)]
mod common;
#[allow(dead_code)]
mod made_up;

use common::session::{Session, numbered};
use common::stores::{copied, is_at_hand, stored};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use levelup::testing::{
    Answer, AnswerEntry, AssessmentResult, Bulk, Draft, DraftOutcome, DraftPlace, Drafts,
    RedbStore, Results, Scope, from_json, to_json_line,
};
use tempfile::TempDir;

fn main() {
    divan::main();
}

/// How many results are exported and imported at once.
const SOME: usize = 1_000;

fn counts() -> Vec<usize> {
    let all = [1_000, 10_000, 100_000, 1_000_000];
    all.into_iter().filter(|count| is_at_hand(*count)).collect()
}

/// From nothing to the newest row.
#[divan::bench(args = counts(), sample_count = 50)]
fn open(bencher: Bencher, count: usize) {
    let path = stored(count);
    bencher.bench_local(|| page(&RedbStore::at(&path), 1));
}

/// The newest 36 rows.
#[divan::bench(args = counts())]
fn first_page(bencher: Bencher, count: usize) {
    let store = RedbStore::at(stored(count));
    bencher.bench_local(|| page(&store, 36));
}

/// A page of 36 rows behind the 400th.
#[divan::bench(args = counts())]
fn later_page(bencher: Bencher, count: usize) {
    let store = RedbStore::at(stored(count));
    let after = store.page(&Scope::default(), None, 400).unwrap().next;
    bencher.bench_local(|| store.page(&Scope::default(), black_box(after), 36));
}

/// From the key in the browser until nothing more comes of it, on a store that was opened just now.
#[divan::bench(args = counts(), sample_count = 3, sample_size = 1)]
fn filter_settles(bencher: Bencher, count: usize) {
    bencher
        .with_inputs(|| {
            let mut session = Session::new();
            std::fs::create_dir_all(session.store_path().parent().unwrap()).unwrap();
            link(&stored(count), &session.store_path());
            session = session.browse("").keys("/");
            session.open();
            session
        })
        .bench_local_values(|session| session.types("z"));
}

fn page(store: &RedbStore, limit: usize) -> usize {
    let page = store.page(&Scope::default(), None, limit).unwrap();
    page.rows.len()
}

/// The same file under another name, where the file system can; else a copy.
fn link(from: &std::path::Path, to: &std::path::Path) {
    if std::fs::hard_link(from, to).is_err() {
        std::fs::copy(from, to).unwrap();
    }
}

/// One result, on disk.
#[divan::bench(args = counts(), sample_count = 20, sample_size = 1)]
fn save(bencher: Bencher, count: usize) {
    let path = copied(count);
    let store = RedbStore::at(&path);
    let mut results = made_up::results(count + 50).skip(count);
    page(&store, 1);
    bencher
        .with_inputs(|| results.next().unwrap())
        .bench_local_refs(|result| store.save(result).unwrap());
    std::fs::remove_file(path).unwrap();
}

/// An answer of a draft, on disk.
#[divan::bench(args = counts(), sample_count = 20, sample_size = 1)]
fn draft(bencher: Bencher, count: usize) {
    let path = copied(count);
    let store = RedbStore::at(&path);
    let mut changes = drafts();
    let mut seen: Option<Draft> = None;
    bencher
        .with_inputs(|| changes.next().unwrap())
        .bench_local_refs(|draft| {
            let outcome = store.save_draft(draft, seen.as_ref(), DraftPlace::Main);
            assert_eq!(outcome, Ok(DraftOutcome::Done));
            seen = Some(draft.clone());
        });
    std::fs::remove_file(path).unwrap();
}

/// A draft of eight categories, changed over and over.
fn drafts() -> impl Iterator<Item = Draft> {
    let result = made_up::results(1).next().unwrap();
    let entries = move |level| {
        let entry = |key: &str| {
            let answer = Answer::rated(level, false, 5);
            let entry = AnswerEntry {
                answer,
                ..AnswerEntry::default()
            };
            (key.to_owned(), entry)
        };
        let keys = result.assessment.categories.iter();
        keys.map(|category| entry(&category.key)).collect()
    };
    let (name, slug) = ("Test User".to_owned(), "rust-ownership".to_owned());
    (0..).map(move |change: u8| Draft {
        id: numbered(1),
        name: name.clone(),
        slug: slug.clone(),
        changed_at: jiff::Timestamp::UNIX_EPOCH,
        entries: entries(change % 5 + 1),
        said: Vec::new(),
        cursor: None,
    })
}

/// From the store to lines of JSON.
#[divan::bench]
fn export(bencher: Bencher) {
    let store = RedbStore::at(stored(10_000));
    bencher.counter(ItemsCount::new(SOME)).bench_local(|| {
        let batch = store.batch(None, SOME).unwrap();
        let lines = batch.results.iter().map(to_json_line);
        lines.map(|line| line.len()).sum::<usize>()
    });
}

/// From lines of JSON into a new store, on disk.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn import(bencher: Bencher) {
    let lines: Vec<String> = made_up::results(SOME).map(|r| to_json_line(&r)).collect();
    bencher
        .counter(ItemsCount::new(SOME))
        .with_inputs(|| TempDir::new().unwrap())
        .bench_local_refs(|folder| {
            let store = RedbStore::at(folder.path().join("levelup.redb"));
            let read = |line: &String| -> AssessmentResult { from_json(line).unwrap() };
            let mut results = lines.iter().map(|line| Ok(read(line)));
            store.import(&mut results, false).unwrap()
        });
}
