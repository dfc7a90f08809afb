use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use levelup::testing::{NotAFile, RedbStore, Results, StoreError};

use crate::support::store::{Place, database, everything, result};

/// What reading and writing say of the file at `path`; neither may change it.
fn refusals(path: &Path) -> [StoreError; 2] {
    let start = Instant::now();
    let before = path.is_file().then(|| fs::read(path).unwrap());
    let read = RedbStore::at(path)
        .page(&everything(), None, 9)
        .unwrap_err();
    let written = RedbStore::at(path)
        .save(&result(1, "club", "Ada", 1))
        .unwrap_err();
    let after = path.is_file().then(|| fs::read(path).unwrap());
    assert!(before == after, "not a byte has changed");
    assert!(start.elapsed() < Duration::from_secs(5), "it does not hang");
    [read, written]
}

fn assert_damaged(path: &Path) {
    for error in refusals(path) {
        assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
    }
}

fn assert_no_file(path: &Path, expected: NotAFile) {
    for error in refusals(path) {
        let StoreError::NoFile { found, .. } = error else {
            panic!("{error:?}");
        };
        assert_eq!(found, expected);
    }
}

#[test]
fn other_files_are_rejected_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("levelup.redb");
    let large = vec![0x5a; 300_000];
    let magic_alone = b"redb\x1A\x0A\xA9\x0D\x0A".to_vec();
    let mut magic_and_rubbish = magic_alone.clone();
    magic_and_rubbish.extend([3; 8000]);

    for content in [
        &b""[..],
        b"name = 1\n",
        &large,
        &magic_alone,
        &magic_and_rubbish,
    ] {
        fs::write(&path, content).unwrap();
        assert_damaged(&path);
    }
}

#[test]
fn databases_of_other_programs_are_rejected_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("levelup.redb");
    let theirs = redb::Database::create(&path).unwrap();
    let tx = theirs.begin_write().unwrap();
    let table = redb::TableDefinition::<&str, u64>::new("theirs");
    tx.open_table(table).unwrap().insert("a", 1).unwrap();
    tx.commit().unwrap();
    drop(theirs);

    assert_damaged(&path);
}

#[test]
fn format_is_checked_before_the_database_opens() {
    let place = Place::new();
    place.store().save(&result(1, "club", "Ada", 1)).unwrap();
    let whole = place.bytes();
    let with_format = |format: u8| {
        let mut bytes = whole.clone();
        (bytes[64], bytes[192]) = (format, format);
        fs::write(&place.path, bytes).unwrap();
    };

    with_format(4);
    let path = place.path.clone();
    assert_eq!(
        refusals(&place.path),
        [(); 2].map(|()| StoreError::Newer { path: path.clone() })
    );
    with_format(2);
    assert_eq!(
        refusals(&place.path),
        [(); 2].map(|()| StoreError::Older { path: path.clone() })
    );
}

#[test]
fn directory_in_place_of_the_store_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    assert_no_file(folder.path(), NotAFile::Folder);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn pipe_or_device_in_place_of_the_store_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .unwrap();
    assert!(made.success());
    let link = folder.path().join("link");
    std::os::unix::fs::symlink("/dev/zero", &link).unwrap();

    assert_no_file(&pipe, NotAFile::Device);
    assert_no_file(&link, NotAFile::Device);
    assert_no_file(Path::new("/dev/null"), NotAFile::Device);
}

#[test]
fn file_in_place_of_the_directory_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();

    assert_no_file(&file.join("levelup.redb"), NotAFile::FileOnTheWay);
    assert_eq!(fs::read(&file).unwrap(), b"x");
}

#[cfg(unix)]
#[test]
fn link_is_followed_and_dangling_link_is_an_error() {
    let place = Place::new();
    place.store().save(&result(1, "club", "Ada", 1)).unwrap();
    let link = place.folder.path().join("link");
    std::os::unix::fs::symlink(&place.path, &link).unwrap();
    RedbStore::at(&link)
        .save(&result(2, "club", "Ada", 2))
        .unwrap();
    assert_eq!(place.store().count().unwrap(), 2);

    let dangling = place.folder.path().join("dangling");
    std::os::unix::fs::symlink("nowhere", &dangling).unwrap();
    assert_no_file(&dangling, NotAFile::DeadLink);
}

/// The file as a program leaves it that dies while it has the store open.
fn left_open(place: &Place) {
    place.store().save(&result(1, "club", "Ada", 1)).unwrap();
    let open = database(&place.path);
    let bytes = place.bytes();
    drop(open);
    assert!(bytes != place.bytes(), "the file says that it is open");
    fs::write(&place.path, bytes).unwrap();
}

#[test]
fn unclosed_store_is_repaired_by_the_next_program() {
    let place = Place::new();
    left_open(&place);

    assert_eq!(place.store().count().unwrap(), 1);
    place.store().save(&result(2, "club", "Ada", 2)).unwrap();

    assert_eq!(place.store().count().unwrap(), 2);
}

/// Whether this test may write everywhere, whatever the permissions say.
#[cfg(unix)]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0)
}

#[cfg(unix)]
#[test]
fn read_only_file_can_be_read() {
    use std::os::unix::fs::PermissionsExt as _;
    if is_root() {
        return;
    }
    for leave_open in [false, true] {
        let place = Place::new();
        place.store().save(&result(1, "club", "Ada", 1)).unwrap();
        if leave_open {
            left_open(&place);
        }
        fs::set_permissions(&place.path, fs::Permissions::from_mode(0o400)).unwrap();
        let before = place.bytes();
        let read_only = Err(StoreError::ReadOnly {
            path: place.path.clone(),
        });

        let store = place.store();
        assert_eq!(store.count().unwrap(), 1);
        assert_eq!(store.save(&result(2, "club", "Ada", 2)), read_only);
        assert_eq!(store.count().unwrap(), 1);
        drop(store);
        assert!(before == place.bytes(), "not a byte has changed");
    }
}

#[cfg(unix)]
#[test]
fn read_only_directory_is_an_error_when_saving() {
    use std::os::unix::fs::PermissionsExt as _;
    if is_root() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o500)).unwrap();
    let path = folder.path().join("levelup.redb");

    let error = RedbStore::at(&path).save(&result(1, "club", "Ada", 1));
    assert_eq!(error, Err(StoreError::ReadOnly { path }));
}
