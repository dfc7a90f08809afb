//! `levelup store init`, and what is said where nothing was set up.

use levelup::store::StoreError;

use super::server;
use super::support::result;

#[test]
fn setting_up_twice_changes_nothing_and_newer_is_left_alone() {
    let Some(database) = server::empty() else {
        return;
    };
    let location = database.location("postgres");
    let refused = database.store().count();
    assert!(
        matches!(refused, Err(StoreError::NotSetUp { .. })),
        "{refused:?}"
    );

    assert_eq!(location.init().unwrap(), Ok(true));
    database.store().save(&result(1, "club", "Ada", 1)).unwrap();
    assert_eq!(location.init().unwrap(), Ok(false));
    assert_eq!(database.store().count().unwrap(), 1);

    database
        .sql(
            "postgres",
            "UPDATE levelup.about SET value = '99' WHERE name = 'schema'",
        )
        .unwrap();
    assert!(matches!(
        location.init().unwrap(),
        Err(StoreError::Newer { .. })
    ));
    let refused = database.store().save(&result(2, "club", "Ada", 1));
    assert!(
        matches!(refused, Err(StoreError::Newer { .. })),
        "{refused:?}"
    );
}

#[test]
fn what_somebody_spoiled_is_told_and_hides_nothing_else() {
    let Some(database) = server::fresh() else {
        return;
    };
    let store = database.store();
    for number in 1..=3 {
        store
            .save(&result(
                number,
                "club",
                "Ada",
                i64::try_from(number).unwrap(),
            ))
            .unwrap();
    }
    let spoil = "UPDATE levelup.results SET record = overlay(record placing '\\x00' from 9)
        WHERE taken_at = 3";
    database.sql("postgres", spoil).unwrap();

    let found = store.examine(&mut |_, _| {}).unwrap().unwrap();
    assert_eq!((found.results, found.findings.len()), (2, 1));
    let newest = store.newest_of_each("club").unwrap();
    assert_eq!(newest.results[0].id.as_u128(), 2, "the one before counts");
    assert_eq!(newest.unreadable.len(), 1);
    let page = store.page(&super::support::everything(), None, 9).unwrap();
    assert_eq!((page.rows.len(), page.unreadable.len()), (2, 1));
    let moved = "UPDATE levelup.results SET person = 'eve' WHERE taken_at = 1";
    database.sql("postgres", moved).unwrap();
    let found = store.examine(&mut |_, _| {}).unwrap().unwrap();
    assert_eq!((found.results, found.findings.len()), (1, 2));
}
