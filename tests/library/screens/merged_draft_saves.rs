//! Answers that are given faster than a disk can keep them.

use std::io;
use std::ops::Bound;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use levelup::testing::{
    Answer, AnswerEntry, Draft, DraftEffect, EffectRunner, Event, Incoming, OpenDrafts, RedbStore,
    Store as _, StoreThread,
};
use redb::backends::FileBackend;
use redb::{BackendError, StorageBackend};
use uuid::Uuid;

/// A disk that says when it is first waited for, and goes on when it may.
#[derive(Debug)]
struct Slow {
    file: FileBackend,
    gate: Arc<Gate>,
}

#[derive(Debug)]
struct Gate {
    /// How many waits there were.
    syncs: AtomicUsize,
    reached: Mutex<Option<Sender<()>>>,
    may_go_on: Mutex<Receiver<()>>,
}

impl Gate {
    fn pass(&self) {
        self.syncs.fetch_add(1, Ordering::SeqCst);
        if let Some(reached) = self.reached.lock().unwrap().take() {
            reached.send(()).unwrap();
            self.may_go_on.lock().unwrap().recv().unwrap();
        }
    }
}

impl StorageBackend for Slow {
    fn len(&self) -> io::Result<u64> {
        self.file.len()
    }
    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.file.read(offset, out)
    }
    fn set_len(&self, len: u64) -> io::Result<()> {
        self.file.set_len(len)
    }
    fn sync_data(&self) -> io::Result<()> {
        self.gate.pass();
        self.file.sync_data()
    }
    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.file.write(offset, data)
    }
    fn close(&self) -> io::Result<()> {
        self.file.close()
    }
    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.file.try_lock_range(start, end)
    }
    fn try_lock_shared_range(
        &self,
        start: Bound<u64>,
        end: Bound<u64>,
    ) -> Result<bool, BackendError> {
        self.file.try_lock_shared_range(start, end)
    }
    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.file.unlock_range(start, end)
    }
    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.file.query_lock_range(start, end)
    }
}

/// A draft with so many answers.
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
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("levelup.redb");
    RedbStore::at(&path).remember_name("Ada").unwrap();
    let (reached, is_reached) = channel();
    let (go_on, may_go_on) = channel();
    let gate = Arc::new(Gate {
        syncs: AtomicUsize::new(0),
        reached: Mutex::new(Some(reached)),
        may_go_on: Mutex::new(may_go_on),
    });
    let tap = {
        let gate = Arc::clone(&gate);
        move |file| -> Box<dyn StorageBackend> {
            let gate = Arc::clone(&gate);
            Box::new(Slow { file, gate })
        }
    };
    let keeper = EffectRunner {
        store: Arc::new(RedbStore::with_backend_hook(&path, Arc::new(tap))),
        clock: Arc::new(|| Timestamp::UNIX_EPOCH),
        ids: Box::new(|| Uuid::from_u128(9)),
        zone: TimeZone::UTC,
        account: || "account".into(),
        desk: OpenDrafts::default(),
        remembered: None,
    };
    let (answers, answered) = channel();
    let mut thread = StoreThread::start(&path, keeper, answers);
    let mut save = |revision: u64| {
        let draft = Box::new(draft(usize::try_from(revision).unwrap()));
        thread.carry_out(DraftEffect::SaveDraft { draft, revision });
    };

    save(1);
    is_reached.recv().unwrap();
    (2..=20).for_each(&mut save);
    go_on.send(()).unwrap();

    let saved: Vec<u64> = (1..=20)
        .filter_map(|_| match answered.recv().unwrap() {
            Incoming::Answer(Some(Event::DraftSaved { revision, .. })) => Some(revision),
            Incoming::Answer(None) => None,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(saved, [1, 20], "the first, and what had come of the others");
    // One more, to know what one commit is.
    let before = gate.syncs.load(Ordering::SeqCst);
    save(21);
    answered.recv().unwrap();
    let commit = gate.syncs.load(Ordering::SeqCst) - before;
    assert!(before <= 4 * commit, "{before} waits, {commit} a commit");
    drop(thread);
    let kept = RedbStore::at(&path).draft("Ada", "club").unwrap();
    assert_eq!(kept, Some(draft(21)));
}
