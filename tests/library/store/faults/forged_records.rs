//! Records with a valid checksum and impossible contents: on a server, other logins write too.

use std::sync::Arc;

use jiff::Timestamp;
use levelup::testing::{
    Answer, Assessment, AssessmentResult, Bulk, Rating, Results, Scope, StoreError, from_json,
    fuzzing, to_json,
};

use crate::support::store::{StoreDir, everything, result};

type Forge = fn(&mut AssessmentResult);

/// What a stranger can write.
const FORGERIES: [(&str, Forge); 18] = [
    ("level 0", |one| rate(one, 0, 1)),
    ("a level above the ladder", |one| rate(one, 4, 4)),
    ("a goal above the ladder", |one| rate(one, 3, 9)),
    ("a goal below the level", |one| rate(one, 3, 2)),
    ("a path as slug", |one| slug(one, "../../out")),
    ("no slug", |one| slug(one, "")),
    ("a long slug", |one| slug(one, &"x".repeat(65))),
    ("no name", |one| name(one, "")),
    ("a name of two lines", |one| name(one, "Ada\nBob")),
    ("a name that is not trimmed", |one| name(one, " Ada")),
    ("a long name", |one| name(one, &"x".repeat(201))),
    ("a long note", |one| one.notes[1] = "é".repeat(10_001)),
    ("a year before 1", |one| one.taken_at = before_1()),
    ("a path as key", |one| key(one, 0, "../x")),
    ("a key twice", |one| key(one, 1, "jumping")),
    ("a ladder of one", |one| ladder(one, 1)),
    ("a ladder of ten", |one| ladder(one, 10)),
    ("a long name of an assessment", |one| {
        wording(one).name = "x".repeat(201);
    }),
];

fn wording(result: &mut AssessmentResult) -> &mut Assessment {
    Arc::make_mut(&mut result.assessment)
}

fn rate(one: &mut AssessmentResult, current: u8, desired: u8) {
    one.answers[0] = Answer::Rated { current, desired };
}

fn slug(one: &mut AssessmentResult, slug: &str) {
    slug.clone_into(&mut wording(one).slug);
}

fn name(one: &mut AssessmentResult, name: &str) {
    name.clone_into(&mut one.name);
}

fn key(one: &mut AssessmentResult, at: usize, key: &str) {
    key.clone_into(&mut wording(one).categories[at].key);
}

fn ladder(one: &mut AssessmentResult, of: usize) {
    let ratings = (0..of).map(|at| Rating::named(at.to_string()));
    wording(one).categories[0].ratings = ratings.collect();
}

fn before_1() -> Timestamp {
    Timestamp::from_millisecond(-62_135_596_800_001).unwrap()
}

#[test]
fn forged_result_is_skipped_counted_and_found() {
    for (what, forge) in FORGERIES {
        let dir = StoreDir::new();
        let store = dir.store();
        let good = result(1, "club", "Ada", 1);
        let mut forged = result(2, "club", "Ada", 2);
        forge(&mut forged);
        store.save(&good).unwrap();
        store.save(&forged).unwrap();

        let batch = store.batch(None, 9).unwrap();
        assert_eq!(batch.results.len(), 1, "{what}");
        assert_eq!(batch.unreadable.len(), 1, "{what}");
        let page = store.page(&everything(), None, 9).unwrap();
        assert_eq!(page.rows.len() + page.unreadable.len(), 2, "{what}");
        let both = store.results(&[good.id, forged.id]).unwrap();
        assert_eq!(both.len(), 1, "{what}");
        let alone = store.result(forged.id);
        assert!(
            matches!(alone, Err(StoreError::Damaged { .. })),
            "{what}: {alone:?}"
        );
        let newest = store.latest_of_each("club").unwrap();
        assert_eq!(newest.results, [good], "{what}");
        let found = store.examine(&mut |_, _| ()).unwrap().unwrap();
        assert_eq!(found.results, 1, "{what}: {:?}", found.findings);
        assert!(!found.findings.is_empty(), "{what}");
    }
}

#[test]
fn stores_skip_results_that_import_rejects() {
    for (what, forge) in FORGERIES {
        let mut forged = result(2, "club", "Ada", 2);
        forge(&mut forged);
        let (body, definition) = fuzzing::bodies(&forged).unwrap();
        assert!(fuzzing::result(&body, &definition).is_none(), "{what}");
        // Import trims names.
        let is_trimmed = forged.name.trim() != forged.name;
        let is_refused = from_json(&to_json(&forged)).is_err();
        assert!(
            is_refused || is_trimmed || forged.taken_at == before_1(),
            "{what}"
        );
    }
}

#[test]
fn oversized_lists_are_rejected_unread() {
    let (mut plain, limit) = (result(1, "club", "Ada", 1), 1_000);
    plain.notes = vec![String::new(); 2];
    let (body, definition) = fuzzing::bodies(&plain).unwrap();
    assert!(fuzzing::result(&body, &definition).is_some());
    // No notes, the hash, and two answers of three bytes.
    let row = &body[..body.len() - (1 + 32 + 1 + 6)];
    for (count, may_be) in [(limit, true), (limit + 1, false), (30_000_000, false)] {
        let notes = postcard::to_stdvec(&vec![(0_u32, ""); count.min(1_001)]).unwrap();
        let length = postcard::to_stdvec(&count).unwrap();
        let notes = &notes[postcard::to_stdvec(&count.min(1_001)).unwrap().len()..];
        let forged = [row, &length, notes].concat();
        assert_eq!(fuzzing::row(&forged).is_some(), may_be, "{count}");
    }
}

#[test]
fn many_damaged_results_do_not_hide_people() {
    let dir = StoreDir::new();
    let store = dir.store();
    store.save(&result(1, "club", "Ada", 1)).unwrap();
    for id in 2..300 {
        let mut forged = result(id, "club", "Ada", 2);
        rate(&mut forged, 9, 9);
        store.save(&forged).unwrap();
    }

    let newest = store.latest_of_each("club").unwrap();

    assert_eq!((newest.results.len(), newest.unreadable.len()), (1, 298));
    let (whole, next) = store.full_results(&Scope::default(), None, 500).unwrap();
    assert_eq!((whole.len(), next), (1, None));
}
