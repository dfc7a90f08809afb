use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use levelup::testing::{NotAFile, RedbStore, Results, StoreError};

use crate::support::store::{StoreDir, database, everything, result};

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
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("levelup.redb");
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
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("levelup.redb");
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
    let dir = StoreDir::new();
    dir.store().save(&result(1, "club", "Ada", 1)).unwrap();
    let whole = dir.bytes();
    let with_format = |format: u8| {
        let mut bytes = whole.clone();
        (bytes[64], bytes[192]) = (format, format);
        fs::write(&dir.path, bytes).unwrap();
    };

    with_format(4);
    let path = dir.path.clone();
    assert_eq!(
        refusals(&dir.path),
        [(); 2].map(|()| StoreError::Newer { path: path.clone() })
    );
    with_format(2);
    assert_eq!(
        refusals(&dir.path),
        [(); 2].map(|()| StoreError::Older { path: path.clone() })
    );
}

#[test]
fn directory_in_place_of_the_store_is_an_error() {
    let directory = tempfile::tempdir().unwrap();
    assert_no_file(directory.path(), NotAFile::Folder);
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn pipe_or_device_in_place_of_the_store_is_an_error() {
    let directory = tempfile::tempdir().unwrap();
    let pipe = directory.path().join("pipe");
    let made = std::process::Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .unwrap();
    assert!(made.success());
    let link = directory.path().join("link");
    std::os::unix::fs::symlink("/dev/zero", &link).unwrap();

    assert_no_file(&pipe, NotAFile::Device);
    assert_no_file(&link, NotAFile::Device);
    assert_no_file(Path::new("/dev/null"), NotAFile::Device);
}

#[test]
fn file_in_place_of_the_directory_is_an_error() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("file");
    fs::write(&file, "x").unwrap();

    assert_no_file(&file.join("levelup.redb"), NotAFile::FileOnTheWay);
    assert_eq!(fs::read(&file).unwrap(), b"x");
}

#[cfg(unix)]
#[test]
fn link_is_followed_and_dangling_link_is_an_error() {
    let dir = StoreDir::new();
    dir.store().save(&result(1, "club", "Ada", 1)).unwrap();
    let link = dir.directory.path().join("link");
    std::os::unix::fs::symlink(&dir.path, &link).unwrap();
    RedbStore::at(&link)
        .save(&result(2, "club", "Ada", 2))
        .unwrap();
    assert_eq!(dir.store().count().unwrap(), 2);

    let dangling = dir.directory.path().join("dangling");
    std::os::unix::fs::symlink("nowhere", &dangling).unwrap();
    assert_no_file(&dangling, NotAFile::DeadLink);
}

/// The file as a program leaves it that dies while it has the store open.
fn left_open(dir: &StoreDir) {
    dir.store().save(&result(1, "club", "Ada", 1)).unwrap();
    let open = database(&dir.path);
    let bytes = dir.bytes();
    drop(open);
    assert!(bytes != dir.bytes(), "the file says that it is open");
    fs::write(&dir.path, bytes).unwrap();
}

#[test]
fn unclosed_store_is_repaired_by_the_next_program() {
    let dir = StoreDir::new();
    left_open(&dir);

    assert_eq!(dir.store().count().unwrap(), 1);
    dir.store().save(&result(2, "club", "Ada", 2)).unwrap();

    assert_eq!(dir.store().count().unwrap(), 2);
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
        let dir = StoreDir::new();
        dir.store().save(&result(1, "club", "Ada", 1)).unwrap();
        if leave_open {
            left_open(&dir);
        }
        fs::set_permissions(&dir.path, fs::Permissions::from_mode(0o400)).unwrap();
        let before = dir.bytes();
        let read_only = Err(StoreError::ReadOnly {
            path: dir.path.clone(),
        });

        let store = dir.store();
        assert_eq!(store.count().unwrap(), 1);
        assert_eq!(store.save(&result(2, "club", "Ada", 2)), read_only);
        assert_eq!(store.count().unwrap(), 1);
        drop(store);
        assert!(before == dir.bytes(), "not a byte has changed");
    }
}

#[cfg(unix)]
#[test]
fn read_only_directory_is_an_error_when_saving() {
    use std::os::unix::fs::PermissionsExt as _;
    if is_root() {
        return;
    }
    let directory = tempfile::tempdir().unwrap();
    fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o500)).unwrap();
    let path = directory.path().join("levelup.redb");

    let error = RedbStore::at(&path).save(&result(1, "club", "Ada", 1));
    assert_eq!(error, Err(StoreError::ReadOnly { path }));
}
