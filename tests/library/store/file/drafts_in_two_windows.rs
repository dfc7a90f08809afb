//! Two windows on one draft: neither overwrites what the other wrote and it has not seen.

use levelup::testing::{Answer, Draft, DraftOutcome, DraftPlace, Drafts, Results};
use uuid::Uuid;

use crate::support::store::{StoreDir, draft, put_draft, result};

const MAIN: DraftPlace = DraftPlace::Main;
const ASIDE: DraftPlace = DraftPlace::Aside;

/// The draft with another note.
fn noted(id: u128, note: &str) -> Draft {
    let mut draft = draft(id, "club", "Ada");
    note.clone_into(&mut draft.entries[0].1.note);
    draft
}

fn differs(draft: &Draft) -> DraftOutcome {
    DraftOutcome::Differs(Box::new(draft.clone()))
}

#[test]
fn one_window_saves_its_last_input() {
    let dir = StoreDir::new();
    let store = dir.store();
    let (first, second) = (noted(1, "a"), noted(1, "ab"));

    assert_eq!(store.save_draft(&first, None, MAIN), Ok(DraftOutcome::Done));
    let kept = store.save_draft(&second, Some(&first), MAIN);

    assert_eq!(kept, Ok(DraftOutcome::Done));
    assert_eq!(store.draft("ADA", "club").unwrap(), Some(second.clone()));
    assert_eq!(
        store.remove_draft(&second, MAIN).unwrap(),
        DraftOutcome::Done
    );
    assert_eq!(store.draft("Ada", "club").unwrap(), None);
}

#[test]
fn two_windows_that_begin_keep_both_drafts() {
    let dir = StoreDir::new();
    let (one, two) = (dir.store(), dir.store());
    let (mine, theirs) = (noted(2, "mine"), noted(1, "theirs"));
    one.save_draft(&theirs, None, MAIN).unwrap();

    let told = two.save_draft(&mine, None, MAIN).unwrap();
    let aside = two.save_draft(&mine, None, ASIDE).unwrap();

    assert_eq!((told, aside), (differs(&theirs), DraftOutcome::Done));
    assert_eq!(one.draft("Ada", "club").unwrap(), Some(theirs));
    assert_eq!(one.other_drafts("ada").unwrap(), [mine]);
}

#[test]
fn two_windows_that_resume_keep_both_drafts() {
    let dir = StoreDir::new();
    let (one, two) = (dir.store(), dir.store());
    let begun = noted(1, "");
    one.save_draft(&begun, None, MAIN).unwrap();
    let (theirs, mut mine) = (noted(1, "theirs"), noted(1, "mine"));

    one.save_draft(&theirs, Some(&begun), MAIN).unwrap();
    let told = two.save_draft(&mine, Some(&begun), MAIN).unwrap();
    mine.id = Uuid::from_u128(2);
    two.save_draft(&mine, None, ASIDE).unwrap();
    let mut more = mine.clone();
    more.entries[0].1.answer = Answer::Unknown;
    two.save_draft(&more, Some(&mine), ASIDE).unwrap();

    assert_eq!(told, differs(&theirs));
    assert_eq!(one.draft("Ada", "club").unwrap(), Some(theirs));
    assert_eq!(one.other_drafts("Ada").unwrap(), [more]);
}

#[test]
fn draft_changed_by_another_window_is_not_removed() {
    let dir = StoreDir::new();
    let (one, two) = (dir.store(), dir.store());
    let (begun, theirs) = (noted(1, ""), noted(1, "theirs"));
    one.save_draft(&begun, None, MAIN).unwrap();
    one.save_draft(&theirs, Some(&begun), MAIN).unwrap();

    assert_eq!(two.remove_draft(&begun, MAIN).unwrap(), differs(&theirs));

    assert_eq!(two.draft("Ada", "club").unwrap(), Some(theirs.clone()));
    two.remove_draft(&theirs, MAIN).unwrap();
    let again = one.remove_draft(&theirs, MAIN).unwrap();
    assert_eq!(again, DraftOutcome::Done, "gone is gone");
}

#[test]
fn draft_saved_by_another_window_is_reported() {
    let dir = StoreDir::new();
    let (one, two) = (dir.store(), dir.store());
    let begun = noted(1, "");
    one.save_draft(&begun, None, MAIN).unwrap();
    let handed_in = one.save_and_remove_draft(&result(1, "club", "Ada", 5), Some(&begun));

    let told = two.save_draft(&noted(1, "late"), Some(&begun), MAIN);

    assert_eq!(handed_in, Ok(DraftOutcome::Done));
    assert_eq!(told, Ok(DraftOutcome::Gone));
    assert_eq!(two.draft("Ada", "club").unwrap(), None);
    let aside = two.save_draft(&noted(2, "late"), None, MAIN);
    assert_eq!(aside, Ok(DraftOutcome::Done));
}

#[test]
fn saving_keeps_what_another_window_typed() {
    let dir = StoreDir::new();
    let (one, two) = (dir.store(), dir.store());
    let (begun, theirs) = (noted(1, ""), noted(1, "theirs"));
    two.save_draft(&begun, None, MAIN).unwrap();
    two.save_draft(&theirs, Some(&begun), MAIN).unwrap();
    let saved = result(1, "club", "Ada", 5);

    let told = one.save_and_remove_draft(&saved, Some(&begun)).unwrap();

    assert_eq!(told, differs(&theirs));
    assert_eq!(one.result(saved.id).unwrap(), Some(saved.clone()));
    assert_eq!(one.draft("Ada", "club").unwrap(), Some(theirs.clone()));
    let again = one.save_and_remove_draft(&saved, Some(&theirs)).unwrap();
    assert_eq!(again, DraftOutcome::Done);
    assert_eq!(
        (one.draft("Ada", "club").unwrap(), one.count()),
        (None, Ok(1))
    );
}

#[test]
fn other_draft_becomes_a_result() {
    let dir = StoreDir::new();
    let store = dir.store();
    let (main, aside) = (noted(1, "main"), noted(2, "aside"));
    store.save_draft(&main, None, MAIN).unwrap();
    store.save_draft(&aside, None, ASIDE).unwrap();

    store
        .save_and_remove_draft(&result(2, "club", "Ada", 5), Some(&aside))
        .unwrap();

    assert_eq!(store.other_drafts("Ada").unwrap(), []);
    assert_eq!(store.draft("Ada", "club").unwrap(), Some(main));
}

#[test]
fn cursor_and_time_are_not_a_change() {
    let dir = StoreDir::new();
    let store = dir.store();
    let begun = noted(1, "");
    let mut moved = begun.clone();
    moved.cursor = None;
    moved.changed_at = jiff::Timestamp::UNIX_EPOCH;
    store.save_draft(&moved, None, MAIN).unwrap();

    let kept = store.save_draft(&noted(1, "on"), Some(&begun), MAIN);

    assert_eq!(kept, Ok(DraftOutcome::Done));
}

#[test]
fn old_store_gets_the_table_of_other_drafts() {
    let dir = StoreDir::new();
    put_draft(&dir.store(), &noted(1, "")).unwrap();
    let database = crate::support::store::database(&dir.path);
    let tx = database.begin_write().unwrap();
    let table = redb::TableDefinition::<(&str, &str, u128), &[u8]>::new("drafts_aside");
    assert!(tx.delete_table(table).unwrap());
    tx.commit().unwrap();
    drop(database);

    let store = dir.store();
    assert_eq!(store.other_drafts("Ada").unwrap(), []);
    store.save_draft(&noted(2, ""), None, ASIDE).unwrap();
    assert_eq!(store.other_drafts("Ada").unwrap(), [noted(2, "")]);
}
