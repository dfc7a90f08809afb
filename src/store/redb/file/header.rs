use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

use crate::results::NotAFile;
use crate::store::redb::error::{RedbError, RedbResult};

const MAGIC: [u8; 9] = *b"redb\x1A\x0A\xA9\x0D\x0A";
/// The two commit slots of the header. Their first byte is the format of the file.
const SLOTS: [usize; 2] = [64, 192];
const HEADER: usize = 320;
/// The file format of redb 3 and 4.
const FORMAT: u8 = 3;

/// Tells a file from one that replaced it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity(u64, u64);

/// The identity of the file at a path, if there is one.
///
/// Rejects a pipe or a device, because opening it could block without end.
pub(crate) fn identity(path: &Path) -> RedbResult<Option<Identity>> {
    let metadata = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return no_file(path),
        Err(error) if is_refused(&error) => return Err(RedbError::Unreadable),
        other => other?,
    };
    if metadata.is_dir() {
        return Err(RedbError::NoFile(NotAFile::Folder));
    }
    if !metadata.is_file() {
        return Err(RedbError::NoFile(NotAFile::Device));
    }
    Ok(Some(identity_of(&metadata)))
}

/// There is no file, but there can be a link.
fn no_file(path: &Path) -> RedbResult<Option<Identity>> {
    match fs::symlink_metadata(path) {
        Ok(data) if data.is_symlink() => Err(RedbError::NoFile(NotAFile::DeadLink)),
        _ if path.is_relative() && env::current_dir().is_err() => {
            Err(RedbError::NoFile(NotAFile::NoCurrentDirectory))
        }
        _ => Ok(None),
    }
}

#[cfg(unix)]
fn identity_of(metadata: &fs::Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt as _;
    Identity(metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn identity_of(_: &fs::Metadata) -> Identity {
    Identity(0, 0)
}

/// Opens a file and checks its header: rejects a file that is not a database or has a different
/// format before the database opens it.
pub(crate) fn open(path: &Path, write: bool) -> RedbResult<File> {
    let file = open_any(path, write)?;
    let mut header = Vec::with_capacity(HEADER);
    (&file).take(HEADER as u64).read_to_end(&mut header)?;
    if header.is_empty() {
        return Err(RedbError::damaged("the file is empty"));
    }
    let magic = &MAGIC[..MAGIC.len().min(header.len())];
    if !header.starts_with(magic) {
        return Err(RedbError::damaged("the file is not a levelup store"));
    }
    if header.len() < HEADER {
        return Err(RedbError::damaged("the file is truncated"));
    }
    let formats = SLOTS.map(|slot| header[slot]);
    // Both commits have the same format. If they differ, a byte is wrong.
    if formats.iter().all(|format| *format > FORMAT) {
        return Err(RedbError::Newer);
    }
    if formats.iter().all(|format| *format < FORMAT) {
        return Err(RedbError::Older);
    }
    if formats.iter().any(|format| *format != FORMAT) {
        return Err(RedbError::damaged("its first page is damaged"));
    }
    Ok(file)
}

/// Opens a file with any contents.
pub(crate) fn open_any(path: &Path, write: bool) -> RedbResult<File> {
    let file = OpenOptions::new().read(true).write(write).open(path);
    file.map_err(|error| match File::open(path) {
        Err(other) if is_refused(&error) && is_refused(&other) => RedbError::Unreadable,
        _ => error.into(),
    })
}

fn is_refused(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::PermissionDenied
}
