//! File systems that support less than ext4 does.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use levelup::testing::{CopyError, FileSystem, NotAFile, RedbStore, Results, StoreError};
use redb::BackendError;
use rustix::io::Errno;

use crate::support::hooked_backend::{Hooks, hooked_store};
use crate::support::store::{StoreDir, everything, result};

const SYSTEM: FileSystem = FileSystem::SYSTEM;

fn quiet(_: u64, _: u64) {}

/// Saves, backs up, and salvages on a file system, and checks that no other files are left.
fn assert_works(file_system: FileSystem, what: &str) {
    let dir = StoreDir::new();
    let store = RedbStore::on_file_system(&dir.path, file_system);
    let directory = dir.path.parent().unwrap();

    store.save(&result(1, "club", "Ada", 1)).expect(what);
    store
        .backup(&directory.join("backup.redb"), &mut quiet)
        .expect(what);
    store
        .salvage(&directory.join("salvaged.redb"), &mut quiet)
        .expect(what);
    let again = store.backup(&directory.join("backup.redb"), &mut quiet);

    assert!(matches!(again, Err(CopyError::Exists(_))), "{what}");
    for name in ["levelup.redb", "backup.redb", "salvaged.redb"] {
        let saved = RedbStore::at(directory.join(name)).count().expect(what);
        assert_eq!(saved, 1, "{what}: {name}");
    }
    assert_eq!(fs::read_dir(directory).unwrap().count(), 3, "{what}");
}

#[test]
fn unsyncable_directory_is_not_an_error() {
    type Sync = fn(&Path) -> io::Result<()>;
    let refusals: [(&str, Sync); 4] = [
        ("EINVAL", |_| Err(Errno::INVAL.into())),
        ("ENOTSUP", |_| Err(Errno::NOTSUP.into())),
        ("EBADF", |_| Err(Errno::BADF.into())),
        ("EACCES", |_| Err(Errno::ACCESS.into())),
    ];
    for (what, sync_directory) in refusals {
        assert_works(
            FileSystem {
                sync_directory,
                ..SYSTEM
            },
            what,
        );
    }
}

#[test]
fn missing_renames_and_hard_links_have_a_fallback() {
    type Names = fn(&Path, &Path) -> io::Result<()>;
    let renames: [(&str, Names); 3] = [
        ("rename EINVAL", |_, _| Err(Errno::INVAL.into())),
        ("rename ENOSYS", |_, _| Err(Errno::NOSYS.into())),
        ("rename EOPNOTSUPP", |_, _| Err(Errno::OPNOTSUPP.into())),
    ];
    for (what, rename_new) in renames {
        assert_works(
            FileSystem {
                rename_new,
                ..SYSTEM
            },
            what,
        );
    }
    let rename_new = renames[0].1;
    let links: [(&str, Names); 4] = [
        ("link EPERM", |_, _| Err(Errno::PERM.into())),
        ("link ENOTSUP", |_, _| Err(Errno::NOTSUP.into())),
        ("link EMLINK", |_, _| Err(Errno::MLINK.into())),
        ("link ENOSYS", |_, _| Err(Errno::NOSYS.into())),
    ];
    for (what, hard_link) in links {
        assert_works(
            FileSystem {
                rename_new,
                hard_link,
                ..SYSTEM
            },
            what,
        );
    }
}

#[test]
fn backup_reports_a_file_left_behind() {
    let dir = StoreDir::new();
    dir.store().save(&result(1, "club", "Ada", 1)).unwrap();
    let failing = FileSystem {
        sync_directory: |_| Err(Errno::IO.into()),
        ..SYSTEM
    };
    let store = RedbStore::on_file_system(&dir.path, failing);
    let to = dir.directory.path().join("copy.redb");

    let copied = store.backup(&to, &mut quiet);

    assert!(
        matches!(&copied, Err(CopyError::NotSynced { path, .. }) if *path == to),
        "{copied:?}"
    );
    assert_eq!(RedbStore::at(&to).count().unwrap(), 1);
}

/// Locks that fail as on a file system without them.
#[derive(Debug)]
struct WithoutLocks(Errno);

impl Hooks for WithoutLocks {
    fn lock(&self) -> Result<(), BackendError> {
        let error = io::Error::from(self.0);
        Err(match error.kind() {
            io::ErrorKind::Unsupported => BackendError::Unsupported,
            _ => BackendError::Io(error),
        })
    }
}

#[test]
fn file_system_without_locks_is_rejected() {
    for errno in [Errno::NOLCK, Errno::OPNOTSUPP, Errno::NOSYS] {
        let dir = StoreDir::new();
        let hooks = Arc::new(WithoutLocks(errno));
        let store = || hooked_store(&dir.path, &hooks);
        let refused = StoreError::NoFile {
            path: dir.path.clone(),
            found: NotAFile::NoLocks,
        };

        let first = store().save(&result(1, "club", "Ada", 1));
        assert_eq!(first, Err(refused.clone()), "{errno:?}");
        assert!(!dir.path.exists(), "{errno:?}");

        dir.store().save(&result(1, "club", "Ada", 1)).unwrap();
        let before = dir.bytes();
        let read = store().page(&everything(), None, 9).map(drop);
        let written = store().save(&result(2, "club", "Ada", 1));
        assert_eq!(
            [read, written],
            [Err(refused.clone()), Err(refused)],
            "{errno:?}"
        );
        assert!(dir.bytes() == before, "{errno:?}");
    }
}

/// The ID of a process that has ended.
fn ended() -> u32 {
    let mut child = Command::new("true").spawn().unwrap();
    child.wait().unwrap();
    child.id()
}

#[test]
fn temporary_files_of_killed_programs_are_removed() {
    let dir = StoreDir::new();
    let directory = dir.path.parent().unwrap();
    fs::create_dir_all(directory).unwrap();
    let left = |owner: u32, end: &str| -> PathBuf {
        let path = directory.join(format!(".levelup-{owner}-{end}"));
        fs::write(&path, "half a store").unwrap();
        path
    };
    let abandoned = left(ended(), "abandoned");
    let in_use = left(std::process::id(), "mine");
    let locked = left(ended(), "locked");
    let lock = File::open(&locked).unwrap();
    lock.lock_shared().unwrap();
    let other = directory.join(".levelup-notes");
    fs::write(&other, "a file of the user").unwrap();

    dir.store().save(&result(1, "club", "Ada", 1)).unwrap();

    assert!(!abandoned.exists());
    for kept in [&in_use, &locked, &other] {
        assert!(kept.exists(), "{}", kept.display());
    }
    drop(lock);
    let copy = dir.store().backup(&directory.join("copy"), &mut quiet);
    assert!(copy.is_ok() && !locked.exists());
}

/// A directory on which a file system is mounted; unmounted when it is dropped.
struct Mounted(tempfile::TempDir);

impl Mounted {
    fn new(source: &Path, options: &[&str]) -> Option<Self> {
        let mounted = Self(tempfile::tempdir().unwrap());
        let mut mount = Command::new("mount");
        mount.args(options).arg(source).arg(mounted.0.path());
        let done = mount.output().is_ok_and(|output| output.status.success());
        done.then_some(mounted)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).output();
    }
}

/// FAT has no hard links.
#[test]
fn store_works_on_fat() {
    let directory = tempfile::tempdir().unwrap();
    let image = directory.path().join("image");
    File::create(&image).unwrap().set_len(16 << 20).unwrap();
    let made = Command::new("mkfs.vfat").arg(&image).output();
    let made = made.is_ok_and(|output| output.status.success());
    let Some(disk) = made
        .then(|| Mounted::new(&image, &["-o", "loop"]))
        .flatten()
    else {
        eprintln!("skipped: a FAT file system cannot be mounted here");
        return;
    };
    let store = RedbStore::at(disk.path().join("levelup.redb"));

    store.save(&result(1, "club", "Ada", 1)).unwrap();
    store
        .backup(&disk.path().join("copy.redb"), &mut quiet)
        .unwrap();

    assert_eq!(store.count().unwrap(), 1);
    assert_eq!(fs::read_dir(disk.path()).unwrap().count(), 2);
}

/// A failing disk is remounted so that it can be read only.
#[test]
fn read_only_file_system_allows_check_and_salvage() {
    let dir = StoreDir::new();
    dir.store().save(&result(1, "club", "Ada", 1)).unwrap();
    let directory = dir.path.parent().unwrap();
    let name = dir.path.file_name().unwrap();
    let clean = dir.bytes();
    let open = crate::support::store::database(&dir.path);
    let left_open = dir.bytes();
    drop(open);
    for bytes in [clean, left_open] {
        fs::write(&dir.path, bytes).unwrap();
        let Some(disk) = Mounted::new(directory, &["--bind", "-o", "ro"]) else {
            eprintln!("skipped: no read-only file system can be mounted here");
            return;
        };
        let store = RedbStore::at(disk.path().join(name));

        let found = store.examine(&mut quiet).unwrap().unwrap();
        let to = dir.directory.path().join("salvaged.redb");
        let salvaged = store.salvage(&to, &mut quiet).unwrap().unwrap();

        assert!(found.has_no_problems(), "{found:?}");
        assert_eq!(salvaged.results, 1);
        let copy = dir.directory.path().join("copy.redb");
        store.backup(&copy, &mut quiet).unwrap();
        fs::remove_file(to).unwrap();
        fs::remove_file(copy).unwrap();
    }
}
