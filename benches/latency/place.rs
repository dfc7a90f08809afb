//! The stores, one in a file and one on a server, with the same results, and the connections to the server.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use levelup::testing::{
    Answer, Assessment, AssessmentResult, ImportOutcome, Location, OutboxFile, RedbStore,
    STORE_DEADLINE, Store, open, open_with_outbox,
};
use uuid::Builder;

use crate::server::Database;
use crate::way::SocketProxy;
use crate::{made_up, stores};

/// Round-trip times in milliseconds.
pub const DELAYS: [u64; 3] = [0, 20, 150];
/// The assessment of the team, its people, and how often each took it.
pub const TEAM: &str = "wide";
const PEOPLE: usize = 1_000;
const TIMES: usize = 10;

pub struct Place {
    pub database: Database,
    pub ways: Vec<SocketProxy>,
    pub count: usize,
    /// Seconds to import everything: into the file, and to the server without latency.
    pub filled: (f64, f64),
    file: PathBuf,
    folder: tempfile::TempDir,
}

/// A store in the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    File,
    /// The server, over the connection with this index.
    Server(usize),
}

impl Side {
    pub fn all() -> impl Iterator<Item = Self> {
        [Self::File]
            .into_iter()
            .chain((0..DELAYS.len()).map(Self::Server))
    }

    pub fn name(self) -> String {
        match self {
            Self::File => "file".to_owned(),
            Self::Server(way) => format!("server, {} ms", DELAYS[way]),
        }
    }
}

impl Place {
    /// Fills both stores and compares them.
    pub fn new(database: Database, count: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = stores::path(&format!("latency-{count}"));
        let _ = fs::remove_file(&file);
        let filled = (
            fill(&RedbStore::at(&file), count),
            fill(&*database.store(), count),
        );
        database.sql("postgres", "VACUUM ANALYZE").unwrap();
        let ways =
            DELAYS.map(|delay| SocketProxy::to(database.socket(), Duration::from_millis(delay)));
        let place = Self {
            database,
            ways: ways.into(),
            count,
            filled,
            file,
            folder,
        };
        place.same();
        place
    }

    /// Checks that both stores have the same content, as the program reads it.
    fn same(&self) {
        let stores = [Side::File, Side::Server(0)].map(|side| self.alone(side));
        let seen = stores.map(|store| {
            let team = store.latest_of_each(TEAM).unwrap().results;
            let top = store.page(&levelup::testing::Scope::default(), None, 500);
            (store.count().unwrap(), team, top.unwrap())
        });
        assert_eq!(seen[0], seen[1]);
        assert_eq!(seen[0].0, u64::try_from(self.count).unwrap());
        assert_eq!(seen[0].1.len(), PEOPLE);
    }

    pub fn location(&self, side: Side) -> Location {
        Location::parse(self.url(side).as_ref()).unwrap()
    }

    /// The value of `--store`.
    pub fn url(&self, side: Side) -> String {
        match side {
            Side::File => self.file.display().to_string(),
            Side::Server(way) => self.database.url_at("postgres", self.ways[way].directory()),
        }
    }

    /// The store without an outbox.
    pub fn alone(&self, side: Side) -> Arc<dyn Store> {
        open(&self.location(side), STORE_DEADLINE, None, false)
    }

    /// The store as a screen opens it.
    pub fn on_a_screen(&self, side: Side) -> Arc<dyn Store> {
        let before = OutboxFile {
            folder: self.folder.path(),
            tell: Some(Box::new(|_| ())),
        };
        open_with_outbox(&self.location(side), STORE_DEADLINE, None, before)
    }

    /// An empty directory.
    pub fn home(&self, name: &str) -> PathBuf {
        let home = self.folder.path().join(name);
        let _ = fs::remove_dir_all(&home);
        fs::create_dir_all(&home).unwrap();
        home
    }
}

/// Imports everything and returns the seconds it took.
fn fill(store: &dyn Store, count: usize) -> f64 {
    eprintln!("importing {count} results");
    let begun = Instant::now();
    import(store, all(count));
    begun.elapsed().as_secs_f64()
}

pub fn import(store: &dyn Store, results: impl Iterator<Item = AssessmentResult>) {
    let outcome = store.import(&mut results.map(Ok), false).unwrap();
    assert!(matches!(outcome, ImportOutcome::Done(_)), "{outcome:?}");
}

/// The sample results, including those of a team.
fn all(count: usize) -> impl Iterator<Item = AssessmentResult> {
    made_up::results(count - PEOPLE * TIMES).chain(team())
}

fn team() -> impl Iterator<Item = AssessmentResult> {
    let assessment: Arc<Assessment> = Arc::new(made_up::wide(12));
    (0..PEOPLE * TIMES).map(move |number| {
        let (person, time) = (number % PEOPLE, number / PEOPLE);
        let millis = 1_700_000_000_000 + u64::try_from(number).unwrap();
        let mut random = [7; 10];
        random[..8].copy_from_slice(&u64::try_from(number).unwrap().to_le_bytes());
        let level = |category: usize| u8::try_from((person + time + category) % 5).unwrap() + 1;
        AssessmentResult {
            id: Builder::from_unix_timestamp_millis(millis, &random).into_uuid(),
            name: person_named(person),
            taken_at: jiff::Timestamp::from_millisecond(i64::try_from(millis).unwrap()).unwrap(),
            assessment: Arc::clone(&assessment),
            answers: (0..12)
                .map(|category| Answer::rated(level(category), time == 9, 5))
                .collect(),
            notes: vec![String::new(); 12],
        }
    })
}

pub fn person_named(number: usize) -> String {
    format!("Member {number:04}")
}
