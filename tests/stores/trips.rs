//! How often the way to the server is gone, counted on the way itself.

use std::io::{Read as _, Write as _};
use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use levelup::results::DraftPlace;
use levelup::store::{Location, STORE_DEADLINE, StoreError, open};

use super::server;
use super::support::{draft, everything, result};

/// Something between the program and the server, which counts each time the program speaks after
/// the server has.
fn counted(database: &server::Database, trips: &Arc<AtomicUsize>) -> tempfile::TempDir {
    let folder = tempfile::tempdir_in("/tmp").unwrap();
    let listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432")).unwrap();
    let (far, trips) = (database.socket().join(".s.PGSQL.5432"), Arc::clone(trips));
    thread::spawn(move || {
        for near in listener.incoming() {
            let (near, far) = (near.unwrap(), UnixStream::connect(&far).unwrap());
            let answered = Arc::new(Mutex::new(true));
            let trips = Arc::clone(&trips);
            let heard = Arc::clone(&answered);
            pass(
                near.try_clone().unwrap(),
                far.try_clone().unwrap(),
                move || {
                    if std::mem::replace(&mut *heard.lock().unwrap(), false) {
                        trips.fetch_add(1, Ordering::SeqCst);
                    }
                },
            );
            pass(far, near, move || *answered.lock().unwrap() = true);
        }
    });
    folder
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
fn a_page_a_save_and_a_draft_are_one_way_there_and_back() {
    let Some(database) = server::fresh() else {
        return;
    };
    let trips = Arc::new(AtomicUsize::new(0));
    let folder = counted(&database, &trips);
    let url = database.url_at("postgres", folder.path());
    let location = Location::parse(url.as_ref()).unwrap();
    let store = open(&location, STORE_DEADLINE, None, false);
    store.count().unwrap();
    let count = |job: &dyn Fn()| {
        trips.store(0, Ordering::SeqCst);
        job();
        trips.load(Ordering::SeqCst)
    };
    let (one, mine) = (result(1, "club", "Ada", 1), draft(1, "club", "Ada"));

    let keep = || drop(store.keep_draft(&mine, None, DraftPlace::Main).unwrap());
    assert_eq!(count(&keep), 1, "a draft");
    let hand_in = || drop(store.hand_in(&one, Some(&mine)).unwrap());
    assert_eq!(count(&hand_in), 1, "a save with its draft");
    assert_eq!(store.draft("Ada", "club").unwrap(), None);
    let page = || assert_eq!(store.page(&everything(), None, 50).unwrap().rows.len(), 1);
    assert_eq!(count(&page), 1, "a page");
    let team = || assert_eq!(store.newest_of_each("club").unwrap().results.len(), 1);
    assert_eq!(count(&team), 1, "a heat map");
    assert_eq!(
        count(&|| drop(store.results(&[one.id]).unwrap())),
        1,
        "a result"
    );
}

#[test]
fn a_server_that_does_not_answer_is_told_at_the_deadline() {
    let folder = tempfile::tempdir_in("/tmp").unwrap();
    let socket = folder.path().display().to_string().replace('/', "%2F");
    let location = Location::parse(format!("postgres://ada@{socket}/none").as_ref()).unwrap();
    let store = open(&location, Duration::from_millis(200), None, false);
    assert!(
        matches!(store.count(), Err(StoreError::Away { .. })),
        "nobody there"
    );

    let _listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432")).unwrap();
    assert!(
        matches!(store.count(), Err(StoreError::Away { .. })),
        "somebody silent"
    );
}

#[test]
fn a_line_that_broke_is_made_anew() {
    let Some(database) = server::fresh() else {
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
