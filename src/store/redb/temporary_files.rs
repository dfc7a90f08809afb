use std::fs::{self, DirEntry, OpenOptions, Permissions};
use std::path::{Path, PathBuf};
use std::{env, io, process};

use tempfile::{Builder, NamedTempFile, TempDir};

use crate::words::system_error_words;

/// The start of the name of a temporary file, before the process ID of its owner and a hyphen.
const FILE: &str = ".levelup-";
/// The same for a temporary directory.
const DIRECTORY: &str = "levelup-temporary-";

/// Creates a temporary file in a directory. Without `permissions`, only its owner can read it.
///
/// # Errors
/// An error of the system.
pub(crate) fn temporary_in(
    directory: &Path,
    permissions: Option<Permissions>,
) -> io::Result<NamedTempFile> {
    let prefix = format!("{FILE}{}-", process::id());
    let mut builder = Builder::new();
    if let Some(permissions) = permissions {
        builder.permissions(permissions);
    }
    builder.prefix(&prefix).tempfile_in(directory)
}

/// The directory for temporary files: `TMPDIR`, unless it is empty.
pub(crate) fn temp_dir() -> PathBuf {
    let named = env::temp_dir();
    if named.as_os_str().is_empty() {
        return PathBuf::from("/tmp");
    }
    named
}

/// Creates something in the directory for temporary files. The error contains that directory.
///
/// # Errors
/// An error of the system.
pub(crate) fn in_temp_dir<T>(create: impl FnOnce(&Path) -> io::Result<T>) -> io::Result<T> {
    let within = temp_dir();
    create(&within).map_err(|error| {
        let (why, within) = (system_error_words(&error), within.display());
        io::Error::new(
            error.kind(),
            format!("{why} in the directory for temporary files, {within}"),
        )
    })
}

/// Creates a directory for a temporary store, and removes those that killed programs left.
///
/// # Errors
/// An error of the system.
pub(crate) fn temporary_directory() -> io::Result<TempDir> {
    in_temp_dir(store_directory_in)
}

fn store_directory_in(within: &Path) -> io::Result<TempDir> {
    for entry in abandoned(within, DIRECTORY) {
        let files = fs::read_dir(entry.path()).into_iter().flatten().flatten();
        if files.into_iter().all(|file| is_unlocked(&file)) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    let prefix = format!("{DIRECTORY}{}-", process::id());
    Builder::new().prefix(&prefix).tempdir_in(within)
}

/// Removes the temporary files that killed programs left in a directory.
pub(crate) fn remove_abandoned(directory: &Path) {
    for entry in abandoned(directory, FILE) {
        if is_unlocked(&entry) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Everything with a temporary name whose owner is not running on this machine.
fn abandoned(directory: &Path, prefix: &str) -> Vec<DirEntry> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let abandoned = entries.filter(|entry| {
        let name = entry.file_name();
        let owner = name.to_str().and_then(|name| owner(name, prefix));
        owner.is_some_and(|owner| !runs(owner))
    });
    abandoned.collect()
}

fn owner(name: &str, prefix: &str) -> Option<i32> {
    let (owner, _) = name.strip_prefix(prefix)?.split_once('-')?;
    owner.parse().ok()
}

#[cfg(unix)]
fn runs(owner: i32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};

    let owner = (owner > 0).then(|| Pid::from_raw(owner)).flatten();
    owner.is_none_or(|owner| test_kill_process(owner) != Err(Errno::SRCH))
}

/// The lock decides.
#[cfg(not(unix))]
fn runs(_: i32) -> bool {
    false
}

/// Whether this is a file that no program has locked. Other machines and containers that share the
/// directory have separate process IDs, but they lock a store while they write it.
fn is_unlocked(entry: &DirEntry) -> bool {
    if !entry.file_type().is_ok_and(|kind| kind.is_file()) {
        return false;
    }
    let file = OpenOptions::new().read(true).write(true).open(entry.path());
    file.is_ok_and(|file| file.try_lock().is_ok())
}
