use std::env;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

use super::open_database::builder;
use super::store_file::StoreFile;
use super::temporary_files::temporary_in;
use crate::results::NotAFile;
use crate::store::redb::error::{RedbError, RedbResult};
use crate::store::redb::tables;

const MAGIC: [u8; 9] = *b"redb\x1A\x0A\xA9\x0D\x0A";
/// Where the two commit slots of the header begin; their first byte is the format of the file.
const SLOTS: [usize; 2] = [64, 192];
const HEADER: usize = 320;
/// The format of files that redb 3 and 4 write.
const FORMAT: u8 = 3;

/// The identity of a file, so that one which was put in its place is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity(u64, u64);

/// What stands at the path, where anything does.
///
/// Looks before it opens: a pipe or a device is refused here, where opening could wait for ever.
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

/// Nothing is there, unless it is a link.
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

/// Opens the file that stands at the path and reads its header: a file that is no database, or
/// has another format, is refused before the database sees it.
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
    // Both commits have one format; where one alone has another, a byte of it is wrong.
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

/// Opens the file that stands at the path, whatever it says.
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

/// Makes a store where there is none.
///
/// It is built in a file beside the path and put into place when it is whole, so that nobody ever
/// sees half a store. Where another program was faster, its file stays and is used.
pub(crate) fn create(site: &StoreFile) -> RedbResult<()> {
    let (path, folder) = (site.path.as_path(), site.folder());
    create_folder(folder).map_err(no_new_files)?;
    let file = temporary_in(folder, None).map_err(no_new_files)?;
    build(site, file.reopen()?)?;
    file.as_file().sync_all()?;
    match site.file_system.put_in_place(&file.into_temp_path(), path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error.into()),
        _ => {}
    }
    Ok(site.file_system.sync(folder)?)
}

/// An existing directory that cannot hold new files, such as `/proc`.
fn no_new_files(error: io::Error) -> RedbError {
    match error.kind() {
        io::ErrorKind::NotFound => RedbError::NoFile(NotAFile::NoNewFiles),
        _ => error.into(),
    }
}

fn build(site: &StoreFile, file: File) -> RedbResult<()> {
    let database = builder(false).create_with_backend(site.locked(file)?.fresh())?;
    let tx = database.begin_write()?;
    tables::create_tables(&tx)?;
    tx.commit()?;
    database.close()?;
    Ok(())
}

/// The folder, for its owner alone where it has to be made.
fn create_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder)
}
