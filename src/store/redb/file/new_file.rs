use std::fs::{DirBuilder, File};
use std::io;
use std::path::{Path, PathBuf};

use redb::{ReadableDatabase as _, WriteTransaction};

use super::file_system::FileSystem;
use super::store_file::{StoreFile, builder};
use crate::results::{NotAFile, StoreError};
use crate::store::redb::catch_panics::catch_panics;
use crate::store::redb::error::{RedbError, RedbResult};
use crate::store::redb::migration::create_tables;
use crate::store::redb::temporary_files::{remove_abandoned, temporary_in};

/// Why a store could not be copied into a new file.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    #[error("no store at {}", .0.display())]
    NoStore(PathBuf),
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is something at the path of the copy. It was not changed.
    #[error("{} already exists", .0.display())]
    Exists(PathBuf),
    #[error("cannot write {}: {error}", path.display())]
    Target { path: PathBuf, error: io::Error },
    /// The copy is complete, but its name may not be on disk.
    #[error("{} is written, but may be lost in a power failure: {error}", path.display())]
    NotSynced {
        path: PathBuf,
        /// Why its directory cannot be synced.
        error: io::Error,
    },
}

/// A new store in a temporary file, which only its owner can read. [`NewFile::finish`] gives it its
/// name; if it is dropped before that, the file is removed.
pub(crate) struct NewFile {
    site: StoreFile,
    file: tempfile::NamedTempFile,
    database: redb::Database,
}

impl NewFile {
    /// Creates a file for `path`, where there must be nothing, not even a directory or a link.
    pub(crate) fn at(path: &Path, file_system: FileSystem) -> Result<Self, CopyError> {
        if path.symlink_metadata().is_ok() {
            return Err(CopyError::Exists(path.to_path_buf()));
        }
        let failed = |error| CopyError::Target {
            path: path.to_path_buf(),
            error,
        };
        let site = StoreFile::alone(path.to_path_buf()).on_file_system(file_system);
        remove_abandoned(site.folder());
        let file = temporary_in(site.folder(), None).map_err(failed)?;
        let database = catch_panics(|| {
            let backend = site.locked(file.reopen()?)?.fresh();
            Ok(builder(false).create_with_backend(backend)?)
        });
        Ok(Self {
            database: database.map_err(|fault| failed(fault.into_io()))?,
            file,
            site,
        })
    }

    /// One transaction on the new store.
    pub(crate) fn begin(&self) -> RedbResult<WriteTransaction> {
        Ok(self.database.begin_write()?)
    }

    /// The error as one of the new file.
    pub(crate) fn failed(&self, fault: RedbError) -> CopyError {
        CopyError::Target {
            path: self.site.path.clone(),
            error: fault.into_io(),
        }
    }

    /// Checks the file and gives it its name.
    pub(crate) fn finish(mut self) -> Result<(), CopyError> {
        let checked = catch_panics(|| {
            let whole = self.database.check_integrity()?;
            self.database.begin_read()?;
            if whole {
                Ok(())
            } else {
                Err(RedbError::damaged(
                    "the copy does not match what was written",
                ))
            }
        });
        let path = self.site.path.clone();
        let failed = |error| CopyError::Target {
            path: path.clone(),
            error,
        };
        checked
            .and_then(|()| Ok(self.database.close()?))
            .map_err(|fault| failed(fault.into_io()))?;
        self.file.as_file().sync_all().map_err(failed)?;
        let file_system = self.site.file_system;
        match file_system.put_in_place(&self.file.into_temp_path(), &path) {
            Ok(()) => file_system
                .sync(self.site.folder())
                .map_err(|error| CopyError::NotSynced { path, error }),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(CopyError::Exists(path))
            }
            Err(error) => Err(failed(error)),
        }
    }
}

/// Creates a store.
///
/// It is built in a temporary file, so that no program ever sees an incomplete store. If another
/// program was faster, its file is used.
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
    create_tables(&tx)?;
    tx.commit()?;
    database.close()?;
    Ok(())
}

/// Creates a missing directory, which only its owner can read.
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
