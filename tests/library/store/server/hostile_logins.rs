//! What somebody may do by SQL who means no good, and what that does to the others.

use std::time::Duration;

use levelup::testing::{Finding, Location, STORE_DEADLINE, StoreError, open};

use crate::support::postgres;
use crate::support::socket_proxy::SocketProxy;
use crate::support::sql_session::{SqlSession, save};
use crate::support::store::{everything, result};

#[test]
fn permanent_rejection_is_not_retried() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let narrow = "ALTER TABLE levelup.results ADD CHECK (slug <> 'club')";
    database.sql("postgres", narrow).unwrap();
    let refused = database.store().save(&result(1, "club", "Ada", 1));
    assert!(
        matches!(&refused, Err(StoreError::Denied { why, .. }) if why.contains("23514")),
        "{refused:?}"
    );
}

#[test]
fn impossible_time_hides_no_other_result() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let eve = database.user("eve", "levelup_member");
    let store = database.store_of(&eve);
    for number in 1..=3 {
        store.save(&result(number, "club", "Eve", 1)).unwrap();
    }
    let insert = |time: i64| {
        format!(
            "INSERT INTO levelup.results (id, owner, taken_at, slug, person, assessment, name, notes,
                categories, rated, level_ups, definition, record, saved_at, saved_by)
            SELECT gen_random_uuid(), owner, {time}, slug, 'eve2', assessment, name, notes,
                categories, rated, level_ups, definition, record, saved_at, saved_by
            FROM levelup.results WHERE person = 'eve' LIMIT 1"
        )
    };
    for time in [i64::MIN, i64::MAX] {
        let refused = database.sql("postgres", &insert(time)).unwrap_err();
        assert!(refused.contains("results_time"), "{refused}");
    }
    // If it happened anyway, each reader reports one unreadable result.
    let drop = "ALTER TABLE levelup.results DROP CONSTRAINT results_time";
    database.sql("postgres", drop).unwrap();
    for time in [i64::MIN, i64::MAX, i64::MIN, i64::MAX] {
        database.sql("postgres", &insert(time)).unwrap();
    }

    let page = store.page(&everything(), None, 9).unwrap();
    assert_eq!((page.rows.len(), page.unreadable.len()), (3, 4));
    let above = store.page_above(None, 9).unwrap();
    assert_eq!((above.rows.len(), above.unreadable.len()), (3, 4));
    let (mut next, mut rows, mut pages) = (None, 0, 0);
    while pages == 0 || next.is_some() {
        let page = store.page(&everything(), next, 1).unwrap();
        (next, rows, pages) = (page.next, rows + page.rows.len(), pages + 1);
        assert!(pages < 9, "it goes in circles");
    }
    assert_eq!(rows, 3);
    let newest = store.latest_of_each("club").unwrap();
    assert_eq!((newest.results.len(), newest.unreadable.len()), (1, 4));
}

#[test]
fn many_damaged_results_are_skipped_in_one_query() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let eve = database.user("eve", "levelup_member");
    let store = database.store();
    store.save(&result(1, "club", "Ada", 1)).unwrap();
    store.save(&result(2, "club", "Ben", 1)).unwrap();
    // Later ones of Ada, and of many people who do not exist.
    let forge = "INSERT INTO levelup.results (id, owner, taken_at, slug, person, assessment, name,
            notes, categories, rated, level_ups, definition, record, saved_at, saved_by)
        SELECT gen_random_uuid(), 'LOGIN', n, slug, PERSON, assessment, name, notes, categories,
            rated, level_ups, definition, '\\x010000000000', saved_at, 'LOGIN'
        FROM levelup.results, generate_series(2, 1500) n WHERE person = 'ben'"
        .replace("LOGIN", &eve);
    let wording =
        "INSERT INTO levelup.definitions SELECT hash, 'LOGIN', record FROM levelup.definitions";
    database
        .sql("postgres", &wording.replace("LOGIN", &eve))
        .unwrap();
    for person in ["'ada'", "'nobody ' || n"] {
        let sql = forge.replace("PERSON", person);
        database.sql("postgres", &sql).unwrap();
    }
    let proxy = SocketProxy::to(database.socket(), Duration::ZERO);
    let url = database.url_at("postgres", proxy.directory());
    let location = Location::parse(url.as_ref()).unwrap();
    let store = open(&location, STORE_DEADLINE, None, false);
    store.count().unwrap();

    let team = || {
        let newest = store.latest_of_each("club").unwrap();
        assert_eq!((newest.results.len(), newest.unreadable.len()), (2, 2_998));
    };
    assert_eq!(
        proxy.round_trips(team),
        2,
        "the latest, and the earlier ones"
    );
    let found = store.examine(&mut |_, _| {}).unwrap().unwrap();
    assert_eq!(found.results, 2);
    assert_eq!(found.findings.len() as u64 + found.more, 2_998);
    let Finding::Record { what, .. } = &found.findings[0] else {
        panic!("{:?}", found.findings[0]);
    };
    assert!(what.contains(&format!("saved by {eve} at 20")), "{what}");
}

#[test]
fn list_reads_no_record() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let store = database.store();
    let mut long = result(1, "club", "Ada", 1);
    long.notes = vec!["x".repeat(10_000), "y".repeat(10_000)];
    store.save(&long).unwrap();
    let page = store.page(&everything(), None, 9).unwrap();
    let length: usize = page.rows[0].notes.iter().map(String::len).sum();
    // And a line break.
    assert_eq!(length, 15_999);
    assert_eq!(store.result(long.id).unwrap(), Some(long));
}

#[test]
fn login_does_not_lock_other_logins() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let eve = SqlSession::new(&database, &database.user("eve", "levelup_member"));
    let ada = database.store_of(&database.user("ada", "levelup_member"));
    let wording = "SELECT quote_literal(record) FROM levelup.definitions";
    ada.save(&result(1, "club", "Ada", 1)).unwrap();
    let wording = database.sql("postgres", wording).unwrap();
    ada.delete(&[], jiff::Timestamp::UNIX_EPOCH).unwrap();
    database
        .sql(
            "postgres",
            "DELETE FROM levelup.results; DELETE FROM levelup.definitions",
        )
        .unwrap();
    // The same wording and the same assessment, in a transaction that does not end.
    let hash = format!("sha256(substring({wording}::bytea FROM 6))");
    let save = save("wording", &wording).replace("sha256('x')", &hash);
    let held = format!("BEGIN; {save}");
    assert_eq!(eve.tell(&held), "n\n");

    let before = ada.changes().unwrap();
    for number in 16..32 {
        ada.save(&result(number, "club", "Ada", 1)).unwrap();
    }
    assert_eq!(ada.changes().unwrap(), before + 16);
}

#[test]
fn forged_level_is_found_and_hides_no_other_result() {
    use std::fmt::Write as _;

    use levelup::testing::{Answer, fuzzing};
    let Some(database) = postgres::fresh() else {
        return;
    };
    let store = database.store();
    let good = result(1, "club", "Ada", 1);
    let mut forged = result(2, "club", "Ada", 2);
    store.save(&good).unwrap();
    store.save(&forged).unwrap();
    forged.answers[0] = Answer::Rated {
        current: 200,
        desired: 200,
    };
    let (body, _) = fuzzing::bodies(&forged).unwrap();
    let mut sum = crc32fast::Hasher::new();
    sum.update(b"results");
    sum.update(forged.id.as_bytes());
    sum.update(&body);
    let record = [&[1], sum.finalize().to_le_bytes().as_slice(), &body].concat();
    let mut update = "UPDATE levelup.results SET record = '\\x".to_owned();
    for byte in record {
        let _ = write!(update, "{byte:02x}");
    }
    let _ = write!(update, "' WHERE id = '{}'", forged.id);
    database.sql("postgres", &update).unwrap();

    let batch = store.batch(None, 9).unwrap();
    assert_eq!((batch.results.len(), batch.unreadable.len()), (1, 1));
    let both = store.results(&[forged.id, good.id]).unwrap();
    assert_eq!(both.len(), 1);
    let alone = store.result(forged.id);
    assert!(
        matches!(alone, Err(StoreError::Damaged { .. })),
        "{alone:?}"
    );
    assert_eq!(store.latest_of_each("club").unwrap().results, [good]);
    let found = store.examine(&mut |_, _| {}).unwrap().unwrap();
    assert_eq!((found.results, found.findings.len()), (1, 1));
}
