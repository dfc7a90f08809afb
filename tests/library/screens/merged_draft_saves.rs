//! Answers that arrive faster than the disk can save them.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use levelup::testing::{
    Answer, AnswerEntry, Draft, DraftEffect, Drafts, EffectRunner, Event, Incoming, OpenDrafts,
    RedbStore, StoreThread,
};
use redb::StorageBackend as _;
use redb::backends::FileBackend;
use uuid::Uuid;

use crate::support::hooked_backend::{Hooks, hooked_store};

/// Reports the first sync and blocks it until told to continue.
#[derive(Debug)]
struct Gate {
    syncs: AtomicUsize,
    reached: Mutex<Option<Sender<()>>>,
    may_continue: Mutex<Receiver<()>>,
}

impl Hooks for Gate {
    fn sync_data(&self, file: &FileBackend) -> io::Result<()> {
        self.syncs.fetch_add(1, Ordering::SeqCst);
        if let Some(reached) = self.reached.lock().unwrap().take() {
            reached.send(()).unwrap();
            self.may_continue.lock().unwrap().recv().unwrap();
        }
        file.sync_data()
    }
}

/// A draft with this many answers.
fn draft(answers: usize) -> Draft {
    let entry = |number: usize| {
        let answer = Answer::rated(1, false, 3);
        (
            format!("category-{number}"),
            AnswerEntry {
                answer,
                ..AnswerEntry::default()
            },
        )
    };
    Draft {
        id: Uuid::from_u128(1),
        name: "Ada".to_owned(),
        slug: "club".to_owned(),
        changed_at: Timestamp::UNIX_EPOCH,
        entries: (0..answers).map(entry).collect(),
        said: vec![None; answers],
        cursor: None,
    }
}

#[test]
fn answers_during_a_slow_write_are_merged() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("levelup.redb");
    RedbStore::at(&path).remember_name("Ada").unwrap();
    let (reached, is_reached) = channel();
    let (resume, may_continue) = channel();
    let gate = Arc::new(Gate {
        syncs: AtomicUsize::new(0),
        reached: Mutex::new(Some(reached)),
        may_continue: Mutex::new(may_continue),
    });
    let runner = EffectRunner {
        store: Arc::new(hooked_store(&path, &gate)),
        clock: Arc::new(|| Timestamp::UNIX_EPOCH),
        ids: Box::new(|| Uuid::from_u128(9)),
        zone: TimeZone::UTC,
        account: || "account".into(),
        open_drafts: OpenDrafts::default(),
        remembered: None,
    };
    let (answers, answered) = channel();
    let mut thread = StoreThread::start(&path, runner, answers);
    let mut save = |revision: u64| {
        let draft = Box::new(draft(usize::try_from(revision).unwrap()));
        thread.run(DraftEffect::SaveDraft { draft, revision });
    };

    save(1);
    is_reached.recv().unwrap();
    (2..=20).for_each(&mut save);
    resume.send(()).unwrap();

    let saved: Vec<u64> = (1..=20)
        .filter_map(|_| match answered.recv().unwrap() {
            Incoming::StoreReply(Some(Event::DraftSaved { revision, .. })) => Some(revision),
            Incoming::StoreReply(None) => None,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(saved, [1, 20], "the first, and all others in one");
    // One more, to measure one commit.
    let before = gate.syncs.load(Ordering::SeqCst);
    save(21);
    answered.recv().unwrap();
    let commit = gate.syncs.load(Ordering::SeqCst) - before;
    assert!(before <= 4 * commit, "{before} syncs, {commit} per commit");
    drop(thread);
    let kept = RedbStore::at(&path).draft("Ada", "club").unwrap();
    assert_eq!(kept, Some(draft(21)));
}
