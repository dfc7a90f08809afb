//! A server that can be made to fail, and a machine before it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use levelup::testing::{
    AllDrafts, Answer, AnswerEntry, Assessment, AssessmentResult, Batch, BinnedResult, Category,
    Draft, DraftOutcome, DraftPlace, Examination, ImportOutcome, ImportSource, NewestResults,
    OnProgress, Page, Position, Rating, RedbStore, Relay, ResultRow, Scope, SearchIndex,
    ServerTiming, SharedName, Store, StoreError, Upkeep,
};
use tempfile::TempDir;
use uuid::Uuid;

/// What is wrong with the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing.
    None,
    /// Nobody answers.
    Away,
    /// A save takes longer than its deadline, and still takes effect.
    Slow,
    /// Saves of results with odd IDs take longer than their deadline, and have no effect.
    SlowForSome,
    /// Another login has locked a table that a save needs.
    Locked,
    /// A save does not happen, and the connection breaks.
    DiesBefore,
    /// A save happens, and the connection breaks before that is said.
    DiesAfter,
    /// A save finds no space.
    Full,
    /// Every second call finds nobody.
    Flapping,
    /// It does not let this person save.
    Refuses,
    /// It does not take results with odd ids.
    Picky,
    /// It lets this person do nothing at all.
    ShutsOut,
    /// Only its owners delete and restore.
    OwnersOnly,
    /// A save happens, and what answers then is one that stands by and writes nothing.
    StandsBy,
    /// It says nothing, until it is otherwise.
    Silent,
}

/// A server: a store in a file that nobody else knows of, and what is wrong with it.
pub struct Server {
    store: RedbStore,
    trouble: Mutex<Trouble>,
    calls: AtomicU64,
    /// How long the server may be silent before a call is given up.
    pub patience: Mutex<Duration>,
}

impl Server {
    pub fn set(&self, trouble: Trouble) {
        *self.trouble.lock().unwrap() = trouble;
    }

    /// What is really there.
    pub fn store(&self) -> &RedbStore {
        &self.store
    }

    /// How often it was asked.
    pub fn calls(&self) -> u64 {
        self.calls.load(Ordering::SeqCst)
    }

    fn away() -> StoreError {
        StoreError::Away {
            path: PathBuf::from("server"),
            why: "connection refused".to_owned(),
        }
    }

    fn denied() -> StoreError {
        StoreError::Denied {
            path: PathBuf::from("server"),
            why: "the password has expired".to_owned(),
        }
    }

    fn reached(&self) -> Result<&RedbStore, StoreError> {
        let call = self.calls.fetch_add(1, Ordering::SeqCst);
        let end = Instant::now() + *self.patience.lock().unwrap();
        while *self.trouble.lock().unwrap() == Trouble::Silent {
            if Instant::now() > end {
                return Err(Self::away());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        let trouble = *self.trouble.lock().unwrap();
        match trouble {
            Trouble::Away => Err(Self::away()),
            Trouble::ShutsOut => Err(Self::denied()),
            Trouble::Flapping if call.is_multiple_of(2) => Err(Self::away()),
            _ => Ok(&self.store),
        }
    }
}

impl Server {
    fn reached_by_owner(&self) -> Result<&RedbStore, StoreError> {
        match self.reached()? {
            _ if *self.trouble.lock().unwrap() == Trouble::OwnersOnly => Err(Self::denied()),
            store => Ok(store),
        }
    }
}

impl Upkeep for Server {
    fn examine(&self, on_progress: OnProgress) -> Result<Option<Examination>, StoreError> {
        self.reached()?.examine(on_progress)
    }
    fn delete_forever(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        self.reached_by_owner()?.delete_forever(ids)
    }
}

impl Store for Server {
    fn save(&self, result: &AssessmentResult) -> Result<(), StoreError> {
        let store = self.reached()?;
        let trouble = *self.trouble.lock().unwrap();
        match trouble {
            Trouble::DiesBefore => Err(Self::away()),
            Trouble::DiesAfter | Trouble::Slow => store.save(result).and(Err(Self::away())),
            Trouble::Full => Err(StoreError::Full {
                path: "server".into(),
            }),
            Trouble::SlowForSome if result.id.as_u128() % 2 == 1 => Err(Self::away()),
            Trouble::Locked => Err(StoreError::Busy {
                path: "server".into(),
            }),
            Trouble::Refuses => Err(Self::denied()),
            Trouble::Picky if result.id.as_u128() % 2 == 1 => Err(Self::denied()),
            Trouble::StandsBy => store.save(result).and(Err(StoreError::ReadOnly {
                path: "server".into(),
            })),
            _ => store.save(result),
        }
    }
    fn vet(&self) -> Result<(), StoreError> {
        self.reached()?.vet()
    }
    fn result(&self, id: Uuid) -> Result<Option<AssessmentResult>, StoreError> {
        self.reached()?.result(id)
    }
    fn results(&self, ids: &[Uuid]) -> Result<Vec<AssessmentResult>, StoreError> {
        self.reached()?.results(ids)
    }
    fn shared_names(&self, _: &str) -> Result<Vec<SharedName>, StoreError> {
        self.reached()?;
        Ok(vec![shared()])
    }
    fn newest_of_each(&self, slug: &str) -> Result<NewestResults, StoreError> {
        let newest = self.reached()?.newest_of_each(slug)?;
        let shared = vec![shared()];
        Ok(NewestResults { shared, ..newest })
    }
    fn page(
        &self,
        scope: &Scope,
        after: Option<Position>,
        limit: usize,
    ) -> Result<Page, StoreError> {
        self.reached()?.page(scope, after, limit)
    }
    fn page_above(&self, below: Option<Position>, limit: usize) -> Result<Page, StoreError> {
        self.reached()?.page_above(below, limit)
    }
    fn rows(&self, ids: &[Uuid]) -> Result<Vec<ResultRow>, StoreError> {
        self.reached()?.rows(ids)
    }
    fn searchable(
        &self,
        zone: &TimeZone,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<SearchIndex, StoreError> {
        self.reached()?.searchable(zone, goes_on)
    }
    fn found(
        &self,
        index: &SearchIndex,
        places: &[u32],
    ) -> Result<Option<Vec<ResultRow>>, StoreError> {
        self.reached()?.found(index, places)
    }
    fn place(&self, index: &SearchIndex, of: Position) -> Result<Option<u32>, StoreError> {
        self.reached()?.place(index, of)
    }
    fn ids_ending(&self, digits: &str, binned: bool, most: usize) -> Result<Vec<Uuid>, StoreError> {
        self.reached()?.ids_ending(digits, binned, most)
    }
    fn nth_newest(&self, back: u64) -> Result<Option<Uuid>, StoreError> {
        self.reached()?.nth_newest(back)
    }
    fn count(&self) -> Result<u64, StoreError> {
        self.reached()?.count()
    }
    fn hand_in(&self, _: &AssessmentResult, _: Option<&Draft>) -> Result<DraftOutcome, StoreError> {
        panic!("drafts are no business of the server")
    }
    fn keep_draft(
        &self,
        _: &Draft,
        _: Option<&Draft>,
        _: DraftPlace,
    ) -> Result<DraftOutcome, StoreError> {
        panic!("drafts are no business of the server")
    }
    fn forget_draft(&self, _: &Draft, _: DraftPlace) -> Result<DraftOutcome, StoreError> {
        panic!("drafts are no business of the server")
    }
    fn all_drafts(&self) -> Result<AllDrafts, StoreError> {
        panic!("drafts are no business of the server")
    }
    fn drafts_aside(&self, _: &str) -> Result<Vec<Draft>, StoreError> {
        panic!("drafts are no business of the server")
    }
    fn draft(&self, _: &str, _: &str) -> Result<Option<Draft>, StoreError> {
        panic!("drafts are no business of the server")
    }
    fn drafts(&self, _: &str) -> Result<Vec<Draft>, StoreError> {
        panic!("drafts are no business of the server")
    }
    fn delete(&self, ids: &[Uuid], at: Timestamp) -> Result<(), StoreError> {
        self.reached_by_owner()?.delete(ids, at)
    }
    fn restore(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        self.reached_by_owner()?.restore(ids)
    }
    fn last_name(&self) -> Result<Option<String>, StoreError> {
        panic!("the name is no business of the server")
    }
    fn remember_name(&self, _: &str) -> Result<(), StoreError> {
        panic!("the name is no business of the server")
    }
    fn changes(&self) -> Result<u64, StoreError> {
        self.reached()?.changes()
    }
    fn batch(&self, after: Option<Uuid>, limit: usize) -> Result<Batch, StoreError> {
        self.reached()?.batch(after, limit)
    }
    fn binned(&self, after: Option<Uuid>, limit: usize) -> Result<Batch<BinnedResult>, StoreError> {
        self.reached()?.binned(after, limit)
    }
    fn put_in_bin(&self, binned: &[BinnedResult]) -> Result<ImportOutcome, StoreError> {
        self.reached()?.put_in_bin(binned)
    }
    fn import(
        &self,
        results: &mut ImportSource<'_>,
        replace: bool,
    ) -> Result<ImportOutcome, StoreError> {
        self.reached()?.import(results, replace)
    }
}

/// How long a server may be silent.
const PATIENCE: Duration = Duration::from_millis(60);

/// With pauses that are over at once, so that each call finds out for itself.
pub const TIMING: ServerTiming = ServerTiming {
    first_pause: Duration::ZERO,
    longest_pause: Duration::ZERO,
};

/// The same with pauses that a thread beside a screen may make.
pub const BRISK: ServerTiming = ServerTiming {
    first_pause: Duration::from_millis(20),
    longest_pause: Duration::from_millis(20),
};

/// A machine in a folder of its own, and the server behind it.
pub struct Machine {
    folder: TempDir,
    pub server: Arc<Server>,
}

impl Machine {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = Arc::new(Server {
            store: RedbStore::at(folder.path().join("server.redb")),
            trouble: Mutex::new(Trouble::None),
            calls: AtomicU64::new(0),
            patience: Mutex::new(PATIENCE),
        });
        Self { folder, server }
    }

    /// The store on the machine alone.
    pub fn local(&self) -> RedbStore {
        RedbStore::at(self.folder.path().join("local.redb"))
    }

    /// What a command has: each time another program.
    pub fn relay(&self) -> Relay {
        self.timed(TIMING)
    }

    pub fn timed(&self, timing: ServerTiming) -> Relay {
        let server: Arc<dyn Upkeep> = self.server.clone();
        Relay::for_command(self.local(), server, timing)
    }

    /// What a screen has; hears of the outlook.
    pub fn screen(&self, timing: ServerTiming, tell: levelup::testing::OnSyncStatus) -> Relay {
        let server: Arc<dyn Upkeep> = self.server.clone();
        Relay::for_screen(self.local(), Arc::clone(&server), server, timing, tell)
    }

    /// The ids of all that waits.
    pub fn waiting(&self) -> Vec<u128> {
        let waiting = self.relay().waiting().unwrap();
        waiting.iter().map(|one| one.id.as_u128()).collect()
    }

    /// The ids of all that is at the server, newest first.
    pub fn arrived(&self) -> Vec<u128> {
        ids(self.server.store())
    }
}

/// The ids of everything in a store, newest first, read in small pages.
pub fn ids(store: &dyn Store) -> Vec<u128> {
    let (mut ids, mut after) = (Vec::new(), None);
    loop {
        let page = store.page(&Scope::default(), after, 3).unwrap();
        assert!(page.rows.len() <= 3);
        ids.extend(page.rows.iter().map(|row| row.id.as_u128()));
        after = page.next;
        if after.is_none() {
            return ids;
        }
    }
}

pub fn result(id: u128, name: &str, millis: i64) -> AssessmentResult {
    let category = |key: &str, name: &str| Category {
        key: key.to_owned(),
        name: name.to_owned(),
        ..Category::default()
    };
    AssessmentResult {
        id: Uuid::from_u128(id),
        name: name.to_owned(),
        taken_at: Timestamp::from_millisecond(millis).unwrap(),
        assessment: Arc::new(Assessment {
            slug: "club".to_owned(),
            name: "Running club".to_owned(),
            version: "1".to_owned(),
            ratings: ["Good", "Better", "Best"].map(Rating::named).to_vec(),
            categories: vec![category("jumping", "Jumping")],
            ..Assessment::default()
        }),
        answers: vec![Answer::rated(2, false, 3)],
        notes: vec!["knee".to_owned()],
    }
}

/// The name under which two logins saved results on the server.
pub fn shared() -> SharedName {
    SharedName {
        person: "ada".to_owned(),
        logins: vec!["ada".to_owned(), "bob".to_owned()],
    }
}

pub fn draft(id: u128, name: &str) -> Draft {
    Draft {
        id: Uuid::from_u128(id),
        name: name.to_owned(),
        slug: "club".to_owned(),
        changed_at: Timestamp::from_millisecond(1_000).unwrap(),
        entries: vec![("jumping".to_owned(), AnswerEntry::default())],
        said: vec![None],
        cursor: None,
    }
}
