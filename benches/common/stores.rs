//! Stores of many results, made once and kept under `target/levelup-bench`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use levelup::testing::{Bulk, RedbStore, Results};

use crate::made_up;

/// The store of so many made-up results. It is for reading: who writes, copies it.
pub fn stored(count: usize) -> PathBuf {
    let path = path(&format!("results-{count}"));
    if !is_whole(&path, count) {
        make(&path, count);
    }
    path
}

/// Whether a store of so many is there already, or small enough to be made in between.
pub fn is_at_hand(count: usize) -> bool {
    let asked = std::env::var_os("LEVELUP_BENCH_MILLION").is_some();
    count <= 100_000 || asked || path(&format!("results-{count}")).exists()
}

/// A copy of the store, to write into.
pub fn copied(count: usize) -> PathBuf {
    let copy = path(&format!("copy-of-{count}"));
    fs::copy(stored(count), &copy).expect("room for a copy");
    copy
}

/// How many seconds the import of so many took when their store was made.
pub fn seconds_of_import(count: usize) -> Option<f64> {
    let text = fs::read_to_string(seconds_beside(&stored(count))).ok()?;
    text.trim().parse().ok()
}

/// Where the store of this name is. Each has a folder of its own, as people's have: a list that is
/// open hears of everything that is written there.
pub fn path(name: &str) -> PathBuf {
    let folder = folder().join(name);
    fs::create_dir_all(&folder).expect("a folder for a store");
    folder.join("levelup.redb")
}

/// Where all of it is.
pub fn folder() -> PathBuf {
    let exe = std::env::current_exe().expect("a path of this program");
    // target/PROFILE/deps/PROGRAM
    let target = exe.ancestors().nth(3).unwrap_or(Path::new("target"));
    let folder = target.join("levelup-bench");
    fs::create_dir_all(&folder).expect("a folder for stores");
    folder
}

/// Makes a store of so many results; how long the import took.
pub fn make(path: &Path, count: usize) -> f64 {
    eprintln!("making {} (once)", path.display());
    let _ = fs::remove_file(path);
    let begun = Instant::now();
    let store = RedbStore::at(path);
    let outcome = store.import(&mut made_up::results(count).map(Ok), false);
    let seconds = begun.elapsed().as_secs_f64();
    drop(store);
    outcome.expect("an import");
    fs::write(seconds_beside(path), seconds.to_string()).expect("a note");
    seconds
}

fn is_whole(path: &Path, count: usize) -> bool {
    path.exists() && RedbStore::at(path).count().ok() == u64::try_from(count).ok()
}

fn seconds_beside(path: &Path) -> PathBuf {
    path.with_extension("seconds")
}
