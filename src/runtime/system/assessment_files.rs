//! Finding the files of assessments.

use std::collections::HashSet;
use std::fs;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

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

/// The error for a named pipe.
const NAMED_PIPE: &str = "this is a named pipe; to read from it, use - and redirect standard input";

/// Whether a path is a stream that this process was given, such as `<(command)` of a shell.
pub(crate) fn is_given_stream(path: &Path) -> bool {
    path.starts_with("/dev/fd") || path.starts_with("/proc/self/fd") || path == "/dev/stdin"
}

/// Opens a file for reading without waiting for a writer: rejects a named pipe, but opens a stream
/// that the process was given, such as `<(command)` of a shell.
#[cfg(unix)]
pub(crate) fn open_to_read(path: &Path) -> io::Result<File> {
    use std::fs::OpenOptions;
    use std::os::unix::fs::{FileTypeExt as _, OpenOptionsExt as _};

    use rustix::fs::{OFlags, fcntl_setfl};

    let flag = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or(0);
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(flag)
        .open(path)?;
    if file.metadata()?.file_type().is_fifo() {
        if !is_given_stream(path) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, NAMED_PIPE));
        }
        fcntl_setfl(&file, OFlags::empty())?;
    }
    Ok(file)
}

/// Opens a file for reading.
#[cfg(not(unix))]
pub fn open_to_read(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Reads a text of at most `most` bytes.
///
/// # Errors
/// If it is longer (`FileTooLarge`), is not UTF-8 (`InvalidData`), or cannot be read.
pub(crate) fn read_text(input: impl Read, most: u64) -> io::Result<String> {
    let mut bytes = Vec::new();
    input.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    String::from_utf8(bytes).map_err(|_| io::ErrorKind::InvalidData.into())
}
