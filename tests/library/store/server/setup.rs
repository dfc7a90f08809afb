//! `levelup store init`, and errors without it.

use std::thread;

use jiff::Timestamp;
use levelup::testing::{Location, STORE_DEADLINE, Store, StoreError, TrashedResult, open};
use uuid::Uuid;

use crate::support::postgres::{self, Server};
use crate::support::store::{draft, put_draft, result};

#[test]
fn setup_is_repeatable_and_keeps_a_newer_schema() {
    let Some(database) = postgres::empty() else {
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
fn spoiled_rows_are_reported_and_hide_nothing() {
    let Some(database) = postgres::fresh() else {
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
    let newest = store.latest_of_each("club").unwrap();
    assert_eq!(newest.results[0].id.as_u128(), 2, "the one before counts");
    assert_eq!(newest.unreadable.len(), 1);
    let forged = "ALTER TABLE levelup.results DROP CONSTRAINT results_numbers;
        UPDATE levelup.results SET level_ups = -1 WHERE taken_at = 3";
    database.sql("postgres", forged).unwrap();
    let page = store
        .page(&crate::support::store::everything(), None, 9)
        .unwrap();
    assert_eq!((page.rows.len(), page.unreadable.len()), (2, 1));
    let moved = "UPDATE levelup.results SET person = 'eve' WHERE taken_at = 1";
    database.sql("postgres", moved).unwrap();
    let found = store.examine(&mut |_, _| {}).unwrap().unwrap();
    assert_eq!((found.results, found.findings.len()), (1, 2));
}

fn at(server: &Server, user: &str, database: &str) -> Location {
    Location::parse(server.url(user, database).as_ref()).unwrap()
}

/// A server on which nobody ever set anything up, with somebody who owns their database, may make
/// roles, and is no superuser.
fn untouched() -> Option<Server> {
    let server = Server::prepared()?;
    server.run(&[]);
    let admin = "CREATE ROLE admin LOGIN CREATEROLE; CREATE ROLE plain LOGIN";
    server.sql("postgres", admin).unwrap();
    for (name, owner) in [("team", "admin"), ("other", "admin"), ("third", "plain")] {
        let create = format!("CREATE DATABASE {name} OWNER {owner}");
        server.sql("postgres", &create).unwrap();
    }
    Some(server)
}

#[test]
fn setup_needs_no_superuser_and_dump_restores() {
    let Some(server) = untouched() else {
        return;
    };
    let refused = at(&server, "plain", "third").init().unwrap();
    assert!(
        matches!(refused, Err(StoreError::Denied { .. })),
        "{refused:?}"
    );
    let left = "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'levelup%'";
    assert_eq!(
        server.sql("third", left).unwrap(),
        "0",
        "the date is empty over"
    );

    let team = at(&server, "admin", "team");
    assert_eq!(team.init().unwrap(), Ok(true));
    assert_eq!(team.init().unwrap(), Ok(false));
    server
        .sql("team", "CREATE ROLE ada LOGIN; GRANT levelup_member TO ada")
        .unwrap();
    let ada = open(&at(&server, "ada", "team"), STORE_DEADLINE, None, false);
    for number in [1, 2] {
        ada.save(&result(number, "club", "Ada", 1)).unwrap();
    }
    put_draft(&*ada, &draft(3, "club", "Ada")).unwrap();
    ada.remember_name("Ada").unwrap();
    let admin = open(&team, STORE_DEADLINE, None, false);
    admin
        .delete(&[Uuid::from_u128(1)], Timestamp::UNIX_EPOCH)
        .unwrap();
    assert_eq!(team.set_open("club", true), Some(Ok(())));
    let denied = at(&server, "ada", "team").set_open("team", true).unwrap();
    assert!(
        matches!(denied, Err(StoreError::Denied { .. })),
        "{denied:?}"
    );

    server.copy("admin", "team", "other");
    let copy = at(&server, "admin", "other");
    assert_eq!(copy.init().unwrap(), Ok(false));
    let found = open(&copy, STORE_DEADLINE, None, false);
    let found = found.examine(&mut |_, _| {}).unwrap().unwrap();
    assert_eq!((found.results, found.trashed, found.drafts), (1, 1, 1));
    let ada = open(&at(&server, "ada", "other"), STORE_DEADLINE, None, false);
    assert_eq!(ada.last_name().unwrap().as_deref(), Some("Ada"));
    assert_eq!(ada.changes(), admin.changes());
}

#[test]
fn prepared_roles_are_rejected() {
    let Some(server) = untouched() else {
        return;
    };
    for (prepare, tidy, expected) in [
        (
            "CREATE ROLE levelup_lead LOGIN",
            "DROP ROLE levelup_lead",
            "can log in",
        ),
        (
            "CREATE ROLE levelup_owner CREATEROLE",
            "DROP ROLE levelup_owner",
            "has rights on the server",
        ),
        (
            "CREATE ROLE levelup_lead; CREATE ROLE levelup_member IN ROLE levelup_lead",
            "DROP ROLE levelup_member, levelup_lead",
            "would have the same rights",
        ),
    ] {
        server.sql("postgres", prepare).unwrap();
        let refused = at(&server, "admin", "team").init().unwrap();
        let is_told =
            matches!(&refused, Err(StoreError::Denied { why, .. }) if why.contains(expected));
        assert!(is_told, "{prepare}: {refused:?}");
        server.sql("postgres", tidy).unwrap();
    }
    assert_eq!(at(&server, "admin", "team").init().unwrap(), Ok(true));
}

#[test]
fn concurrent_setups_run_once() {
    let Some(server) = untouched() else {
        return;
    };
    let ready: Vec<bool> = thread::scope(|scope| {
        let threads: Vec<_> = ["team", "other", "team", "other", "team", "other"]
            .map(|database| {
                let location = at(&server, "admin", database);
                scope.spawn(move || location.init().unwrap().unwrap())
            })
            .into();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    let made = |of: usize| {
        ready
            .iter()
            .skip(of)
            .step_by(2)
            .filter(|made| **made)
            .count()
    };
    assert_eq!((made(0), made(1)), (1, 1));
}

#[test]
fn unreleased_schema_is_rejected_and_not_changed() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let first = "DROP SCHEMA levelup CASCADE; CREATE SCHEMA levelup;
        CREATE TABLE levelup.about (name text PRIMARY KEY, value text NOT NULL);
        INSERT INTO levelup.about VALUES ('schema', '2');
        GRANT USAGE ON SCHEMA levelup TO levelup_member;
        GRANT SELECT ON levelup.about TO levelup_member";
    database.sql("postgres", first).unwrap();
    let ada = database.store_of(&database.user("ada", "levelup_member"));
    let refused = ada.count();
    assert!(
        matches!(refused, Err(StoreError::NotSetUp { .. })),
        "{refused:?}"
    );

    let refused = database.location("postgres").init().unwrap();
    assert!(
        matches!(refused, Err(StoreError::Older { .. })),
        "{refused:?}"
    );
    let number = "SELECT value FROM levelup.about";
    assert_eq!(database.sql("postgres", number).unwrap(), "2");
}

/// A change to a store.
type Change<'c> = dyn Fn(&dyn Store) -> Result<(), StoreError> + 'c;

#[test]
fn old_program_stops_in_a_newer_schema() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let store = database.store();
    store.save(&result(1, "club", "Ada", 1)).unwrap();
    let (one, at) = ([Uuid::from_u128(1)], Timestamp::UNIX_EPOCH);
    // Each has its line, on which nothing else has been noticed before.
    let changes: [&Change; 5] = [
        &|store| store.delete(&one, at),
        &|store| store.restore(&one),
        &|store| store.delete_permanently(&one),
        &|store| {
            let mut source = [Ok(result(3, "club", "Ada", 1))].into_iter();
            store.import(&mut source, false).map(drop)
        },
        &|store| {
            let result = result(4, "club", "Ada", 1);
            store
                .import_trashed(&[TrashedResult { result, at }])
                .map(drop)
        },
    ];
    let stores = changes.map(|change| (database.store(), change));
    for (store, _) in &stores {
        assert_eq!(store.count().unwrap(), 1);
    }
    let newer = "UPDATE levelup.about SET value = '99' WHERE name = 'schema'";
    database.sql("postgres", newer).unwrap();

    let is_newer = |error: Option<StoreError>| {
        assert!(matches!(error, Some(StoreError::Newer { .. })), "{error:?}");
    };
    is_newer(store.save(&result(2, "club", "Ada", 1)).err());
    is_newer(
        store
            .page(&crate::support::store::everything(), None, 9)
            .err(),
    );
    is_newer(store.latest_of_each("club").err());
    let mut source = [Ok(result(3, "club", "Ada", 1))].into_iter();
    is_newer(store.import(&mut source, false).err());
    for (store, change) in &stores {
        is_newer(change(&**store).err());
    }
    let count = "SELECT count(*) FROM levelup.results WHERE binned_at IS NULL";
    assert_eq!(database.sql("postgres", count).unwrap(), "1");
}

#[test]
fn setup_without_privilege_is_denied_with_a_reason() {
    let Some(database) = postgres::empty() else {
        return;
    };
    let user = |name: &str| {
        let user = format!("{}_{name}", database.name);
        let sql = format!("CREATE ROLE {user} LOGIN");
        database.sql("postgres", &sql).unwrap();
        user
    };
    let (eve, bob) = (user("eve"), user("bob"));
    let denied = |by: &str, reason: &str| {
        let refused = database.location(by).init().unwrap();
        let is_told =
            matches!(&refused, Err(StoreError::Denied { why, .. }) if why.contains(reason));
        assert!(is_told, "{by}: {refused:?}");
    };
    denied(&eve, "permission denied");
    database.location("postgres").init().unwrap().unwrap();
    denied(&eve, "permission denied");

    // A schema prepared by another login is not used.
    let drop = "DROP SCHEMA levelup CASCADE";
    database.sql("postgres", drop).unwrap();
    let adopted = format!("CREATE SCHEMA levelup AUTHORIZATION {bob}");
    database.sql("postgres", &adopted).unwrap();
    denied("postgres", &bob);
    // What of one's own is in the way is named, and not waited for.
    let left = "DROP SCHEMA levelup; CREATE SCHEMA levelup; CREATE TABLE levelup.drafts ()";
    database.sql("postgres", left).unwrap();
    denied("postgres", "already exists");
}

#[test]
fn database_without_utf8_is_rejected() {
    let Some(database) = postgres::empty() else {
        return;
    };
    let name = format!("{}_latin", database.name);
    let sql = format!("CREATE DATABASE {name} ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'");
    database.sql("postgres", &sql).unwrap();
    let mut latin = database.clone();
    latin.name = name;
    let refused = latin.location("postgres").init().unwrap();
    let is_told = matches!(&refused, Err(StoreError::Denied { why, .. }) if why.contains("LATIN1"));
    assert!(is_told, "{refused:?}");
}

/// The owner of a database, who may create roles, on a server where a superuser has made the roles.
fn admin_of(database: &postgres::Database) -> String {
    postgres::fresh().unwrap();
    let admin = format!("{}_admin", database.name);
    let sql = format!(
        "CREATE ROLE {admin} LOGIN CREATEROLE; ALTER DATABASE {} OWNER TO {admin}",
        database.name
    );
    database.sql("postgres", &sql).unwrap();
    admin
}

fn let_grant(database: &postgres::Database, admin: &str) {
    let roles = "levelup_member, levelup_lead, levelup_owner";
    let sql = format!("GRANT {roles} TO {admin} WITH ADMIN OPTION");
    database.sql("postgres", &sql).unwrap();
}

#[test]
fn setup_without_grant_option_names_the_missing_grant() {
    let Some(database) = postgres::empty() else {
        return;
    };
    let admin = admin_of(&database);
    let done = database.location(&admin).init().unwrap();
    // Up to PostgreSQL 15 who may create roles may grant any.
    if database.version() >= 16 {
        let is_told = matches!(&done, Err(StoreError::Denied { why, .. })
            if why.contains("GRANT levelup_member, levelup_lead, levelup_owner TO … WITH ADMIN OPTION"));
        assert!(is_told, "{done:?}");
        let_grant(&database, &admin);
        database.location(&admin).init().unwrap().unwrap();
    }
    let ada = format!("{}_ada", database.name);
    let sql = format!("CREATE ROLE {ada} LOGIN; GRANT levelup_member TO {ada}");
    database.sql(&admin, &sql).unwrap();
    let ada = database.store_of(&ada);
    ada.save(&result(1, "club", "Ada", 1)).unwrap();
    let admin = database.store_of(&admin);
    assert_eq!(admin.count().unwrap(), 1);
    admin
        .delete(&[Uuid::from_u128(1)], Timestamp::now())
        .unwrap();
    assert_eq!(ada.count().unwrap(), 0);
}

#[test]
fn administrator_of_the_setup_can_dump_everything() {
    let Some(database) = postgres::empty() else {
        return;
    };
    let admin = admin_of(&database);
    let_grant(&database, &admin);
    database.location(&admin).init().unwrap().unwrap();
    let ada = database.store_of(&database.user("ada", "levelup_member"));
    ada.save(&result(1, "club", "Ada", 1)).unwrap();
    put_draft(&*ada, &crate::support::store::draft(2, "club", "Ada")).unwrap();
    ada.remember_name("Countess").unwrap();

    let dump = database.dump(&admin).unwrap();
    for table in ["results", "drafts", "names", "changes"] {
        let begin = format!("COPY levelup.{table} (");
        let (_, rows) = dump.split_once(&begin).unwrap();
        let rows = rows.lines().skip(1).take_while(|line| *line != "\\.");
        assert_eq!(rows.count(), 1, "{table}");
    }
}
