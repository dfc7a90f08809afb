//! Finding the files of assessments.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::open_to_read::open_to_read;
use crate::assessment::{FILE_MAX, Origin, ReadProblem, SourceFile};
use crate::store::said;

/// A folder in which assessments may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AssessmentFolder {
    /// What its files count as.
    pub origin: Origin,
    /// Where it is.
    pub path: PathBuf,
    /// Whether somebody asked for it: then it is told when it does not exist.
    pub explicit: bool,
}

/// A folder that could not be looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FolderProblem {
    /// It does not exist.
    Missing(PathBuf),
    /// What the system said.
    Unreadable(PathBuf, String),
}

/// Every file of these folders, and the folders that could not be looked into.
pub(crate) fn sources(folders: &[AssessmentFolder]) -> (Vec<SourceFile>, Vec<FolderProblem>) {
    let (mut sources, mut problems) = (Vec::new(), Vec::new());
    for folder in distinct(folders) {
        match files(&folder.path) {
            Ok(paths) => sources.extend(paths.into_iter().map(|path| source(folder.origin, path))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if folder.explicit {
                    problems.push(FolderProblem::Missing(folder.path.clone()));
                }
            }
            Err(error) => {
                problems.push(FolderProblem::Unreadable(folder.path.clone(), said(&error)));
            }
        }
    }
    (sources, problems)
}

/// One file, with its bytes or what is the matter with it.
pub(crate) fn source(origin: Origin, path: PathBuf) -> SourceFile {
    let content = read(&path);
    SourceFile {
        origin,
        path,
        content,
    }
}

/// The bytes of a file, or of whatever else has bytes; never more than a file may have.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, ReadProblem> {
    if path.is_dir() {
        return Err(ReadProblem::Folder);
    }
    let file = open_to_read(path).map_err(|error| unreadable(&error))?;
    read_from(file)
}

/// The bytes that a reader gives; never more than a file may have.
pub(crate) fn read_from(reader: impl Read) -> Result<Vec<u8>, ReadProblem> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(FILE_MAX).unwrap_or(u64::MAX) + 1;
    reader
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(&error))?;
    let fits = bytes.len() <= FILE_MAX;
    fits.then_some(bytes).ok_or(ReadProblem::TooLarge)
}

fn unreadable(error: &io::Error) -> ReadProblem {
    ReadProblem::Unreadable(said(error))
}

/// The folders, each but once: a file must not shadow itself.
fn distinct(folders: &[AssessmentFolder]) -> Vec<&AssessmentFolder> {
    let mut seen = HashSet::new();
    folders
        .iter()
        .filter(|folder| {
            let real = fs::canonicalize(&folder.path);
            seen.insert(real.unwrap_or_else(|_| folder.path.clone()))
        })
        .collect()
}

/// The `*.toml` files of a folder by name. What is no regular file is passed over: opening a pipe
/// would wait for ever. Hidden files belong to editors.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let is_toml = path
            .extension()
            .is_some_and(|extension| extension == "toml");
        // A link that leads nowhere counts as a file, and is told.
        let regular = fs::metadata(&path).map_or(true, |data| data.is_file());
        if is_toml && !hidden && regular {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
