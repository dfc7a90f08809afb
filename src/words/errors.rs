use std::path::Path;

use super::command_line::CommandLine;
use super::hint::Hint;
use crate::results::{NotAFile, StoreError, shown};

/// The hint if there are too few file descriptors.
pub(crate) const MORE_FILES: &str = "close other programs, or raise the limit: ulimit -n 1024";

/// What is wrong with the store, and what to do about it, for people. Both may hold characters of
/// a path that a terminal must not see raw: they pass through `visible` where they are shown.
pub(crate) fn store_error_words(error: &StoreError) -> (String, Hint) {
    let shown = |path: &Path| shown(path).display().to_string();
    match error {
        StoreError::Busy { path } => (
            format!("the store {} is busy", shown(path)),
            Hint::from(busy_hint(path)),
        ),
        StoreError::Newer { path } => (
            format!("the store {} was written by a newer levelup", shown(path)),
            Hint::from(
                "use that version; if there is none, its first page is damaged: restore a backup. It was left as it is",
            ),
        ),
        StoreError::Older { path } => (
            format!(
                "the store {} has an older format that this levelup cannot open",
                shown(path)
            ),
            Hint::from("export with the version that wrote it; the store was left as it is"),
        ),
        StoreError::Damaged { path, what } => (
            format!("the store {} is damaged: {what}", shown(path)),
            Hint::from("it was not changed; run ")
                .command(CommandLine::new("doctor"))
                .text(" to see what can be read and saved"),
        ),
        StoreError::NoFile { path, found } => (
            format!("the store {} {}", shown(path), obstacle_words(*found)),
            Hint::from(obstacle_hint(*found)),
        ),
        StoreError::Unreadable { path } => not_allowed(&shown(path), "opened"),
        StoreError::ReadOnly { path } => not_allowed(&shown(path), "written"),
        StoreError::Full { path } => (
            format!("there is no space left for {}", shown(path)),
            Hint::from("make room and try again"),
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
            format!("there is no result {id}"),
            Hint::run(CommandLine::new("results")).text(" to see all results"),
        ),
        StoreError::Conflict { id } => (
            format!("there is another result with the id {id}"),
            Hint::from("nothing was changed"),
        ),
    }
}

fn busy_hint(path: &Path) -> &'static str {
    if is_url(path) {
        "another login has locked one of its tables; try again in a moment"
    } else {
        "another levelup is writing to it; try again in a moment"
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

/// What can only be wrong with a store on a server.
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
            format!("the store {shown} cannot be reached: {why}"),
            Hint::from("look at the network and at the server, and try again"),
        ),
        ServerProblem::Denied(why) => (
            format!("the store {shown} does not allow it: {why}"),
            Hint::from(
                "ask whoever runs the server for the right role; passwords come from ~/.pgpass",
            ),
        ),
        ServerProblem::NotSetUp => (
            format!("the database {shown} has no store in it, or an older one"),
            Hint::from("ask the server administrator to run ")
                .command(CommandLine::new("store init")),
        ),
    }
}

fn obstacle_words(found: NotAFile) -> &'static str {
    match found {
        NotAFile::Folder => "is a folder, not a file",
        NotAFile::Device => "is a device or a pipe, not a file",
        NotAFile::DeadLink => "is a link that leads nowhere",
        NotAFile::FileOnTheWay => "cannot be: a part of its path is a file, not a folder",
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
