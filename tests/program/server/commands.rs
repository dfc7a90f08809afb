//! The same commands, on a server.

use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use levelup::testing::{AssessmentResult, ImportOutcome};

use crate::server::client::Client;
use crate::support::postgres;
use crate::support::socket_proxy::SocketProxy;
use crate::support::sql_session::{SqlSession, save};
use crate::support::store::result;

pub fn levelup(url: &str, words: &[&str]) -> Output {
    at_home(tempfile::tempdir().unwrap().path(), url, words)
}

/// The same where something was kept on the machine before.
fn at_home(home: &Path, url: &str, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_levelup"))
        .args(words)
        .env_clear()
        .env("HOME", home)
        .env("LEVELUP_STORE", url)
        .current_dir(home)
        .output()
        .unwrap()
}

fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

#[test]
fn every_command_works_on_a_server() {
    let Some(database) = postgres::empty() else {
        return;
    };
    let url = database.url("postgres");
    let (code, _, err) = said(&levelup(&url, &["results"]));
    assert_eq!(code, Some(5));
    assert!(err.contains("levelup store init"), "{err}");
    let (code, _, err) = said(&levelup("", &["store", "init", &url]));
    assert_eq!(code, Some(0), "{err}");

    let (code, id, err) = said(&levelup(&url, &["submit", "starter", "--name", "Ada"]));
    assert_eq!(code, Some(0), "{err}");
    let id = id.trim();
    let (code, _, err) = said(&levelup(&url, &["submit", "starter", "--name", "Ada"]));
    assert_eq!(code, Some(0), "{err}");
    for (words, expected) in [
        (&["results"][..], "Ada"),
        (&["show", id], "Ada"),
        (&["show", "@~1", "--format", "json"], id),
        (&["compare", "@", id], "Ada"),
        (&["trend", "starter", "--name", "ada"], "Ada"),
        (&["team", "starter"], "Ada"),
        (&["export"], id),
        (&["doctor"], "1"),
        (&["paths"], "postgres://"),
        (&["store", "open", "starter"], ""),
        (&["store", "close", "starter"], ""),
        (&["delete", id], ""),
        (&["restore", id], ""),
    ] {
        let (code, out, err) = said(&levelup(&url, words));
        assert_eq!(code, Some(0), "{words:?}: {err}");
        assert!(out.contains(expected), "{words:?}: {out}");
    }
}

#[test]
fn file_only_commands_name_the_alternative() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let url = database.url("postgres");
    for (words, instead) in [
        (&["backup", "copy"][..], "pg_dump"),
        (&["doctor", "--salvage", "new"], "export"),
        (&["doctor", "--reindex"], "REINDEX"),
    ] {
        let (code, _, err) = said(&levelup(&url, words));
        assert_eq!(code, Some(5), "{words:?}");
        assert!(err.contains(instead), "{err}");
    }
    let (code, _, err) = said(&levelup("levelup.redb", &["store", "init"]));
    assert_eq!(code, Some(2));
    assert!(err.contains("is a file"), "{err}");
}

#[test]
fn password_in_the_url_is_rejected_and_hidden() {
    for url in [
        "postgres://ada:s3cr3t@localhost/team",
        "postgres://ada:s3/cr3t@localhost/team",
        "postgres://ada:s3@cr3t@localhost/team",
        "postgres://ada:s3?cr3t@localhost/team",
        "postgres://ada%3As3cr3t@localhost/team",
        "postgres://ada:s3cr3t@localhost,ada:s3cr3t@db/team",
        "postgres://ada@localhost/team?password=s3cr3t",
        "postgres://ada@localhost/team?PASSWORD=s3cr3t",
        "postgres://ada@localhost/team?pass%77ord=s3cr3t",
        "postgres://ada@localhost/team?pass%2577ord=s3cr3t",
        "postgres://ada@localhost/team?sslmode=disable&passWord=s3cr3t",
        "postgres://ada@localhost/team?sslpassword=s3cr3t",
        "postgres://ada@localhost/team?sslmode=disable;password=s3cr3t",
        "postgres://ada@localhost/team?sslmode=disable?password=s3cr3t",
        "postgres://ada@localhost/team?sslmode=disable%26password%3Ds3cr3t",
        "postgres://ada@localhost/team?s3cr3t",
        "postgres://ada@localhost/team&password=s3cr3t",
        "postgres://ada@localhost/team%3Fpassword%3Ds3cr3t",
        "postgres://ada@localhost/team#password=s3cr3t",
        "postgres://ada:s3cr3t",
        "postgres://ada@localhost:s3cr3t/team",
        "POSTGRES://ada@localhost/team?Password=s3cr3t",
        "mysql://ada:s3cr3t@localhost/team?password=s3cr3t",
        "postgres://ada@localhost/team?user=ada:s3cr3t",
        "postgres://ada@localhost/team?user=ada%3As3cr3t",
        "postgres://ada@localhost/team?sslmode=require&sslrootcert=/x?password=s3cr3t",
        "postgres//ada:s3cr3t@localhost/team",
        "//ada:s3cr3t@localhost/team",
        "host=localhost password=s3cr3t",
        "psql postgres://ada:s3cr3t@localhost/team",
        "'postgres://ada:s3cr3t@localhost/team'",
    ] {
        let config = format!("store = \"{url}\"\nstore = 1\n");
        for words in [
            &["results"][..],
            &["paths"],
            &["config"],
            &["store", "init", url],
            &["copy", "--from", url, "--to", "new.redb"],
            &["copy", "--from", "new.redb", "--to", url],
            &["--config", "broken.toml", "results"],
            &["--help"],
            &[url],
        ] {
            let home = tempfile::tempdir().unwrap();
            std::fs::write(home.path().join("broken.toml"), &config).unwrap();
            let (_, out, err) = said(&at_home(home.path(), url, words));
            assert!(
                !out.contains("cr3t") && !err.contains("cr3t"),
                "{url} {words:?} {out} {err}"
            );
            let made = std::fs::read_dir(home.path()).unwrap().flatten();
            let made: Vec<_> = made.map(|entry| entry.file_name()).collect();
            assert!(
                made.iter()
                    .all(|name| !name.to_string_lossy().contains("cr3t")),
                "{made:?}"
            );
        }
    }
    let (code, _, err) = said(&levelup(
        "postgres://ada:s3cr3t@localhost/team",
        &["results"],
    ));
    assert_eq!(code, Some(5));
    assert!(err.contains(".pgpass"), "{err}");
}

#[test]
fn remote_server_requires_a_certificate() {
    let (code, _, err) = said(&levelup(
        "postgres://ada@db.example/team?sslmode=prefer",
        &["paths"],
    ));
    assert_eq!(code, Some(5));
    assert!(err.contains("verify-full"), "{err}");
}

#[test]
fn pending_result_under_another_spelling_is_sent() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let home = tempfile::tempdir().unwrap();
    let at_home = |url: &str, words: &[&str]| said(&at_home(home.path(), url, words));
    let (url, before) = (
        database.url("postgres"),
        database.url_at("postgres", home.path()),
    );
    let (_, id, err) = at_home(&before, &["submit", "starter", "--name", "Ada"]);
    let id = id.trim().to_owned();
    assert!(!id.is_empty(), "{err}");
    let file = std::fs::read_dir(home.path().join(".local/share/levelup/servers"));
    let file = file.unwrap().next().unwrap().unwrap().path();
    let file = file.to_str().unwrap();

    let (code, _, err) = at_home(&url, &["submit", "starter", "--name", "Bob"]);
    assert_eq!(code, Some(0), "{err}");
    for words in [&["sync"][..], &["paths"], &["doctor"]] {
        let (code, _, err) = at_home(&url, words);
        assert_eq!(code, Some(0), "{words:?}: {err}");
        assert!(
            err.contains("1 result pending") && err.contains(file),
            "{words:?}: {err}"
        );
    }
    let (_, _, err) = at_home(file, &["results"]);
    assert!(err.contains("1 result pending"), "{err}");

    let (code, out, err) = at_home(&url, &["sync", "--from", file]);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("sent"), "{out}");
    let (_, out, err) = at_home(&url, &["show", &id, "--format", "json"]);
    assert!(out.contains(&id), "{err}");
    let (_, _, err) = at_home(&url, &["paths"]);
    assert!(!err.contains("pending"), "{err}");
    let (code, _, err) = at_home(&url, &["sync", "--from", "none.redb"]);
    assert_eq!(code, Some(5), "{err}");
}

#[test]
fn completion_asks_a_silent_server_once() {
    let directory = tempfile::tempdir_in("/tmp").unwrap();
    let listener = UnixListener::bind(directory.path().join(".s.PGSQL.5432")).unwrap();
    listener.set_nonblocking(true).unwrap();
    let socket = directory.path().display().to_string().replace('/', "%2F");
    let url = format!("postgres://ada@{socket}/team");
    for line in [
        &["restore", ""][..],
        &["submit", "starter", "--name", ""],
        &["show", ""],
    ] {
        let asked = Command::new(env!("CARGO_BIN_EXE_levelup"))
            .args(["--", "levelup"])
            .args(line)
            .env_clear()
            .env("COMPLETE", "fish")
            .env("HOME", directory.path())
            .env("LEVELUP_STORE", &url)
            .current_dir(directory.path())
            .status();
        assert!(asked.unwrap().success(), "{line:?}");
        let mut calls = 0;
        while listener.accept().is_ok() {
            calls += 1;
        }
        assert_eq!(calls, 1, "{line:?}");
    }
}

#[test]
fn export_reads_2000_results_in_one_round_trip() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let proxy = SocketProxy::to(database.socket(), Duration::ZERO);
    let mut results = (1..=9_000).map(|n| Ok::<AssessmentResult, _>(result(n, "club", "Ada", 1)));
    let imported = database.store().import(&mut results, false).unwrap();
    assert!(matches!(imported, ImportOutcome::Done(_)), "{imported:?}");
    let url = database.url_at("postgres", proxy.directory());

    let trips = proxy.round_trips(|| {
        let out = levelup(&url, &["export"]).stdout;
        assert_eq!(String::from_utf8(out).unwrap().lines().count(), 9_000);
    });

    assert!(trips <= 5 + 3, "{trips}");
}

#[test]
fn single_forged_result_is_reported_and_skipped() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let login = database.user("eve", "levelup_member");
    let eve = SqlSession::new(&database, &login);
    let forged = save("", "");
    assert_eq!(eve.tell(&forged), "n\n");
    let told = eve.tell(
        "SELECT slug, name FROM levelup.list_page(3, NULL, NULL, NULL, NULL, NULL,
        NULL, false, 9)",
    );
    let (slug, name) = told.trim().split_once('|').unwrap();
    let ada = Client::new(&database, "postgres");
    let (code, _, err) = ada.levelup(&["trend", slug, "--name", name]);
    assert_eq!(code, 3, "{err}");
    assert!(err.contains("is damaged and is not listed"), "{err}");
}
