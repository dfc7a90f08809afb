//! What somebody may do by SQL who means no good, and what that does to the others.

use levelup::store::StoreError;

use super::server;
use super::support::{everything, result};

#[test]
fn what_a_server_refuses_for_good_is_not_waited_for() {
    let Some(database) = server::fresh() else {
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
fn a_time_that_cannot_be_hides_no_other_result() {
    let Some(database) = server::fresh() else {
        return;
    };
    let eve = database.user("eve", "levelup_member");
    let store = database.store_of(&eve);
    for number in 1..=3 {
        store.save(&result(number, "club", "Eve", 1)).unwrap();
    }
    let insert = |time: i64| {
        format!(
            "INSERT INTO levelup.results (id, tail, taken_at, slug, person, assessment, name,
                categories, rated, level_ups, definition, record)
            SELECT gen_random_uuid(), tail, {time}, slug, 'eve2', assessment, name,
                categories, rated, level_ups, definition, record FROM levelup.results
            WHERE person = 'eve' LIMIT 1"
        )
    };
    for time in [i64::MIN, i64::MAX] {
        let refused = database.sql(&eve, &insert(time)).unwrap_err();
        assert!(refused.contains("results_time"), "{refused}");
    }
    // Where it happened all the same, each of the readers tells one that is unreadable.
    let drop = "ALTER TABLE levelup.results DROP CONSTRAINT results_time";
    database.sql("postgres", drop).unwrap();
    for time in [i64::MIN, i64::MAX, i64::MIN, i64::MAX] {
        database.sql(&eve, &insert(time)).unwrap();
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
    let newest = store.newest_of_each("club").unwrap();
    assert_eq!((newest.results.len(), newest.unreadable.len()), (1, 4));
}

#[test]
fn nobody_keeps_others_from_saving_by_the_count_of_changes() {
    let Some(database) = server::fresh() else {
        return;
    };
    let eve = database.user("eve", "levelup_member");
    let ada = database.store_of(&database.user("ada", "levelup_member"));
    ada.save(&result(1, "club", "Ada", 1)).unwrap();
    let mine = database.store_of(&eve);
    mine.save(&result(2, "club", "Eve", 1)).unwrap();
    for n in ["9223372036854775807", "-1", "1099511627776"] {
        let _ = database.sql(&eve, &format!("UPDATE levelup.changes SET n = {n}"));
        let sql =
            format!("INSERT INTO levelup.changes (shard, n) SELECT generate_series(0, 99), {n}");
        let _ = database.sql(&eve, &sql);
        let sql = format!("INSERT INTO levelup.changes SELECT 'ada', generate_series(0, 99), {n}");
        let _ = database.sql(&eve, &sql);
    }

    let before = ada.changes().unwrap();
    for number in 16..32 {
        ada.save(&result(number, "club", "Ada", 1)).unwrap();
    }
    assert_eq!(ada.changes().unwrap(), before + 16);
    mine.save(&result(34, "club", "Eve", 1)).unwrap();
}

#[test]
fn a_forged_level_hides_no_other_result_and_is_found() {
    use std::fmt::Write as _;

    use levelup::results::Answer;
    use levelup::store::fuzzing;
    let Some(database) = server::fresh() else {
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
    assert_eq!(store.newest_of_each("club").unwrap().results, [good]);
    let found = store.examine(&mut |_, _| {}).unwrap().unwrap();
    assert_eq!((found.results, found.findings.len()), (1, 1));
}
