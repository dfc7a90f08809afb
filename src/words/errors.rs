use std::io;
use std::path::Path;

use super::command_line::CommandLine;
use super::hint::Hint;
use crate::results::{NotAFile, StoreError, shown};

/// The hint if there are too few file descriptors.
pub(crate) const MORE_FILES: &str = "close other programs, or raise the limit: ulimit -n 1024";

/// Why the answers cannot be written to a file with this name.
pub(crate) const UNKNOWN_FILE_ENDING: &str =
    "the name must end with .md, .html, .svg, .json, or .txt";
/// Why a note cannot be read after the editor was closed.
pub(crate) const NOT_A_REGULAR_FILE: &str = "expected a regular file from the editor";

/// The message and the hint for an error. Both can contain hidden characters of a path: pass them
/// through `visible` before they are shown.
pub(crate) fn store_error_words(error: &StoreError) -> (String, Hint) {
    let shown = |path: &Path| shown(path).display().to_string();
    match error {
        StoreError::Busy { path } => (
            format!("the store {} is busy", shown(path)),
            Hint::from(busy_hint(path)),
        ),
        StoreError::Newer { path } => (
            format!(
                "the store {} was written by a newer version of levelup",
                shown(path)
            ),
            Hint::from(
                "use that version; if there is no newer version, the first page of the store is \
                damaged: restore a backup. The store was not changed",
            ),
        ),
        StoreError::Older { path } => (
            format!(
                "the store {} has an older format that this version of levelup cannot open",
                shown(path)
            ),
            Hint::from("export it with the version that wrote it; the store was not changed"),
        ),
        StoreError::Damaged { path, what } => (
            format!("the store {} is damaged: {what}", shown(path)),
            Hint::from("it was not changed; run ")
                .command(CommandLine::new("doctor"))
                .text(" to check what can be read"),
        ),
        StoreError::NoFile { path, found } => (
            format!("the store {} {}", shown(path), obstacle_words(*found)),
            Hint::from(obstacle_hint(*found)),
        ),
        StoreError::Unreadable { path } => not_allowed(&shown(path), "opened"),
        StoreError::ReadOnly { path } => not_allowed(&shown(path), "written"),
        StoreError::Full { path } => (
            format!("no space left to write {}", shown(path)),
            Hint::from("free up space and try again"),
        ),
        StoreError::TooManyFiles { path } => (
            format!("cannot use the store {}: too many open files", shown(path)),
            Hint::from(MORE_FILES),
        ),
        StoreError::Io { path, message } => (
            format!("cannot use the store {}: {message}", shown(path)),
            Hint::from("check the disk, or choose another file with --store"),
        ),
        StoreError::Away { path, why } => server_problem(path, ServerProblem::Away(why)),
        StoreError::Denied { path, why } => server_problem(path, ServerProblem::Denied(why)),
        StoreError::NotSetUp { path } => server_problem(path, ServerProblem::NotSetUp),
        StoreError::NotFound { id } => (
            format!("result {id} not found"),
            Hint::run(CommandLine::new("results")).text(" to see all results"),
        ),
        StoreError::Conflict { id } => (
            format!("a different result already has the ID {id}"),
            Hint::from("nothing was changed"),
        ),
    }
}

fn busy_hint(path: &Path) -> &'static str {
    if is_url(path) {
        "another login has locked one of its tables; try again in a moment"
    } else {
        "another levelup process is writing to it; try again in a moment"
    }
}

fn not_allowed(store: &str, what: &str) -> (String, Hint) {
    (
        format!("the store {store} cannot be {what}: permission denied"),
        Hint::from(
            "check the permissions of the file and its directory, or choose another file with --store",
        ),
    )
}

fn is_url(path: &Path) -> bool {
    path.to_str().is_some_and(|path| path.contains("://"))
}

/// The errors that only a store on a server has.
#[derive(Clone, Copy)]
enum ServerProblem<'e> {
    Away(&'e str),
    Denied(&'e str),
    NotSetUp,
}

fn server_problem(path: &Path, problem: ServerProblem) -> (String, Hint) {
    let shown = shown(path).display().to_string();
    match problem {
        ServerProblem::Away(why) => (
            format!("cannot reach the store {shown}: {why}"),
            Hint::from("check the network and the server, then try again"),
        ),
        ServerProblem::Denied(why) => (
            format!("the store {shown} denied access: {why}"),
            Hint::from(
                "ask the server administrator for the right role; passwords are read from \
                ~/.pgpass",
            ),
        ),
        ServerProblem::NotSetUp => (
            format!("the database {shown} has no store, or an older one"),
            Hint::from("ask the server administrator to run ")
                .command(CommandLine::new("store init")),
        ),
    }
}

fn obstacle_words(found: NotAFile) -> &'static str {
    match found {
        NotAFile::Folder => "is a directory, not a file",
        NotAFile::Device => "is a device or a pipe, not a file",
        NotAFile::DeadLink => "is a broken link",
        NotAFile::FileOnTheWay => "cannot exist: part of its path is a file, not a directory",
        NotAFile::Loop => "cannot be opened: its path has links that form a loop",
        NotAFile::TooLong => "cannot be opened: its path is too long",
        NotAFile::NoLocks => "cannot be used: its file system has no file locks",
        NotAFile::NoNewFiles => "cannot be created: its directory cannot hold files",
        NotAFile::NoCurrentDirectory => {
            "cannot be found: the path is relative and the current directory was deleted"
        }
    }
}

fn obstacle_hint(found: NotAFile) -> &'static str {
    match found {
        NotAFile::Folder | NotAFile::Device | NotAFile::DeadLink | NotAFile::FileOnTheWay => {
            "it was not changed; choose a file with --store"
        }
        NotAFile::Loop => "correct the links, or choose another file with --store",
        NotAFile::TooLong => "choose a file with a shorter path with --store",
        NotAFile::NoLocks => {
            "levelup needs locks to share a store safely; choose a file on a local disk with --store"
        }
        NotAFile::NoNewFiles => "choose a file in another directory with --store",
        NotAFile::NoCurrentDirectory => {
            "change to a directory that exists, or use an absolute path with --store"
        }
    }
}

/// Returns the message of a system error without its number. A file at the file size limit counts as
/// a full disk.
pub(crate) fn system_error_words(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::FileTooLarge {
        return "No space left on device".to_owned();
    }
    let text = error.to_string();
    match text.split_once(" (os error") {
        Some((words, _)) => words.to_owned(),
        None => text,
    }
}
