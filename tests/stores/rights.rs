//! What each role may do, by the program's own way and by SQL.

use jiff::Timestamp;
use levelup::store::StoreError;
use uuid::Uuid;

use super::server;
use super::support::{draft, result};

#[test]
fn a_member_reads_their_own_results_and_those_of_open_teams() {
    let Some(database) = server::fresh() else {
        return;
    };
    let ada = database.store_of(&database.user("ada", "levelup_member"));
    let bob = database.store_of(&database.user("bob", "levelup_member"));
    ada.save(&result(1, "club", "Ada", 1)).unwrap();
    bob.save(&result(2, "club", "Bob", 2)).unwrap();
    bob.save(&result(3, "team", "Bob", 3)).unwrap();

    assert_eq!(ada.count().unwrap(), 1);
    assert_eq!(ada.result(Uuid::from_u128(2)).unwrap(), None);
    let owner = database.location("postgres");
    owner.set_open("club", true).unwrap().unwrap();
    assert_eq!(ada.newest_of_each("club").unwrap().results.len(), 2);
    assert_eq!(
        ada.result(Uuid::from_u128(3)).unwrap(),
        None,
        "the other team is closed"
    );
    owner.set_open("club", false).unwrap().unwrap();
    assert_eq!(ada.count().unwrap(), 1);
}

#[test]
fn nobody_but_the_owner_changes_or_deletes_a_saved_result() {
    let Some(database) = server::fresh() else {
        return;
    };
    for (name, role) in [("ada", "levelup_member"), ("lea", "levelup_lead")] {
        let user = database.user(name, role);
        let store = database.store_of(&user);
        let id = Uuid::now_v7();
        store.save(&result(id.as_u128(), "club", name, 1)).unwrap();

        let denied = |done: Result<(), StoreError>| matches!(done, Err(StoreError::Denied { .. }));
        assert!(denied(store.delete(&[id], Timestamp::UNIX_EPOCH)));
        assert!(denied(store.delete_forever(&[id])));
        for sql in [
            "UPDATE levelup.results SET name = 'x'",
            "DELETE FROM levelup.results",
            "TRUNCATE levelup.results",
            "UPDATE levelup.definitions SET record = ''",
            "INSERT INTO levelup.open_teams VALUES ('club')",
            "UPDATE levelup.about SET value = '0'",
            "ALTER TABLE levelup.results DISABLE ROW LEVEL SECURITY",
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
fn nobody_saves_in_the_name_of_another_account() {
    let Some(database) = server::fresh() else {
        return;
    };
    let ada = database.user("ada", "levelup_member");
    let bob = database.user("bob", "levelup_member");
    database
        .store_of(&ada)
        .save(&result(1, "club", "Ada", 1))
        .unwrap();
    let sql = format!(
        "INSERT INTO levelup.results (id, tail, taken_at, slug, person, assessment, name,
            categories, rated, level_ups, definition, record, owner)
        SELECT gen_random_uuid(), tail, taken_at, slug, person, assessment, name,
            categories, rated, level_ups, definition, record, '{bob}' FROM levelup.results"
    );
    let refused = database.sql(&ada, &sql).unwrap_err();
    assert!(refused.contains("row-level security"), "{refused}");
    // The id of a result that does not show is taken all the same.
    let store = database.store_of(&bob);
    let taken = store.save(&result(1, "club", "Bob", 1));
    assert_eq!(
        taken,
        Err(StoreError::Conflict {
            id: Uuid::from_u128(1)
        })
    );
}

#[test]
fn a_lead_reads_all_results_and_no_drafts_of_others() {
    let Some(database) = server::fresh() else {
        return;
    };
    let ada = database.store_of(&database.user("ada", "levelup_member"));
    ada.save(&result(1, "club", "Ada", 1)).unwrap();
    ada.save_draft(&draft(2, "club", "Ada")).unwrap();
    let lea = database.user("lea", "levelup_lead");
    let store = database.store_of(&lea);

    assert_eq!(store.count().unwrap(), 1);
    assert_eq!(store.drafts("Ada").unwrap(), []);
    let drafts = "SELECT count(*) FROM levelup.drafts";
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
