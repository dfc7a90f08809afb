//! One suite for all stores.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use levelup::testing::{
    DraftOutcome, DraftPlace, ImportConflict, ImportOutcome, Imported, Position, RedbStore, Scope,
    Store, StoreError, TrashedResult,
};
use uuid::Uuid;

use crate::support::postgres;
use crate::support::store::{StoreDir, draft, everything, ids, put_draft, result, take_draft};

/// Does the same to every store that is here.
fn each(promise: impl Fn(Arc<dyn Store>)) {
    let dir = StoreDir::new();
    promise(Arc::new(RedbStore::at(&dir.path)));
    if let Some(database) = postgres::fresh() {
        promise(database.store());
    }
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

#[test]
fn saving_twice_is_one_result_and_changes_conflict() {
    each(|store| {
        let mut one = result(1, "club", "Ada", 5);
        store.save(&one).unwrap();
        let changes = store.changes().unwrap();
        store.save(&one).unwrap();

        assert_eq!(store.changes().unwrap(), changes, "nothing changed");
        assert_eq!(store.result(id(1)).unwrap(), Some(one.clone()));
        one.notes[0] = "other".to_owned();
        assert_eq!(store.save(&one), Err(StoreError::Conflict { id: id(1) }));
        assert_eq!(store.count().unwrap(), 1);
    });
}

#[test]
fn saving_a_deleted_result_restores_it() {
    each(|store| {
        let one = result(1, "club", "Ada", 5);
        store.save(&one).unwrap();
        let before = store.changes().unwrap();
        store.delete(&[id(1)], Timestamp::UNIX_EPOCH).unwrap();

        assert!(store.changes().unwrap() > before);
        assert_eq!(store.result(id(1)).unwrap(), None);
        assert_eq!(store.ids_ending("1", true, 9).unwrap(), [id(1)]);
        store.save(&one).unwrap();
        assert_eq!(store.result(id(1)).unwrap(), Some(one.clone()));
    });
}

#[test]
fn trash_is_copied_into_trash() {
    each(|store| {
        let at = Timestamp::from_millisecond(1_234).unwrap();
        let binned = |number| TrashedResult {
            result: result(number, "club", "Ada", 5),
            at,
        };
        store.save(&binned(1).result).unwrap();
        store.save(&binned(2).result).unwrap();
        store.delete(&[id(2)], Timestamp::UNIX_EPOCH).unwrap();

        let those = [binned(1), binned(2), binned(3), binned(4)];
        let outcome = store.import_trashed(&those).unwrap();
        let done = Imported {
            added: 2,
            unchanged: 2,
            ..Imported::default()
        };
        assert_eq!(outcome, ImportOutcome::Done(done));
        let unchanged = store.changes().unwrap();
        assert!(matches!(
            store.import_trashed(&those).unwrap(),
            ImportOutcome::Done(Imported {
                added: 0,
                unchanged: 4,
                ..
            })
        ));
        assert_eq!(store.changes().unwrap(), unchanged);

        assert_eq!(store.count().unwrap(), 1, "what is a result stays one");
        let first = store.trashed(None, 2).unwrap();
        assert_eq!(first.results[0].at, Timestamp::UNIX_EPOCH, "as it was");
        assert_eq!(first.results[1], binned(3));
        let second = store.trashed(first.next, 2).unwrap();
        assert_eq!((second.results, second.next), (vec![binned(4)], None));
        store.restore(&[id(4)]).unwrap();
        assert_eq!(store.result(id(4)).unwrap(), Some(binned(4).result));

        let mut others = [binned(5), binned(1), binned(3)];
        for other in &mut others {
            other.result.notes[0] = "another".to_owned();
        }
        let conflict = |number, binned| ImportConflict {
            id: id(number),
            binned,
        };
        let conflicts = vec![conflict(1, false), conflict(3, true)];
        let outcome = store.import_trashed(&others).unwrap();
        assert_eq!(outcome, ImportOutcome::Conflicts(conflicts));
        assert!(store.ids_ending("5", true, 9).unwrap().is_empty());
    });
}

#[test]
fn trash_takes_all_or_none() {
    each(|store| {
        store.save(&result(1, "club", "Ada", 5)).unwrap();
        let missing = Err(StoreError::NotFound { id: id(2) });
        assert_eq!(
            store.delete(&[id(1), id(2)], Timestamp::UNIX_EPOCH),
            missing
        );
        assert_eq!(store.count().unwrap(), 1);
        store.delete(&[id(1)], Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(store.restore(&[id(1), id(2)]), missing);
        assert_eq!(store.count().unwrap(), 0);
        store.delete_permanently(&[id(1)]).unwrap();
        assert_eq!(
            store.restore(&[id(1)]),
            Err(StoreError::NotFound { id: id(1) })
        );
    });
}

#[test]
fn pages_continue_after_the_last_row_in_every_scope() {
    each(|store| {
        for number in 1..=12 {
            let (slug, name) = [("club", "Ada"), ("club", "ADA"), ("team", "Bob")][number % 3];
            let millis = i64::try_from(number / 4).unwrap();
            store
                .save(&result(number as u128, slug, name, millis))
                .unwrap();
        }
        let scope = |slug: Option<&str>, name: Option<&str>| Scope {
            assessment: slug.map(str::to_owned),
            name: name.map(str::to_owned),
            ..Scope::default()
        };
        let all: Vec<u128> = (1..=12).rev().collect();
        for limit in [1, 5, 12, 40] {
            assert_eq!(ids(&*store, &everything(), limit), all);
            assert_eq!(
                ids(&*store, &scope(None, Some("ada")), limit),
                [12, 10, 9, 7, 6, 4, 3, 1]
            );
            assert_eq!(
                ids(&*store, &scope(Some("team"), None), limit),
                [11, 8, 5, 2]
            );
            assert_eq!(ids(&*store, &scope(Some("team"), Some("Ada")), limit), []);
        }
        let within = Scope {
            since: Some(Timestamp::from_millisecond(1).unwrap()),
            until: Some(Timestamp::from_millisecond(2).unwrap()),
            ..Scope::default()
        };
        assert_eq!(ids(&*store, &within, 3), [11, 10, 9, 8, 7, 6, 5, 4]);
        let below = Position {
            taken_at: Timestamp::from_millisecond(1).unwrap(),
            id: id(4),
        };
        let above = store.page_above(Some(below), 3).unwrap();
        assert_eq!(
            above
                .rows
                .iter()
                .map(|row| row.id.as_u128())
                .collect::<Vec<_>>(),
            [7, 6, 5]
        );
        assert_eq!(above.next.unwrap().id, id(7));
    });
}

#[test]
fn results_are_found_by_position_suffix_and_id() {
    each(|store| {
        store.save(&result(0xabc1, "club", "Ada", 1)).unwrap();
        store.save(&result(0xdbc1, "team", "Bob", 2)).unwrap();

        assert_eq!(store.nth_latest(0).unwrap(), Some(id(0xdbc1)));
        assert_eq!(store.nth_latest(1).unwrap(), Some(id(0xabc1)));
        assert_eq!(store.nth_latest(2).unwrap(), None);
        assert_eq!(
            store.ids_ending("bc1", false, 9).unwrap(),
            [id(0xdbc1), id(0xabc1)]
        );
        assert_eq!(store.ids_ending("abc1", false, 9).unwrap(), [id(0xabc1)]);
        assert!(store.ids_ending("x", false, 9).unwrap().is_empty());
        let wanted = [id(0xabc1), id(7), id(0xdbc1)];
        let rows = store.rows(&wanted).unwrap();
        assert_eq!(
            rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(),
            ["Ada", "Bob"]
        );
        let whole = store.results(&wanted).unwrap();
        assert_eq!(
            whole
                .iter()
                .map(|one| &*one.assessment.slug)
                .collect::<Vec<_>>(),
            ["club", "team"]
        );
        let index = store.search_index(&TimeZone::UTC, &|| true).unwrap();
        assert_eq!(index.len(), 2);
    });
}

#[test]
fn latest_result_per_person_counts() {
    each(|store| {
        for (number, name, millis) in [(1, "Ada", 1), (2, "ada", 9), (3, "Bob", 5), (4, "Ada", 3)] {
            store.save(&result(number, "club", name, millis)).unwrap();
        }
        store.save(&result(5, "team", "Ada", 20)).unwrap();
        let newest = store.latest_of_each("club").unwrap();

        let found: Vec<u128> = newest.results.iter().map(|one| one.id.as_u128()).collect();
        assert_eq!(found, [2, 3]);
        assert_eq!(newest.unreadable, []);
    });
}

#[test]
fn import_is_all_or_nothing() {
    each(|store| {
        store.save(&result(1, "club", "Ada", 1)).unwrap();
        store.save(&result(2, "club", "Ada", 2)).unwrap();
        store.delete(&[id(2)], Timestamp::UNIX_EPOCH).unwrap();
        let other = result(1, "club", "Ada", 9);
        let import = |results: Vec<_>, replace| {
            store
                .import(&mut results.into_iter().map(Ok), replace)
                .unwrap()
        };

        let conflicts = vec![ImportConflict {
            id: id(1),
            binned: false,
        }];
        let outcome = import(vec![result(3, "club", "Bob", 3), other.clone()], false);
        assert_eq!(outcome, ImportOutcome::Conflicts(conflicts));
        assert_eq!(store.count().unwrap(), 1, "nothing came in");
        let all = vec![
            other.clone(),
            result(2, "club", "Ada", 2),
            result(3, "club", "Bob", 3),
            result(3, "club", "Bob", 3),
        ];
        let done = Imported {
            added: 1,
            unchanged: 1,
            restored: 1,
            replaced: 1,
        };
        assert_eq!(import(all, true), ImportOutcome::Done(done));
        assert_eq!(store.result(id(1)).unwrap(), Some(other.clone()));
        assert_eq!(store.count().unwrap(), 3);
        let (first, rest) = (
            store.batch(None, 2).unwrap(),
            store.batch(Some(id(2)), 2).unwrap(),
        );
        assert_eq!((first.results.len(), first.next), (2, Some(id(2))));
        assert_eq!((rest.results.len(), rest.next), (1, None));
    });
}

#[test]
fn draft_is_replaced_only_by_who_has_read_it() {
    each(|store| {
        let main = DraftPlace::Main;
        let mine = draft(1, "club", "Ada");
        let mut theirs = mine.clone();
        theirs.entries[0].1.note = "theirs".to_owned();
        assert_eq!(
            store.save_draft(&mine, None, main).unwrap(),
            DraftOutcome::Done
        );
        assert_eq!(store.last_name().unwrap().as_deref(), Some("Ada"));
        assert_eq!(
            store.save_draft(&theirs, Some(&mine), main).unwrap(),
            DraftOutcome::Done
        );

        let differs = DraftOutcome::Differs(Box::new(theirs.clone()));
        let mut more = mine.clone();
        more.entries[0].1.note = "more".to_owned();
        assert_eq!(store.save_draft(&more, Some(&mine), main).unwrap(), differs);
        assert_eq!(store.remove_draft(&mine, main).unwrap(), differs);
        assert_eq!(
            store.save_draft(&more, None, DraftPlace::Aside).unwrap(),
            DraftOutcome::Done
        );
        assert_eq!(store.other_drafts("ada").unwrap(), [more.clone()]);
        assert_eq!(store.drafts("ADA").unwrap(), [theirs.clone()]);
        assert_eq!(
            store.remove_draft(&theirs, main).unwrap(),
            DraftOutcome::Done
        );
        assert_eq!(
            store.save_draft(&more, Some(&theirs), main).unwrap(),
            DraftOutcome::Gone
        );
        put_draft(&*store, &mine).unwrap();
        take_draft(&*store, "Ada", "club").unwrap();
        assert_eq!(store.draft("Ada", "club").unwrap(), None);
    });
}

#[test]
fn save_keeps_a_draft_changed_by_another_window() {
    each(|store| {
        let mine = draft(1, "club", "Ada");
        let mut theirs = mine.clone();
        theirs.entries[0].1.note = "theirs".to_owned();
        put_draft(&*store, &theirs).unwrap();
        let one = result(1, "club", "Ada", 5);

        let differs = DraftOutcome::Differs(Box::new(theirs.clone()));
        assert_eq!(
            store.save_and_remove_draft(&one, Some(&mine)).unwrap(),
            differs
        );
        assert_eq!(store.count().unwrap(), 1);
        // The same answers at another time are the same draft.
        let mut later = theirs.clone();
        later.changed_at = Timestamp::from_millisecond(9_000).unwrap();
        assert_eq!(
            store.save_and_remove_draft(&one, Some(&later)).unwrap(),
            DraftOutcome::Done
        );
        assert_eq!(store.draft("Ada", "club").unwrap(), None);
    });
}

#[test]
fn valid_store_has_no_problems() {
    each(|store| {
        store.save(&result(1, "club", "Ada", 1)).unwrap();
        store.save(&result(2, "club", "Ada", 2)).unwrap();
        store.delete(&[id(2)], Timestamp::UNIX_EPOCH).unwrap();
        put_draft(&*store, &draft(3, "club", "Ada")).unwrap();
        let found = store.examine(&mut |_, _| {}).unwrap().unwrap();

        assert_eq!(found.findings, []);
        let counted = (
            found.results,
            found.trashed,
            found.drafts,
            found.definitions,
        );
        assert_eq!(counted, (1, 1, 1, 1));
    });
}
