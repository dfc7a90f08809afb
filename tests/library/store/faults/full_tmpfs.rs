//! A full disk: a small tmpfs. Skipped with a message if it cannot be mounted.

use std::fs;
use std::path::Path;
use std::process::Command;

use levelup::testing::{RedbStore, Results, StoreError};
use tempfile::TempDir;

use crate::support::store::{everything, ids, result};

/// A tmpfs of half a megabyte, which is gone afterwards.
struct SmallDisk {
    directory: TempDir,
}

impl SmallDisk {
    fn mounted() -> Option<Self> {
        let directory = TempDir::new().unwrap();
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=512k", "tmpfs"])
            .arg(directory.path())
            .output();
        let mounted = mount.is_ok_and(|output| output.status.success());
        mounted.then_some(Self { directory })
    }

    fn path(&self) -> &Path {
        self.directory.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).output();
    }
}

#[test]
fn full_disk_loses_nothing_and_saving_resumes() {
    let Some(disk) = SmallDisk::mounted() else {
        println!("skipped: a tmpfs cannot be mounted here");
        return;
    };
    let store = RedbStore::at(disk.path().join("levelup/levelup.redb"));
    store.save(&result(1, "club", "Ada", 1)).unwrap();
    let ballast = disk.path().join("ballast");
    // Fill the disk.
    let _ = fs::write(&ballast, vec![0; 512 << 10]);

    let mut saved = 1;
    let refused = loop {
        let next = result(saved + 1, "club", "Ada", i64::try_from(saved + 1).unwrap());
        match store.save(&next) {
            Ok(()) => saved += 1,
            Err(error) => break error,
        }
        assert!(saved < 5_000, "the disk never became full");
    };
    assert!(matches!(refused, StoreError::Full { .. }), "{refused:?}");
    assert_eq!(ids(&store, &everything(), 100).len() as u128, saved);

    fs::remove_file(&ballast).unwrap();
    let again = result(saved + 1, "club", "Ada", i64::try_from(saved + 1).unwrap());
    store.save(&again).unwrap();
    store.save(&again).unwrap();
    let all: Vec<u128> = (1..=saved + 1).rev().collect();
    assert_eq!(ids(&store, &everything(), 100), all);
    drop(store);
}
