//! What each role may do, by the program's own way and by SQL.

use jiff::Timestamp;
use levelup::testing::{
    Direction, ImportConflict, ImportOutcome, OutboxFile, RedbStore, Results, STORE_DEADLINE,
    StoreError, check_copy, copy_results, open_with_outbox,
};
use uuid::Uuid;

use crate::support::postgres;
use crate::support::store::{draft, everything, ids, put_draft, result};

#[test]
fn member_reads_own_results_and_open_teams() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let ada = database.store_of(&database.user("ada", "levelup_member"));
    let bob = database.store_of(&database.user("bob", "levelup_member"));
    ada.save(&result(1, "club", "Ada", 1)).unwrap();
    bob.save(&result(2, "club", "Bob", 2)).unwrap();
    bob.save(&result(3, "team", "Bob", 3)).unwrap();

    // An open list does not count again if nothing has changed.
    let listed = || ada.list_page(Direction::Down(None), 50).unwrap().total;
    assert_eq!((ada.count().unwrap(), listed()), (1, 1));
    assert_eq!(ada.result(Uuid::from_u128(2)).unwrap(), None);
    let owner = database.location("postgres");
    owner.set_open("club", true).unwrap().unwrap();
    assert_eq!(ada.latest_of_each("club").unwrap().results.len(), 2);
    assert_eq!(listed(), 2);
    assert_eq!(
        ada.result(Uuid::from_u128(3)).unwrap(),
        None,
        "the other team is closed"
    );
    owner.set_open("club", false).unwrap().unwrap();
    assert_eq!((ada.count().unwrap(), listed()), (1, 1));
}

#[test]
fn only_the_owner_changes_or_deletes_a_result() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    for (name, role) in [("ada", "levelup_member"), ("lea", "levelup_lead")] {
        let user = database.user(name, role);
        let store = database.store_of(&user);
        let id = Uuid::now_v7();
        store.save(&result(id.as_u128(), "club", name, 1)).unwrap();

        let denied = |done: Result<(), StoreError>| matches!(done, Err(StoreError::Denied { .. }));
        assert!(denied(store.delete(&[id], Timestamp::UNIX_EPOCH)));
        assert!(denied(store.delete_permanently(&[id])));
        for sql in [
            "UPDATE levelup.results SET name = 'x'",
            "DELETE FROM levelup.results",
            "TRUNCATE levelup.results",
            "UPDATE levelup.definitions SET record = ''",
            "INSERT INTO levelup.open_teams VALUES ('club')",
            "UPDATE levelup.about SET value = '0'",
            "ALTER TABLE levelup.results DROP COLUMN saved_by",
        ] {
            let refused = database.sql(&user, sql).unwrap_err();
            let is_denied =
                refused.contains("permission denied") || refused.contains("must be owner");
            assert!(is_denied, "{role}: {sql}: {refused}");
        }
    }
    let owner = database.store_of(&database.user("olga", "levelup_owner"));
    let all = owner.batch(None, 9).unwrap().results;
    assert_eq!(all.len(), 2);
    owner.delete(&[all[0].id], Timestamp::UNIX_EPOCH).unwrap();
    assert_eq!(owner.count().unwrap(), 1);
}

#[test]
fn result_with_any_time_can_be_saved() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let bob = database.store_of(&database.user("bob", "levelup_member"));
    bob.save(&result(1, "club", "Bob", 1)).unwrap();
    for (id, millis) in [(3, -62_135_596_800_000), (4, 253_402_207_200_000)] {
        bob.save(&result(id, "club", "Bob", millis)).unwrap();
    }
    assert_eq!(ids(&*bob, &everything(), 9), [4, 1, 3]);
}

#[test]
fn wording_saved_by_another_login_spoils_no_result() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let ada = database.user("ada", "levelup_member");
    let bob = database.store_of(&database.user("bob", "levelup_member"));
    let one = result(1, "club", "Bob", 1);
    bob.save(&one).unwrap();
    let take = "SELECT hash, record FROM levelup.definitions";
    let taken = database.sql("postgres", take).unwrap();
    let (hash, record) = taken.split_once('|').unwrap();
    database
        .sql(
            "postgres",
            "DELETE FROM levelup.results; DELETE FROM levelup.definitions",
        )
        .unwrap();
    let put = |record: &str| {
        let sql = format!(
            "SELECT outcome FROM levelup.save_result(3, gen_random_uuid(), 1, 'club', 'ada', 'A',
                'Ada', '', 1, 0, 0, NULL, NULL, NULL, '{hash}', '\\x010000000000', {record}, true,
                '{{}}')"
        );
        database.sql(&ada, &sql)
    };

    // Other words have another hash.
    let other = put(&format!("'{record}'::bytea || '\\x00'")).unwrap_err();
    assert!(other.contains("results_wording"), "{other}");
    // The words are right, their checksum is not: it is not needed.
    let spoilt = format!("overlay('{record}'::bytea placing '\\x00000000' from 2)");
    assert_eq!(put(&spoilt).unwrap(), "n");
    bob.save(&one).unwrap();
    assert_eq!(bob.result(one.id).unwrap(), Some(one.clone()));
    assert_eq!(bob.latest_of_each("club").unwrap().results, [one]);
    let found = bob.examine(&mut |_, _| {}).unwrap().unwrap();
    assert_eq!(found.findings, []);
}

#[test]
fn member_cannot_restore_a_result_by_saving_it_again() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let ada = database.user("ada", "levelup_member");
    let one = result(1, "club", "Ada", 1);
    database.store_of(&ada).save(&one).unwrap();
    database
        .store()
        .delete(&[one.id], Timestamp::UNIX_EPOCH)
        .unwrap();

    let directory = tempfile::tempdir().unwrap();
    let before = OutboxFile {
        folder: directory.path(),
        tell: None,
    };
    let outbox = open_with_outbox(&database.location(&ada), STORE_DEADLINE, None, before);
    outbox.save(&one).unwrap();
    assert_eq!(outbox.relay().unwrap().pending().unwrap(), []);
    assert_eq!(database.store().count().unwrap(), 0, "it lies in the bin");
    let mut other = one.clone();
    other.notes[0] = "other".to_owned();
    let refused = database.store_of(&ada).save(&other);
    assert_eq!(refused, Err(StoreError::Conflict { id: one.id }));
}

#[test]
fn lists_of_a_member_have_no_duplicates() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let logins = [
        database.user("ada", "levelup_member"),
        database.user("bob", "levelup_member"),
    ];
    let slugs = ["club", "team", "crew"];
    for number in 1..=60_u32 {
        let store = database.store_of(&logins[number as usize % 2]);
        let slug = slugs[number as usize % 3];
        let name = ["Ada", "Bob", "Cem"][number as usize / 7 % 3];
        let millis = i64::from(number / 5);
        store
            .save(&result(u128::from(number), slug, name, millis))
            .unwrap();
    }
    let owner = database.location("postgres");
    for open in [&[][..], &["club"], &["club", "team"], &slugs] {
        for slug in open {
            owner.set_open(slug, true).unwrap().unwrap();
        }
        for (at, login) in logins.iter().enumerate() {
            let may = |number: &u128| {
                let number = usize::try_from(*number).unwrap();
                number % 2 == at || open.contains(&slugs[number % 3])
            };
            let expected: Vec<u128> = (1..=60).rev().filter(may).collect();
            let store = database.store_of(login);
            assert_eq!(ids(&*store, &everything(), 7), expected, "{open:?}");
            assert_eq!(store.count().unwrap(), expected.len() as u64);
            let third = store.nth_latest(2).unwrap();
            assert_eq!(third.map(|id| id.as_u128()), Some(expected[2]));
            let oldest = store.page_above(None, 3).unwrap();
            let oldest: Vec<u128> = oldest.rows.iter().map(|row| row.id.as_u128()).collect();
            assert_eq!(oldest, expected[expected.len() - 3..]);
            let newest = store.latest_of_each("club").unwrap();
            let club: Vec<&u128> = expected.iter().filter(|id| *id % 3 == 0).collect();
            assert_eq!(newest.results.len(), 3);
            assert_eq!(newest.results[0].id.as_u128(), *club[0]);
        }
    }
}

#[test]
fn member_cannot_save_as_another_account() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let ada = database.user("ada", "levelup_member");
    let bob = database.user("bob", "levelup_member");
    database
        .store_of(&ada)
        .save(&result(1, "club", "Ada", 1))
        .unwrap();
    // The id of a result that does not show is taken all the same.
    let store = database.store_of(&bob);
    let id = Uuid::from_u128(1);
    let all = [result(2, "club", "Bob", 1), result(1, "club", "Bob", 1)];
    let conflicts = vec![ImportConflict { id, binned: false }];
    for replace in [false, true] {
        let outcome = store.import(&mut all.clone().into_iter().map(Ok), replace);
        assert_eq!(outcome, Ok(ImportOutcome::Conflicts(conflicts.clone())));
    }
    assert_eq!(store.count().unwrap(), 0, "nothing came in");
    let taken = store.save(&result(1, "club", "Bob", 1));
    assert_eq!(
        taken,
        Err(StoreError::Conflict {
            id: Uuid::from_u128(1)
        })
    );
}

#[test]
fn lead_reads_all_results_but_no_drafts() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let ada = database.store_of(&database.user("ada", "levelup_member"));
    ada.save(&result(1, "club", "Ada", 1)).unwrap();
    put_draft(&*ada, &draft(2, "club", "Ada")).unwrap();
    let lea = database.user("lea", "levelup_lead");
    let store = database.store_of(&lea);

    assert_eq!(store.count().unwrap(), 1);
    assert_eq!(store.drafts("Ada").unwrap(), []);
    let drafts = "SELECT count(*) FROM levelup.check_drafts(3)";
    assert_eq!(database.sql(&lea, drafts).unwrap(), "0");
    let stranger = format!("{}_eve", database.name);
    database
        .sql("postgres", &format!("CREATE ROLE {stranger} LOGIN"))
        .unwrap();
    let refused = database.store_of(&stranger).count();
    assert!(
        matches!(refused, Err(StoreError::Denied { .. })),
        "{refused:?}"
    );
}

#[test]
fn member_copies_own_trash_and_restores_nothing() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let ada = database.store_of(&database.user("ada", "levelup_member"));
    let directory = tempfile::tempdir().unwrap();
    let file = RedbStore::at(directory.path().join("a.redb"));
    let own = [result(1, "club", "Ada", 1), result(2, "club", "Ada", 2)];
    for own in &own {
        file.save(own).unwrap();
    }
    file.delete(&[own[0].id], jiff::Timestamp::UNIX_EPOCH)
        .unwrap();

    let copied = copy_results(&file, &*ada, &mut |_, _| {}).unwrap();

    assert_eq!((copied.done.added, copied.binned), (1, 1));
    assert!(copied.conflicts.is_empty());
    assert_eq!(ada.trashed(None, 9).unwrap().results[0].result, own[0]);
    let checked = check_copy(&file, &*ada, &[], &mut |_, _| {}).unwrap();
    assert!(checked.is_whole());
    let denied = ada.restore(&[own[0].id]);
    assert!(matches!(denied, Err(StoreError::Denied { .. })));
    // What was taken out of the bin on this side is named, and keeps nothing from going on.
    file.restore(&[own[0].id]).unwrap();
    let third = result(3, "club", "Ada", 3);
    file.save(&third).unwrap();
    let again = copy_results(&file, &*ada, &mut |_, _| {}).unwrap();
    assert_eq!(again.conflicts, [own[0].id]);
    assert!(again.kept_in_bin.contains(&own[0].id));
    assert_eq!((again.done.added, again.done.restored), (1, 0));
    assert_eq!(ada.result(third.id).unwrap(), Some(third));
    // Nobody else sees it, nor lies it among the results of an open team.
    let bob = database.store_of(&database.user("bob", "levelup_member"));
    assert_eq!(bob.trashed(None, 9).unwrap().results, []);
    database.store().restore(&[own[0].id]).unwrap();
    assert_eq!(ada.count().unwrap(), 3);
}

#[test]
fn hidden_result_is_a_conflict_and_copy_continues() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let ada = database.store_of(&database.user("ada", "levelup_member"));
    let bob = database.store_of(&database.user("bob", "levelup_member"));
    ada.save(&result(1, "club", "Ada", 1)).unwrap();
    let own = [result(1, "club", "Bob", 1), result(2, "club", "Bob", 2)];

    let mut source = own.iter().cloned().map(Ok);
    let outcome = bob.import(&mut source, false).unwrap();
    let conflict = ImportConflict {
        id: Uuid::from_u128(1),
        binned: false,
    };
    assert_eq!(outcome, ImportOutcome::Conflicts(vec![conflict]));
    assert_eq!(bob.count().unwrap(), 0, "all or nothing");

    let directory = tempfile::tempdir().unwrap();
    let file = RedbStore::at(directory.path().join("a.redb"));
    for own in &own {
        file.save(own).unwrap();
    }
    let copied = copy_results(&file, &*bob, &mut |_, _| {}).unwrap();
    assert_eq!(copied.conflicts, [Uuid::from_u128(1)]);
    assert_eq!(copied.done.added, 1);
    assert_eq!(bob.count().unwrap(), 1);
}
