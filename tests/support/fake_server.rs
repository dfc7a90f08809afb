//! A server that can be made to fail, and a client.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use levelup::testing::{
    AssessmentResult, Draft, RedbStore, Relay, RemoteStore, Results, ServerTiming, SharedName,
    Store, StoreError,
};
use tempfile::TempDir;

use super::fake_store::{Call, FakeStore, Faults};
use super::store;

/// What is wrong with the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    None,
    /// Not reachable.
    Away,
    /// A save takes longer than its deadline, and still takes effect.
    Slow,
    /// Saves of results with odd IDs take longer than their deadline, and have no effect.
    SlowForSome,
    /// Another login has locked a table that a save needs.
    Locked,
    /// A save has no effect, and the connection breaks.
    DiesBefore,
    /// A save takes effect, and the connection breaks before the reply.
    DiesAfter,
    /// A save finds no space.
    Full,
    /// Every second call cannot reach it.
    Flapping,
    /// Rejects every save.
    Refuses,
    /// Rejects results with odd IDs.
    Picky,
    /// Denies every call.
    ShutsOut,
    /// Denies delete and restore.
    OwnersOnly,
    /// A save takes effect, and a read-only standby answers.
    StandsBy,
    /// Does not answer until the trouble changes.
    Silent,
}

/// The faults of a server.
pub struct ServerFaults {
    trouble: Mutex<Trouble>,
    calls: AtomicU64,
    /// After this time without an answer, a call fails.
    pub deadline: Mutex<Duration>,
}

/// A server with a store that only it can read.
pub type FakeServer = FakeStore<ServerFaults>;

impl FakeServer {
    pub fn set(&self, trouble: Trouble) {
        *self.faults.trouble.lock().unwrap() = trouble;
    }

    /// The number of calls so far.
    pub fn calls(&self) -> u64 {
        self.faults.calls.load(Ordering::SeqCst)
    }
}

fn away() -> StoreError {
    StoreError::Away {
        path: "server".into(),
        why: "connection refused".to_owned(),
    }
}

fn denied() -> StoreError {
    StoreError::Denied {
        path: "server".into(),
        why: "the password has expired".to_owned(),
    }
}

impl ServerFaults {
    fn trouble(&self) -> Trouble {
        *self.trouble.lock().unwrap()
    }
}

impl Faults for ServerFaults {
    fn check(&self, call: Call) -> Result<(), StoreError> {
        assert!(
            !matches!(call, Call::ReadLocal | Call::WriteLocal),
            "drafts and the name are not sent to the server"
        );
        let number = self.calls.fetch_add(1, Ordering::SeqCst);
        let end = Instant::now() + *self.deadline.lock().unwrap();
        while self.trouble() == Trouble::Silent {
            if Instant::now() > end {
                return Err(away());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        match self.trouble() {
            Trouble::Away => Err(away()),
            Trouble::ShutsOut => Err(denied()),
            Trouble::OwnersOnly if call == Call::Trash => Err(denied()),
            Trouble::Flapping if number.is_multiple_of(2) => Err(away()),
            _ => Ok(()),
        }
    }

    fn save(&self, store: &RedbStore, result: &AssessmentResult) -> Result<(), StoreError> {
        let path = || "server".into();
        let is_odd = result.id.as_u128() % 2 == 1;
        match self.trouble() {
            Trouble::DiesBefore => Err(away()),
            Trouble::DiesAfter | Trouble::Slow => store.save(result).and(Err(away())),
            Trouble::Full => Err(StoreError::Full { path: path() }),
            Trouble::SlowForSome if is_odd => Err(away()),
            Trouble::Locked => Err(StoreError::Busy { path: path() }),
            Trouble::Refuses => Err(denied()),
            Trouble::Picky if is_odd => Err(denied()),
            Trouble::StandsBy => store
                .save(result)
                .and(Err(StoreError::ReadOnly { path: path() })),
            _ => store.save(result),
        }
    }

    fn shared(&self) -> Vec<SharedName> {
        vec![shared()]
    }
}

const DEADLINE: Duration = Duration::from_millis(60);

/// Without pauses, so that each call tries the server.
pub const TIMING: ServerTiming = ServerTiming {
    first_pause: Duration::ZERO,
    longest_pause: Duration::ZERO,
};

/// With short pauses.
pub const BRISK: ServerTiming = ServerTiming {
    first_pause: Duration::from_millis(20),
    longest_pause: Duration::from_millis(20),
};

/// A directory with the local store of a client, and its server.
pub struct Client {
    directory: TempDir,
    pub server: Arc<FakeServer>,
}

impl Client {
    pub fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let server = Arc::new(FakeStore {
            store: RedbStore::at(directory.path().join("server.redb")),
            faults: ServerFaults {
                trouble: Mutex::new(Trouble::None),
                calls: AtomicU64::new(0),
                deadline: Mutex::new(DEADLINE),
            },
        });
        Self { directory, server }
    }

    /// The local store.
    pub fn local(&self) -> RedbStore {
        RedbStore::at(self.directory.path().join("local.redb"))
    }

    /// The relay of a new command.
    pub fn relay(&self) -> Relay {
        self.timed(TIMING)
    }

    pub fn timed(&self, timing: ServerTiming) -> Relay {
        let server: Arc<dyn RemoteStore> = self.server.clone();
        Relay::for_command(self.local(), server, timing)
    }

    /// The relay of a screen.
    pub fn screen(&self, timing: ServerTiming, tell: levelup::testing::OnSyncStatus) -> Relay {
        let server: Arc<dyn RemoteStore> = self.server.clone();
        Relay::for_screen(self.local(), Arc::clone(&server), server, timing, tell)
    }

    /// The IDs of pending results.
    pub fn pending(&self) -> Vec<u128> {
        let waiting = self.relay().pending().unwrap();
        waiting.iter().map(|one| one.id.as_u128()).collect()
    }

    /// The IDs of all results on the server, latest first.
    pub fn arrived(&self) -> Vec<u128> {
        ids(&self.server.store)
    }
}

/// The IDs of all results of a store, latest first, read in small pages.
pub fn ids(store: &dyn Store) -> Vec<u128> {
    store::ids(store, &store::everything(), 3)
}

pub fn result(id: u128, name: &str, millis: i64) -> AssessmentResult {
    store::result(id, "club", name, millis)
}

pub fn draft(id: u128, name: &str) -> Draft {
    store::draft(id, "club", name)
}

/// The name under which two logins saved results on the server.
pub fn shared() -> SharedName {
    SharedName {
        person: "ada".to_owned(),
        logins: vec!["ada".to_owned(), "bob".to_owned()],
    }
}
