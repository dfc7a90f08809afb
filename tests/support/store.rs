use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use levelup::testing::{
    Answer, AnswerEntry, Assessment, AssessmentResult, Category, Draft, DraftOutcome, DraftPlace,
    Rating, RedbStore, Scope, Store, StoreError,
};
use tempfile::TempDir;
use uuid::Uuid;

/// A directory, and the path of a store in it that does not exist yet.
pub struct StoreDir {
    pub directory: TempDir,
    pub path: PathBuf,
}

impl StoreDir {
    pub fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("data").join("levelup.redb");
        Self { directory, path }
    }

    pub fn store(&self) -> RedbStore {
        RedbStore::at(&self.path)
    }

    pub fn bytes(&self) -> Vec<u8> {
        std::fs::read(&self.path).unwrap()
    }
}

pub fn assessment(slug: &str) -> Arc<Assessment> {
    let category = |key: &str, name: &str| Category {
        key: key.to_owned(),
        name: name.to_owned(),
        ..Category::default()
    };
    Arc::new(Assessment {
        slug: slug.to_owned(),
        name: "Running club".to_owned(),
        version: "1".to_owned(),
        ratings: ["Good", "Better", "Best"].map(Rating::named).to_vec(),
        categories: vec![
            category("jumping", "Jumping"),
            category("running", "Running"),
        ],
        ..Assessment::default()
    })
}

pub fn result(id: u128, slug: &str, name: &str, millis: i64) -> AssessmentResult {
    AssessmentResult {
        id: Uuid::from_u128(id),
        name: name.to_owned(),
        taken_at: Timestamp::from_millisecond(millis).unwrap(),
        assessment: assessment(slug),
        answers: vec![Answer::rated(2, false, 3), Answer::rated(1, true, 3)],
        notes: vec![String::new(), "knee".to_owned()],
    }
}

pub fn draft(id: u128, slug: &str, name: &str) -> Draft {
    Draft {
        id: Uuid::from_u128(id),
        name: name.to_owned(),
        slug: slug.to_owned(),
        changed_at: Timestamp::from_millisecond(1_000).unwrap(),
        entries: vec![(
            "running".to_owned(),
            AnswerEntry {
                answer: Answer::Unanswered,
                level_up: true,
                copied_previous: false,
                note: "tomorrow".to_owned(),
            },
        )],
        said: vec![None],
        cursor: Some("jumping".to_owned()),
    }
}

/// Saves a draft in place of the one that is there, as a program does that has just read that one.
pub fn put_draft(store: &dyn Store, draft: &Draft) -> Result<(), StoreError> {
    let seen = store.draft(&draft.name, &draft.slug)?;
    let outcome = store.save_draft(draft, seen.as_ref(), DraftPlace::Main)?;
    assert_eq!(outcome, DraftOutcome::Done);
    Ok(())
}

/// Removes a main draft, if there is one.
pub fn take_draft(store: &dyn Store, name: &str, slug: &str) -> Result<(), StoreError> {
    if let Some(seen) = store.draft(name, slug)? {
        let outcome = store.remove_draft(&seen, DraftPlace::Main)?;
        assert_eq!(outcome, DraftOutcome::Done);
    }
    Ok(())
}

/// The ids of everything in `scope`, newest first, read in pages of `limit`.
pub fn ids(store: &dyn Store, scope: &Scope, limit: usize) -> Vec<u128> {
    let mut ids = Vec::new();
    let mut after = None;
    loop {
        let page = store.page(scope, after, limit).unwrap();
        assert!(page.rows.len() <= limit);
        assert_eq!(page.unreadable, []);
        ids.extend(page.rows.iter().map(|row| row.id.as_u128()));
        after = page.next;
        if after.is_none() {
            return ids;
        }
    }
}

pub fn everything() -> Scope {
    Scope::default()
}

/// The database under the store, for tests that look at it or break it.
pub fn database(path: &Path) -> redb::Database {
    redb::Builder::new()
        .set_concurrency_mode(redb::ConcurrencyMode::MultiWriter)
        .open(path)
        .unwrap()
}

/// How many trials to make and from which seed: the same few in every ordinary run, and what
/// `LEVELUP_TRIALS` and `LEVELUP_SEED` say in a long one.
pub fn trials(ordinary: usize) -> (usize, u64) {
    let number = |name| std::env::var(name).ok()?.parse().ok();
    let trials =
        number("LEVELUP_TRIALS").map_or(ordinary, |trials: u64| usize::try_from(trials).unwrap());
    (
        trials,
        number("LEVELUP_SEED").unwrap_or(0x1234_5678_9abc_def1),
    )
}

/// Numbers that are the same for the same seed (xorshift).
pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Self {
        // Zero stays zero, and small seeds begin with small numbers.
        let mut numbers = Self((seed ^ 0x9e37_79b9_7f4a_7c15).max(1));
        for _ in 0..8 {
            numbers.below(1);
        }
        numbers
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }
}
