//! How often the way to the server is gone, counted on the way itself.

use std::io::{Read as _, Write as _};
use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use levelup::testing::{
    AssessmentResult, Direction, DraftPlace, EffectRunner, Event, ImportOutcome, Imported,
    Incoming, Location, OpenDrafts, OutboxFile, ResultsEffect, RowRange, RowsRequest,
    STORE_DEADLINE, Scope, Store, StoreError, StoreThread, open, open_with_outbox,
};
use uuid::Uuid;

use crate::support::store::{draft, everything, result};
use crate::support::{postgres, socket_proxy};

/// The store of a database by a way that is counted, already connected.
fn counted(database: &postgres::Database) -> (socket_proxy::SocketProxy, Arc<dyn Store>) {
    let proxy = socket_proxy::SocketProxy::to(database.socket(), Duration::ZERO);
    let url = database.url_at("postgres", proxy.directory());
    let location = Location::parse(url.as_ref()).unwrap();
    let store = open(&location, STORE_DEADLINE, None, false);
    store.count().unwrap();
    (proxy, store)
}

/// Something between the program and the server that says nothing any more after so many bytes.
fn silent_after(database: &postgres::Database, most: usize) -> tempfile::TempDir {
    let directory = tempfile::tempdir_in("/tmp").unwrap();
    let listener = UnixListener::bind(directory.path().join(".s.PGSQL.5432")).unwrap();
    let far = database.socket().join(".s.PGSQL.5432");
    thread::spawn(move || {
        for near in listener.incoming() {
            let (near, far) = (near.unwrap(), UnixStream::connect(&far).unwrap());
            pass(far.try_clone().unwrap(), near.try_clone().unwrap(), || ());
            let passed = AtomicUsize::new(0);
            pass(near, far, move || {
                if passed.fetch_add(1, Ordering::SeqCst) >= most {
                    loop {
                        thread::park();
                    }
                }
            });
        }
    });
    directory
}

fn pass(mut from: UnixStream, mut to: UnixStream, on_bytes: impl Fn() + Send + 'static) {
    thread::spawn(move || {
        let mut bytes = [0; 1 << 13];
        while let Ok(count @ 1..) = from.read(&mut bytes) {
            on_bytes();
            if to.write_all(&bytes[..count]).is_err() {
                break;
            }
        }
    });
}

#[test]
fn page_save_and_draft_take_one_round_trip() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let (proxy, store) = counted(&database);
    let (one, mine) = (result(1, "club", "Ada", 1), draft(1, "club", "Ada"));

    let keep = || drop(store.save_draft(&mine, None, DraftPlace::Main).unwrap());
    assert_eq!(proxy.round_trips(keep), 1, "a draft");
    let hand_in = || drop(store.save_and_remove_draft(&one, Some(&mine)).unwrap());
    assert_eq!(proxy.round_trips(hand_in), 1, "a save with its draft");
    assert_eq!(store.draft("Ada", "club").unwrap(), None);
    let page = || assert_eq!(store.page(&everything(), None, 50).unwrap().rows.len(), 1);
    assert_eq!(proxy.round_trips(page), 1, "a page");
    let team = || assert_eq!(store.latest_of_each("club").unwrap().results.len(), 1);
    assert_eq!(
        proxy.round_trips(team),
        1,
        "a heat map with its shared names"
    );
    let trend = || assert_eq!(store.trend("ada", "club", 50).unwrap().0.0.len(), 1);
    assert_eq!(proxy.round_trips(trend), 1, "a trend with its shared names");
    let whole = || drop(store.results(&[one.id]).unwrap());
    assert_eq!(proxy.round_trips(whole), 1, "a result");
}

#[test]
fn browser_page_with_counts_takes_one_round_trip() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let (proxy, store) = counted(&database);
    let leaf = |total: u64| {
        let leaf = store.list_page(Direction::Down(None), 50).unwrap();
        assert_eq!((leaf.total, leaf.page.rows.len() as u64), (total, total));
        assert_eq!(leaf.changes, store.changes().unwrap());
    };

    let first = proxy.round_trips(|| drop(store.list_page(Direction::Down(None), 50).unwrap()));
    leaf(0);
    store.save(&result(1, "club", "Ada", 1)).unwrap();
    let after_a_change =
        proxy.round_trips(|| drop(store.list_page(Direction::Down(None), 50).unwrap()));
    let once_more = proxy.round_trips(|| drop(store.list_page(Direction::Up(None), 50).unwrap()));

    assert_eq!((first, after_a_change, once_more), (1, 1, 1));
    leaf(1);
    store
        .delete(
            &[result(1, "club", "Ada", 1).id],
            jiff::Timestamp::UNIX_EPOCH,
        )
        .unwrap();
    leaf(0);
}

/// What `levelup browse` asks of its store thread, until there are rows.
#[test]
fn first_browser_rows_take_one_round_trip() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    database.store().save(&result(1, "club", "Ada", 1)).unwrap();
    let proxy = socket_proxy::SocketProxy::to(database.socket(), Duration::ZERO);
    let url = database.url_at("postgres", proxy.directory());
    let location = Location::parse(url.as_ref()).unwrap();
    let directory = tempfile::tempdir().unwrap();
    let (sender, answers) = channel();

    let trips = proxy.round_trips(|| {
        let before = OutboxFile {
            folder: directory.path(),
            tell: Some(Box::new(|_| ())),
        };
        let keeper = EffectRunner {
            store: open_with_outbox(&location, STORE_DEADLINE, None, before),
            clock: Arc::new(Timestamp::now),
            ids: Box::new(Uuid::now_v7),
            zone: TimeZone::UTC,
            account: || "account".into(),
            open_drafts: OpenDrafts::default(),
            remembered: None,
        };
        let mut thread = StoreThread::start(&location.shown(), keeper, sender);
        thread.run(ResultsEffect::LoadRows(RowsRequest {
            query: String::new(),
            stretch: RowRange::Top,
            wanted: 36,
            ticket: 1,
        }));
        let answer = answers.recv().unwrap();
        let Incoming::StoreReply(Some(Event::Rows(read))) = answer else {
            panic!("{answer:?}");
        };
        assert_eq!((read.rows.len(), read.total), (1, 1));
    });

    assert_eq!(trips, 3, "the greeting, whether there is a store, the rows");
}

#[test]
fn trend_takes_one_round_trip() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let (proxy, store) = counted(&database);
    for n in 1..=5 {
        store.save(&result(n, "club", "Ada", 1)).unwrap();
    }
    store.save(&result(6, "club", "Ben", 1)).unwrap();
    let scope = Scope {
        assessment: Some("club".to_owned()),
        name: Some("ada".to_owned()),
        ..Scope::default()
    };

    let mut found = Vec::new();
    let mut after = None;
    let trips = proxy.round_trips(|| {
        while let (results, Some(next)) = store.full_results(&scope, after, 2).unwrap() {
            found.extend(results);
            after = Some(next);
        }
        found.extend(store.full_results(&scope, after, 2).unwrap().0);
    });

    let page = store.page(&scope, None, 50).unwrap();
    let ids: Vec<_> = page.rows.iter().map(|row| row.id).collect();
    assert_eq!(found, store.results(&ids).unwrap());
    assert_eq!((found.len(), trips), (5, 4), "two, two, the last one twice");
}

#[test]
fn filter_reads_all_results_in_one_round_trip() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let (proxy, store) = counted(&database);
    import(&*store, 1..=5_000, false);
    let read = || {
        let index = store.search_index(&TimeZone::UTC, &|| true).unwrap();
        assert_eq!(index.len(), 5_000);
    };

    // A separate connection: the login, the schema, and the query.
    assert_eq!(proxy.round_trips(read), 3);
}

#[test]
fn import_takes_one_round_trip_per_2000_results() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let (proxy, store) = counted(&database);

    let trips = proxy.round_trips(|| {
        let added = Imported {
            added: 9_000,
            ..Imported::default()
        };
        assert_eq!(import(&*store, 1..=9_000, false), added);
    });
    assert!(
        trips <= 5 + 3,
        "five loads, a begin, a change and an end: {trips}"
    );
    let again = proxy.round_trips(|| {
        let same = Imported {
            unchanged: 9_000,
            ..Imported::default()
        };
        assert_eq!(import(&*store, 1..=9_000, false), same);
    });
    assert!(again <= 5 + 2, "{again}");
    assert_eq!(store.count().unwrap(), 9_000);
}

#[test]
fn duplicate_in_an_import_is_compared_with_the_first() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let store = database.store();
    let named = |n: u128, name: &str| Ok(result(n, "club", name, 1));
    store.save(&result(1, "club", "Ada", 1)).unwrap();
    let others = (100..4_100).map(|n| named(n, "Cleo"));
    let mut results = [named(1, "Ben")].into_iter().chain(others).chain([
        named(1, "Ada"),
        named(1, "Ada"),
        named(2, "Dora"),
    ]);

    let outcome = store.import(&mut results, true).unwrap();

    let done = Imported {
        added: 4_001,
        replaced: 2,
        unchanged: 1,
        ..Imported::default()
    };
    assert_eq!(outcome, ImportOutcome::Done(done));
    let one = store.result(result(1, "club", "", 1).id).unwrap().unwrap();
    assert_eq!(one.name, "Ada");
}

fn import(store: &dyn Store, numbers: std::ops::RangeInclusive<u128>, replace: bool) -> Imported {
    let mut results = numbers.map(|n| Ok::<AssessmentResult, _>(result(n, "club", "Ada", 1)));
    match store.import(&mut results, replace).unwrap() {
        ImportOutcome::Done(done) => done,
        outcome => panic!("{outcome:?}"),
    }
}

#[test]
fn silent_server_is_reported_at_the_deadline() {
    let directory = tempfile::tempdir_in("/tmp").unwrap();
    let socket = directory.path().display().to_string().replace('/', "%2F");
    let location = Location::parse(format!("postgres://ada@{socket}/none").as_ref()).unwrap();
    let store = open(&location, Duration::from_millis(200), None, false);
    assert!(
        matches!(store.count(), Err(StoreError::Away { .. })),
        "nobody there"
    );

    let _listener = UnixListener::bind(directory.path().join(".s.PGSQL.5432")).unwrap();
    assert!(
        matches!(store.count(), Err(StoreError::Away { .. })),
        "somebody silent"
    );
}

#[test]
fn broken_connection_is_reopened() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let store = database.store();
    store.save(&result(1, "club", "Ada", 1)).unwrap();
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'levelup' AND datname = current_database()";
    database.sql("postgres", sql).unwrap();

    store.save(&result(2, "club", "Ada", 2)).unwrap();
    assert_eq!(store.count().unwrap(), 2);
}

#[test]
fn import_has_a_deadline_per_answer() {
    let (Some(database), Some(another)) = (postgres::fresh(), postgres::fresh()) else {
        return;
    };
    let import = |url: String, deadline, count, pause| {
        let location = Location::parse(url.as_ref()).unwrap();
        let store = open(&location, deadline, None, false);
        let (sender, done) = channel();
        thread::spawn(move || {
            let mut results = (1..=count).map(|id| {
                // Time to read the input is not silence of the server.
                thread::sleep(if id == 700 { pause } else { Duration::ZERO });
                Ok(result(id, "club", "Ada", 1))
            });
            let _ = sender.send(store.import(&mut results, false));
        });
        done.recv_timeout(Duration::from_secs(60)).unwrap()
    };

    // The deadline grows with the bytes to send, so send only a few results.
    let silent = silent_after(&another, 3);
    let url = another.url_at("postgres", silent.path());
    let failed = import(url, Duration::from_millis(500), 40, Duration::ZERO);
    assert!(matches!(failed, Err(StoreError::Away { .. })), "{failed:?}");
    let deadline = Duration::from_millis(1_500);
    let url = database.url("postgres");
    let done = import(url, deadline, 1_200, deadline * 2).unwrap();
    assert!(matches!(done, ImportOutcome::Done(done) if done.added == 1_200));
}

#[test]
fn search_on_a_silent_server_ends_at_the_deadline() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    // It connects, and what it asks then arrives nowhere.
    let silent = silent_after(&database, 2);
    let url = database.url_at("postgres", silent.path());
    let location = Location::parse(url.as_ref()).unwrap();
    let store = open(&location, Duration::from_millis(500), None, false);
    let (sender, done) = channel();
    thread::spawn(move || {
        let found = store.search_index(&TimeZone::UTC, &|| true);
        let _ = sender.send(found.map(|index| index.len()));
    });

    let found = done.recv_timeout(Duration::from_secs(60)).unwrap();
    assert!(matches!(found, Err(StoreError::Away { .. })), "{found:?}");
}
