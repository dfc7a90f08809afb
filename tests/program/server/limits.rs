//! Slow connections, locks, and calls that are given up.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use levelup::testing::{Location, Store, StoreError, open};
use rustix::process::Signal;

use crate::server::client::{self, Client};
use crate::support::postgres::{self, Database};
use crate::support::store::{everything, result};

/// Far less than any call here takes on a slow connection.
const DEADLINE: Duration = Duration::from_millis(600);
/// How many bytes a slow connection passes at a time.
const CHUNK: usize = 4 << 10;

/// The store of a database by a TCP line of 200 KB a second.
fn slow(database: &Database) -> Arc<dyn Store> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let socket = database.socket().join(".s.PGSQL.5432");
    thread::spawn(move || {
        for near in listener.incoming() {
            let (near, far) = (near.unwrap(), UnixStream::connect(&socket).unwrap());
            let (from, to) = (near.try_clone().unwrap(), far.try_clone().unwrap());
            thread::spawn(move || up(from, to));
            thread::spawn(move || down(far, near));
        }
    });
    let url = format!("postgres://postgres@127.0.0.1:{port}/{}", database.name);
    open(
        &Location::parse(url.as_ref()).unwrap(),
        DEADLINE,
        None,
        false,
    )
}

fn up(mut from: TcpStream, mut to: UnixStream) {
    let mut bytes = [0; CHUNK];
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        thread::sleep(Duration::from_millis(20));
        if to.write_all(&bytes[..count]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}

fn down(mut from: UnixStream, mut to: TcpStream) {
    let mut bytes = [0; CHUNK];
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        thread::sleep(Duration::from_millis(20));
        if to.write_all(&bytes[..count]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}

/// Waits until the database has `count` other sessions in this state.
fn wait_for(database: &Database, state: &str, count: &str) {
    let sql = format!(
        "SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND {state}"
    );
    client::wait_for(database, &sql, count);
}

#[test]
fn slow_connection_is_not_given_up() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let store = slow(&database);
    let mut large = result(1, "club", "Ada", 1);
    large.notes = large.notes.iter().map(|_| "é".repeat(10_000)).collect();
    while large.notes.len() * 20_000 < 250_000 {
        let more = Arc::make_mut(&mut large.assessment);
        let mut category = more.categories[0].clone();
        category.key = format!("more-{}", more.categories.len());
        more.categories.push(category);
        large.answers.push(large.answers[0]);
        large.notes.push("é".repeat(10_000));
    }

    store.save(&large).unwrap();
    assert_eq!(store.result(large.id).unwrap(), Some(large));
}

#[test]
fn locked_table_makes_the_store_busy() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let holder = database.clone();
    let hold = thread::spawn(move || {
        let lock = "BEGIN; LOCK TABLE levelup.results; SELECT pg_sleep(600)";
        holder.sql("postgres", lock)
    });
    wait_for(
        &database,
        "query LIKE 'BEGIN; LOCK%' AND wait_event = 'PgSleep'",
        "1",
    );
    let store = open(&database.location("postgres"), DEADLINE, None, false);

    let saved = store.save(&result(1, "club", "Ada", 1));
    let listed = store.page(&everything(), None, 9);

    assert!(matches!(saved, Err(StoreError::Busy { .. })), "{saved:?}");
    assert!(matches!(listed, Err(StoreError::Busy { .. })), "{listed:?}");
    wait_for(&database, "wait_event_type = 'Lock'", "0");
    let free = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event = 'PgSleep'";
    database.sql("postgres", free).unwrap();
    assert!(hold.join().unwrap().is_err(), "it was held until now");
    store.save(&result(1, "club", "Ada", 1)).unwrap();
}

#[test]
fn killed_screen_leaves_no_server_process() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let user = database.user("ada", "levelup_member");
    let client = Client::new(&database, &user);
    let holder = database.clone();
    let hold = thread::spawn(move || {
        let lock = "BEGIN; LOCK TABLE levelup.results; SELECT pg_sleep(600)";
        holder.sql("postgres", lock)
    });
    wait_for(
        &database,
        "query LIKE 'BEGIN; LOCK%' AND wait_event = 'PgSleep'",
        "1",
    );
    let theirs = format!("usename = '{user}'");
    let waits = format!("{theirs} AND wait_event_type = 'Lock'");

    let screen = client.screen(&["browse"]);
    wait_for(&database, &waits, "1");
    screen.signal(Signal::KILL);

    // The lock is never released, so the server ends the statement.
    wait_for(&database, &theirs, "0");
    let free = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event = 'PgSleep'";
    assert_eq!(database.sql("postgres", free).unwrap(), "1");
    assert!(hold.join().unwrap().is_err(), "it was held until now");
}

#[test]
fn timed_out_call_is_cancelled() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let sleepy = "CREATE FUNCTION sleepy() RETURNS trigger LANGUAGE plpgsql
        AS 'BEGIN PERFORM pg_sleep(600); RETURN NEW; END';
        CREATE TRIGGER sleepy BEFORE INSERT ON levelup.results
        FOR EACH ROW EXECUTE FUNCTION sleepy()";
    database.sql("postgres", sleepy).unwrap();
    let store = open(&database.location("postgres"), DEADLINE, None, false);

    let saved = store.save(&result(1, "club", "Ada", 1));

    assert!(matches!(saved, Err(StoreError::Away { .. })), "{saved:?}");
    wait_for(&database, "wait_event = 'PgSleep'", "0");
    assert_eq!(store.count().unwrap(), 0, "the line is made anew");
}

/// A server that sends endless notices after a first message.
fn noisy(login: &'static [u8]) -> Arc<dyn Store> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let fields = b"SNOTICE\0VNOTICE\0C00000\0Mnothing\0\0";
    let mut notice = vec![b'N'];
    notice.extend(i32::try_from(fields.len() + 4).unwrap().to_be_bytes());
    notice.extend(fields);
    let notices = notice.repeat(1_000);
    thread::spawn(move || {
        for client in listener.incoming() {
            let mut client = client.unwrap();
            let _ = client.read(&mut [0; CHUNK]);
            let _ = client.write_all(login);
            while client.write_all(&notices).is_ok() {}
        }
    });
    let url = format!("postgres://ada@127.0.0.1:{port}/noisy?sslmode=disable");
    open(
        &Location::parse(url.as_ref()).unwrap(),
        Duration::from_secs(60),
        None,
        false,
    )
}

#[test]
fn server_with_endless_notices_is_given_up() {
    // The login is accepted; it is accepted and done.
    for login in [
        &b"R\0\0\0\x08\0\0\0\0"[..],
        b"R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I",
    ] {
        let error = noisy(login).count().unwrap_err();

        assert!(matches!(error, StoreError::Away { .. }), "{error:?}");
    }
}

#[test]
fn server_announcing_a_huge_message_is_given_up() {
    // The login is accepted and done, and the next message has nearly 2 GiB.
    let login = b"R\0\0\0\x08\0\0\0\0Z\0\0\0\x05ID\x7f\xff\xff\xf0";

    let error = noisy(login).count().unwrap_err();

    let StoreError::Away { why, .. } = &error else {
        panic!("{error:?}");
    };
    assert!(why.contains("128 MiB"), "{error:?}");
}
