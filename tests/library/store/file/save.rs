use std::sync::Arc;

use levelup::testing::{Answer, Drafts, ResultRow, Results, StoreError};
use uuid::Uuid;

use crate::support::store::{StoreDir, draft, everything, ids, put_draft, result, take_draft};

#[test]
fn reading_a_missing_store_creates_nothing() {
    let dir = StoreDir::new();
    let store = dir.store();

    assert_eq!(store.result(Uuid::from_u128(1)).unwrap(), None);
    assert_eq!(store.page(&everything(), None, 10).unwrap().rows, []);
    assert!(store.ids_ending("0001", false, 2).unwrap().is_empty());
    assert_eq!(store.count().unwrap(), 0);
    assert_eq!(store.changes().unwrap(), 0);
    assert_eq!(store.draft("Ada", "club").unwrap(), None);
    assert_eq!(store.drafts("Ada").unwrap(), []);
    assert_eq!(store.last_name().unwrap(), None);
    take_draft(&store, "Ada", "club").unwrap();
    let id = Uuid::from_u128(1);
    assert_eq!(store.restore(&[id]), Err(StoreError::NotFound { id }));

    assert_eq!(std::fs::read_dir(dir.directory.path()).unwrap().count(), 0);
}

#[test]
fn saved_result_is_read_back_unchanged() {
    let dir = StoreDir::new();
    let mut saved = result(7, "club", "Ada Lovelace", 1_700_000_000_123);
    saved.answers = vec![
        Answer::NotApplicable,
        Answer::Rated {
            current: 1,
            desired: 3,
        },
    ];
    saved.notes[0] = "two\nlines \u{1b}[2J".to_owned();

    dir.store().save(&saved).unwrap();

    let store = dir.store();
    assert_eq!(store.result(saved.id).unwrap().as_ref(), Some(&saved));
    let page = store.page(&everything(), None, 10).unwrap();
    assert_eq!(page.rows, [ResultRow::from(&saved)]);
    assert_eq!(page.next, None);
    assert_eq!((store.count().unwrap(), store.changes().unwrap()), (1, 1));
}

#[cfg(unix)]
#[test]
fn directory_and_file_are_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = StoreDir::new();
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;

    dir.store().save(&result(1, "club", "Ada", 0)).unwrap();

    let directory = dir.path.parent().unwrap();
    assert_eq!((mode(directory), mode(&dir.path)), (0o700, 0o600));
    assert_eq!(
        std::fs::read_dir(directory).unwrap().count(),
        1,
        "no temporary file is left"
    );
}

#[test]
fn saving_twice_saves_once() {
    let dir = StoreDir::new();
    let store = dir.store();
    let saved = result(1, "club", "Ada", 0);

    store.save(&saved).unwrap();
    store.save(&saved).unwrap();

    assert_eq!((store.count().unwrap(), store.changes().unwrap()), (1, 1));
}

#[test]
fn different_content_under_one_id_is_a_conflict() {
    let dir = StoreDir::new();
    let store = dir.store();
    let saved = result(1, "club", "Ada", 0);
    store.save(&saved).unwrap();
    let mut reworded = saved.clone();
    Arc::make_mut(&mut reworded.assessment).ratings[0].name = "Fine".to_owned();

    for other in [
        result(1, "club", "Bob", 0),
        result(1, "club", "Ada", 1),
        reworded,
    ] {
        let id = saved.id;
        assert_eq!(store.save(&other), Err(StoreError::Conflict { id }));
    }

    assert_eq!(store.result(saved.id).unwrap(), Some(saved));
    assert_eq!(store.count().unwrap(), 1);
}

#[test]
fn saving_removes_only_the_draft_with_its_id() {
    let dir = StoreDir::new();
    let store = dir.store();
    put_draft(&store, &draft(1, "club", "Ada")).unwrap();
    put_draft(&store, &draft(2, "other", "Ada")).unwrap();

    store.save(&result(1, "club", "Ada L.", 0)).unwrap();

    assert_eq!(store.draft("Ada", "club").unwrap(), None);
    assert!(store.draft("Ada", "other").unwrap().is_some());
}

#[test]
fn definition_is_stored_once() {
    use redb::{ReadableDatabase as _, ReadableTableMetadata as _};
    let dir = StoreDir::new();
    let store = dir.store();
    store.save(&result(1, "club", "Ada", 0)).unwrap();
    store.save(&result(2, "club", "Bob", 1)).unwrap();
    drop(store);

    let database = crate::support::store::database(&dir.path);
    let tx = database.begin_read().unwrap();
    let table = redb::TableDefinition::<[u8; 32], &[u8]>::new("definitions");
    assert_eq!(tx.open_table(table).unwrap().len().unwrap(), 1);
}

#[test]
fn name_is_remembered() {
    let dir = StoreDir::new();
    dir.store().remember_name("Ada").unwrap();
    dir.store().remember_name("Ädä").unwrap();

    assert_eq!(dir.store().last_name().unwrap().as_deref(), Some("Ädä"));
    assert_eq!(dir.store().changes().unwrap(), 0, "no result has changed");
}

#[test]
fn replaced_file_is_used_from_then_on() {
    let (dir, other) = (StoreDir::new(), StoreDir::new());
    let store = dir.store();
    store.save(&result(1, "club", "Ada", 0)).unwrap();
    other.store().save(&result(2, "club", "Bob", 0)).unwrap();

    std::fs::rename(&other.path, &dir.path).unwrap();
    store.save(&result(3, "club", "Eve", 1)).unwrap();

    assert_eq!(ids(&store, &everything(), 10), [3, 2]);
    assert_eq!(ids(&dir.store(), &everything(), 10), [3, 2]);
}
