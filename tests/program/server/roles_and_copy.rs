//! Messages for each role, and copies from a file to a server and back.

use std::fs;

use crate::server::client::{COUNT, Client, outcome, wait_for};
use crate::support::postgres;

#[test]
fn member_is_told_what_only_owners_can_do() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let ada = Client::new(&database, &database.user("ada", "levelup_member"));
    let olga = Client::new(&database, &database.user("olga", "levelup_owner"));
    let id = ada.submits("Ada");

    for words in [&["delete", &*id][..], &["delete", "--forever", &id]] {
        let (code, _, err) = ada.levelup(words);
        assert_eq!(code, 5, "{words:?}");
        assert!(err.contains("only owners can delete and restore"), "{err}");
    }
    for deed in ["open", "close"] {
        let (code, _, err) = ada.levelup(&["store", deed, "starter"]);
        assert_eq!(code, 5, "{deed}");
        assert!(err.contains("only owners can open and close"), "{err}");
    }
    let (code, _, err) = olga.levelup(&["store", "open", "startr"]);
    assert_eq!(code, 0, "{err}");
    let said = "no results of `startr`, and no assessment with that name here; \
        did you mean `starter`?";
    assert!(err.contains(said), "{err}");
    let (_, _, err) = olga.levelup(&["store", "open", "starter"]);
    assert!(!err.contains("no result"), "{err}");
    olga.prints(&["store", "close", "starter"]);
    olga.prints(&["delete", &id]);
    assert_eq!(ada.prints(&["results", "--format", "jsonl"]), "");
    let (code, _, err) = ada.levelup(&["restore", &id]);
    assert_eq!(code, 5);
    assert!(err.contains("only owners can delete and restore"), "{err}");
    olga.prints(&["restore", &id]);
    assert!(ada.prints(&["results"]).contains("Ada"));
}

#[test]
fn hidden_result_is_a_conflict_without_sql_words() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let ada = Client::new(&database, &database.user("ada", "levelup_member"));
    let bob = Client::new(&database, &database.user("bob", "levelup_member"));
    ada.submits("Ada");
    let file = bob.path("work/ada.jsonl");
    fs::write(&file, ada.prints(&["export"])).unwrap();

    let (code, _, err) = bob.levelup(&["import", file.to_str().unwrap()]);

    assert_eq!(code, 4, "{err}");
    assert!(err.contains("the store has a different result"), "{err}");
    assert!(err.contains("which you cannot read"), "{err}");
    assert!(!err.contains("levelup show"), "{err}");
    assert!(!err.contains("constraint"), "{err}");
    assert_eq!(database.sql("postgres", COUNT).unwrap(), "1");
}

#[test]
fn interrupted_copy_to_a_server_can_be_repeated() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let olga = Client::new(&database, &database.user("olga", "levelup_owner"));
    let (from, back) = (olga.path("from.redb"), olga.path("back.redb"));
    let (from, back) = (from.to_str().unwrap(), back.to_str().unwrap());
    fill(&olga, from, 2_500);
    // The copy stops after the first results.
    let stop = "CREATE FUNCTION public.stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF (SELECT count(*) FROM levelup.results) > 0 THEN PERFORM pg_sleep(600); END IF;
            RETURN NULL; END $$;
        CREATE TRIGGER stop BEFORE INSERT ON levelup.results EXECUTE FUNCTION public.stop()";
    database.sql("postgres", stop).unwrap();
    let url = olga.url();
    let mut program = olga.start(&["copy", "--from", from, "--to", &url]);
    let sleeps = "SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event = 'PgSleep'";
    wait_for(&database, sleeps, "1");

    program.kill().unwrap();
    program.wait().unwrap();
    olga.disconnect();
    database
        .sql("postgres", "DROP FUNCTION public.stop() CASCADE")
        .unwrap();
    let landed: u32 = database.sql("postgres", COUNT).unwrap().parse().unwrap();
    assert!((1..2_500).contains(&landed), "{landed}");

    let (code, _, err) = olga.levelup(&["copy", "--from", from, "--to", &url]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("already there"), "{err}");
    assert!(
        err.contains("2,500 results compared, identical in both stores"),
        "{err}"
    );
    assert!(err.contains("1 draft copied"), "{err}");
    assert_eq!(database.sql("postgres", COUNT).unwrap(), "2500");
    let (code, _, err) = olga.levelup(&["copy", "--from", &url, "--to", back]);
    assert_eq!(code, 0, "{err}");
    let exported = |store: &str| olga.prints(&["export", "--store", store]);
    assert_eq!(exported(from), exported(back));
    let plain = ["take", "starter", "--plain", "--name", "Ada"];
    for store in [&*url, back] {
        let words = [&plain[..], &["--store", store]].concat();
        let output = olga.start(&words).wait_with_output().unwrap();
        let (_, out, _) = outcome(&output);
        assert!(out.contains("Draft resumed: 1 answered"), "{out}");
    }
}

/// Makes a store in a file with so many results, and a draft of Ada's with one answer.
fn fill(client: &Client, store: &str, results: u32) {
    let one = client.prints(&["submit", "starter", "--name", "Ada", "--store", store]);
    let one = one.trim();
    let line = client.prints(&["show", one, "--format", "json", "--store", store]);
    let mut line: serde_json::Value = serde_json::from_str(&line).unwrap();
    let mut lines = String::new();
    for number in 1..results {
        line["id"] = format!("019a0000-0000-7000-8000-{number:012x}").into();
        lines += &line.to_string();
        lines.push('\n');
    }
    let file = client.path("work/all.jsonl");
    fs::write(&file, lines).unwrap();
    client.prints(&["import", file.to_str().unwrap(), "--store", store]);
    let mut form = client.screen(&["take", "starter", "--name", "Ada", "--store", store]);
    form.shows("0 of 6 answered");
    form.press("2");
    form.shows("1 of 6 answered · saved");
    form.press("q");
    assert_eq!(form.code(), 0);
}
