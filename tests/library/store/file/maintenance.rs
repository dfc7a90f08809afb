//! Checks, rebuilt indexes, salvage, and backups.

use std::path::Path;

use jiff::Timestamp;
use levelup::testing::{
    CopyError, DraftPlace, Drafts, Examination, Finding, Maintenance, RedbStore, Results,
    StoreError, StorePart,
};
use redb::{ReadableDatabase as _, ReadableTable as _, TableDefinition};
use uuid::Uuid;

use crate::support::store::{StoreDir, database, draft, everything, ids, put_draft, result};

const RESULTS: TableDefinition<u128, &[u8]> = TableDefinition::new("results");
const BY_TIME: TableDefinition<(i64, u128), ()> = TableDefinition::new("by_time");
const BY_PERSON: TableDefinition<(&str, &str, i64, u128), ()> =
    TableDefinition::new("by_assessment_and_person");
const COUNTS: TableDefinition<&str, &[u8]> = TableDefinition::new("counts");

fn uuid(id: u128) -> Uuid {
    Uuid::from_u128(id)
}

/// A store with some of everything: results 1, 2 and 4, 3 in the bin, two drafts.
fn full() -> StoreDir {
    let dir = StoreDir::new();
    let store = dir.store();
    for (id, name) in [(1, "Ada"), (2, "Bob"), (3, "Ada"), (4, "Eve")] {
        let millis = i64::try_from(id).unwrap();
        store.save(&result(id, "club", name, millis)).unwrap();
    }
    store.delete(&[uuid(3)], Timestamp::UNIX_EPOCH).unwrap();
    put_draft(&store, &draft(8, "club", "Ada")).unwrap();
    let aside = draft(9, "club", "Ada");
    store.save_draft(&aside, None, DraftPlace::Aside).unwrap();
    dir
}

fn examine(store: &RedbStore) -> Examination {
    store.examine(&mut |_, _| {}).unwrap().unwrap()
}

/// Whether both stores answer alike to everything.
fn assert_alike(copy: &RedbStore, dir: &StoreDir) {
    let store = dir.store();
    assert_eq!(ids(copy, &everything(), 10), [4, 2, 1]);
    for id in [1, 2, 4] {
        let result = copy.result(uuid(id)).unwrap();
        assert_eq!(result, store.result(uuid(id)).unwrap());
        assert!(result.is_some());
    }
    assert_eq!(copy.ids_ending("0003", true, 2).unwrap(), [uuid(3)]);
    assert_eq!(copy.drafts("Ada").unwrap(), store.drafts("Ada").unwrap());
    let aside = copy.other_drafts("Ada").unwrap();
    assert_eq!(aside, [draft(9, "club", "Ada")]);
    copy.restore(&[uuid(3)]).unwrap();
    let restored = copy.result(uuid(3)).unwrap();
    assert_eq!(restored, Some(result(3, "club", "Ada", 3)));
}

/// Changes the store with the database's own hands.
fn meddle(dir: &StoreDir, change: impl FnOnce(&redb::WriteTransaction)) {
    let database = database(&dir.path);
    let tx = database.begin_write().unwrap();
    change(&tx);
    tx.commit().unwrap();
}

#[test]
fn valid_store_passes_the_check_unchanged() {
    let dir = full();
    let before = dir.bytes();

    let found = examine(&dir.store());

    let expected = Examination {
        path: dir.path.clone(),
        results: 3,
        trashed: 1,
        drafts: 2,
        definitions: 1,
        ..Examination::default()
    };
    assert_eq!(found, expected);
    assert!(before == dir.bytes(), "not a byte has changed");
    let nowhere = StoreDir::new();
    assert_eq!(nowhere.store().examine(&mut |_, _| {}), Ok(None));
}

#[test]
fn wrong_indexes_are_found_and_rebuilt() {
    let dir = full();
    meddle(&dir, |tx| {
        tx.open_table(BY_TIME).unwrap().remove((2, 2)).unwrap();
        let mut by_person = tx.open_table(BY_PERSON).unwrap();
        by_person.remove(("club", "ada", 1, 1)).unwrap();
        by_person.insert(("club", "ada", 7, 77), ()).unwrap();
        tx.open_table(COUNTS).unwrap().remove("club").unwrap();
    });
    let store = dir.store();

    let found = examine(&store);
    store.reindex().unwrap();

    let id = uuid(1);
    let (by_time, by_person) = (StorePart::ByTime, StorePart::ByPerson);
    assert_eq!(
        found.findings,
        [
            Finding::NotIndexed {
                part: by_person,
                id
            },
            Finding::NotIndexed {
                part: by_time,
                id: uuid(2)
            },
            Finding::Stray {
                part: by_person,
                id: uuid(77)
            },
            Finding::Count {
                slug: "club".to_owned(),
                kept: 0,
                there: 3
            }
        ]
    );
    assert!(found.can_be_reindexed());
    assert!(examine(&store).has_no_problems());
    assert_eq!(store.count().unwrap(), 3);
    assert_alike(&store, &dir);
}

/// One wrong byte in the record of result 2.
fn wrong_byte(dir: &StoreDir) {
    meddle(dir, |tx| {
        let mut results = tx.open_table(RESULTS).unwrap();
        let mut record = results.get(2).unwrap().unwrap().value().to_vec();
        *record.last_mut().unwrap() ^= 1;
        results.insert(2, record.as_slice()).unwrap();
    });
}

#[test]
fn unreadable_record_is_found_and_stays_listed() {
    let dir = full();
    wrong_byte(&dir);
    let store = dir.store();

    let found = examine(&store);
    assert!(matches!(
        &found.findings[..],
        [Finding::Record { part: StorePart::Results, key, .. }] if *key == uuid(2).to_string()
    ));
    assert_eq!((found.results, found.can_be_reindexed()), (2, false));

    store.reindex().unwrap();
    let page = store.page(&everything(), None, 10).unwrap();
    assert_eq!((page.rows.len(), page.unreadable.len()), (2, 1));
}

#[test]
fn readable_results_are_salvaged_into_a_new_store() {
    let dir = full();
    wrong_byte(&dir);
    let before = dir.bytes();
    let new = dir.directory.path().join("new.redb");

    let salvage = dir.store().salvage(&new, &mut |_, _| {});

    let salvage = salvage.unwrap().unwrap();
    assert_eq!((salvage.results, salvage.binned, salvage.drafts), (2, 1, 2));
    assert_eq!(salvage.unread, [uuid(2)]);
    assert!(before == dir.bytes(), "the old store stays as it is");
    let copy = RedbStore::at(&new);
    assert!(examine(&copy).has_no_problems());
    assert_eq!(ids(&copy, &everything(), 10), [4, 1]);
    let again = dir.store().salvage(&new, &mut |_, _| {});
    assert!(matches!(again, Err(CopyError::Exists(path)) if path == new));
}

#[test]
fn results_on_valid_pages_are_salvaged() {
    let dir = StoreDir::new();
    let store = dir.store();
    for id in 1..=60 {
        let mut result = result(id, "club", "Ada", i64::try_from(id).unwrap());
        result.notes[0] = format!("{id}").repeat(400);
        store.save(&result).unwrap();
    }
    drop(store);
    let whole = dir.bytes();
    let (mut saved, mut partly) = (0, 0);
    for page in 1..whole.len() / 4096 {
        let mut broken = whole.clone();
        broken[page * 4096..(page + 1) * 4096].fill(0);
        std::fs::write(&dir.path, &broken).unwrap();
        let new = dir.directory.path().join(format!("new-{page}.redb"));

        let salvage = dir.store().salvage(&new, &mut |_, _| {});

        assert!(broken == dir.bytes(), "page {page}");
        let Ok(Some(salvage)) = salvage else { continue };
        let copy = RedbStore::at(&new);
        let found = ids(&copy, &everything(), 100);
        assert_eq!(found.len() as u64, salvage.results);
        for id in found {
            let read = copy.result(uuid(id)).unwrap().unwrap();
            assert_eq!(read.notes[0], format!("{id}").repeat(400), "page {page}");
        }
        saved += 1;
        partly += usize::from((1..60).contains(&salvage.results));
    }
    assert!(saved > 20 && partly > 5, "{saved} saved, {partly} in part");
}

#[test]
fn backup_is_a_snapshot() {
    let dir = full();
    let file = dir.directory.path().join("backup.redb");
    let held = database(&dir.path);
    let writing = held.begin_write().unwrap();

    dir.store().backup(&file, &mut |_, _| {}).unwrap();

    writing.abort().unwrap();
    let copy = RedbStore::at(&file);
    assert!(examine(&copy).has_no_problems());
    assert_alike(&copy, &dir);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn backup_overwrites_nothing_and_is_complete_or_absent() {
    let dir = full();
    let store = dir.store();
    let backup = |path: &Path| store.backup(path, &mut |_, _| {});
    let directory = dir.directory.path().join("there");
    std::fs::create_dir(&directory).unwrap();
    let file = directory.join("file");
    std::fs::write(&file, "mine").unwrap();
    let mut there = vec![directory.clone(), file.clone(), dir.path.clone()];
    #[cfg(unix)]
    {
        let link = directory.join("link");
        std::os::unix::fs::symlink("nowhere", &link).unwrap();
        let pipe = directory.join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        there.extend([link, pipe, "/dev/null".into()]);
    }

    for path in &there {
        let error = backup(path).unwrap_err();
        assert!(matches!(error, CopyError::Exists(_)), "{error:?}");
    }
    let nowhere = backup(&directory.join("no/such/folder"));
    assert!(matches!(nowhere, Err(CopyError::Target { .. })));
    wrong_byte(&dir);
    let damaged = backup(&directory.join("new"));
    assert!(matches!(
        damaged,
        Err(CopyError::Store(StoreError::Damaged { .. }))
    ));

    assert_eq!(std::fs::read(&file).unwrap(), b"mine");
    let names = std::fs::read_dir(&directory).unwrap();
    let left = names.filter(|name| {
        let name = name.as_ref().unwrap().file_name();
        !["file", "link", "pipe"].contains(&name.to_str().unwrap())
    });
    assert_eq!(left.count(), 0, "no temporary file is left");
}

#[test]
fn only_results_in_trash_can_be_deleted_permanently() {
    let dir = full();
    let store = dir.store();
    store.delete(&[uuid(1)], Timestamp::UNIX_EPOCH).unwrap();

    let not_in_bin = store.delete_permanently(&[uuid(3), uuid(2)]);
    assert_eq!(not_in_bin, Err(StoreError::NotFound { id: uuid(2) }));
    assert_eq!(store.ids_ending("0003", true, 2).unwrap(), [uuid(3)]);
    store.delete_permanently(&[uuid(3)]).unwrap();

    let gone = store.restore(&[uuid(3)]);
    assert_eq!(gone, Err(StoreError::NotFound { id: uuid(3) }));
    store.restore(&[uuid(1)]).unwrap();
    assert_eq!(ids(&store, &everything(), 10), [4, 2, 1]);
    assert!(examine(&store).has_no_problems());
    drop(store);
    let database = database(&dir.path);
    let tx = database.begin_read().unwrap();
    assert!(tx.open_table(RESULTS).unwrap().get(3).unwrap().is_none());
}

/// Whatever byte before the newest commit's own record is wrong, the rest is still there to be
/// saved.
#[test]
fn damaged_first_page_does_not_lose_results() {
    let whole = StoreDir::new();
    let store = whole.store();
    for id in 1..=20 {
        let millis = i64::try_from(id).unwrap();
        store.save(&result(id, "club", "Ada", millis)).unwrap();
    }
    drop(store);
    let bytes = whole.bytes();

    for at in [0, 5, 9, 12, 16, 20, 24, 28, 64, 80, 96, 128, 144, 176, 192] {
        let dir = StoreDir::new();
        let mut broken = bytes.clone();
        broken[at] ^= 0x5a;
        std::fs::create_dir_all(dir.path.parent().unwrap()).unwrap();
        std::fs::write(&dir.path, &broken).unwrap();
        let new = dir.path.with_file_name("new.redb");

        let salvage = dir.store().salvage(&new, &mut |_, _| {});

        let saved = salvage.map(|salvage| salvage.map_or(0, |salvage| salvage.results));
        let saved = saved.unwrap_or_else(|error| panic!("byte {at}: {error:?}"));
        assert!(saved >= 19, "byte {at}: {saved} of 20 results");
        assert_eq!(dir.bytes(), broken, "byte {at}: the old file was changed");
    }
}
