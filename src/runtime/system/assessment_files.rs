//! Finds and reads assessment files.

use std::collections::HashSet;
use std::fs;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::assessment::{FILE_MAX, Origin, ReadProblem, SourceFile};
use crate::words::system_error_words;

/// A directory to search for assessments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AssessmentDirectory {
    pub origin: Origin,
    pub path: PathBuf,
    /// Whether the user named it: only then is a missing directory reported.
    pub explicit: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DirectoryProblem {
    Missing(PathBuf),
    /// With the error of the system.
    Unreadable(PathBuf, String),
}

/// Returns the files of all directories, and the directories that cannot be read.
pub(crate) fn sources(
    directories: &[AssessmentDirectory],
) -> (Vec<SourceFile>, Vec<DirectoryProblem>) {
    let (mut sources, mut problems) = (Vec::new(), Vec::new());
    for AssessmentDirectory {
        origin,
        path,
        explicit,
    } in distinct(directories)
    {
        match files(path) {
            Ok(paths) => sources.extend(paths.into_iter().map(|path| source(*origin, path))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if *explicit {
                    problems.push(DirectoryProblem::Missing(path.clone()));
                }
            }
            Err(error) => {
                problems.push(DirectoryProblem::Unreadable(
                    path.clone(),
                    system_error_words(&error),
                ));
            }
        }
    }
    (sources, problems)
}

/// Reads a file, or keeps why it cannot be read.
pub(crate) fn source(origin: Origin, path: PathBuf) -> SourceFile {
    let content = read(&path);
    SourceFile {
        origin,
        path,
        content,
    }
}

fn read(path: &Path) -> Result<Vec<u8>, ReadProblem> {
    if path.is_dir() {
        return Err(ReadProblem::Folder);
    }
    let file = open_to_read(path).map_err(|error| unreadable(&error))?;
    read_from(file)
}

/// Reads up to the size limit of assessment files.
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
    ReadProblem::Unreadable(system_error_words(error))
}

/// Removes directories that are listed twice, because a file must not override itself.
fn distinct(directories: &[AssessmentDirectory]) -> Vec<&AssessmentDirectory> {
    let mut seen = HashSet::new();
    let is_new = |directory: &&AssessmentDirectory| {
        let path = &directory.path;
        seen.insert(fs::canonicalize(path).unwrap_or_else(|_| path.clone()))
    };
    directories.iter().filter(is_new).collect()
}

/// Returns the `*.toml` files of a directory, sorted. Skips hidden files, which editors create, and
/// named pipes, because opening one waits forever.
fn files(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        let hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let is_toml = path
            .extension()
            .is_some_and(|extension| extension == "toml");
        // A broken link counts as a file, so that it is reported.
        let regular = fs::metadata(&path).map_or(true, |data| data.is_file());
        if is_toml && !hidden && regular {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

#[cfg(unix)]
const NAMED_PIPE: &str = "this is a named pipe; to read from it, use - and redirect standard input";

/// Whether a path is a stream passed to this process, such as `<(command)` of a shell.
pub(crate) fn is_given_stream(path: &Path) -> bool {
    path.starts_with("/dev/fd") || path.starts_with("/proc/self/fd") || path == "/dev/stdin"
}

/// Opens a file for reading without waiting for a writer: rejects a named pipe, but opens a stream
/// passed to this process.
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

#[cfg(not(unix))]
pub(crate) fn open_to_read(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Reads a text file of at most `most` bytes.
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
