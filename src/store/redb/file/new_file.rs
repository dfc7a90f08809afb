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
    /// There is no store to copy.
    #[error("no store at {}", .0.display())]
    NoStore(PathBuf),
    /// The store that is copied cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something stands where the copy should be. It was left as it is.
    #[error("{} already exists", .0.display())]
    Exists(PathBuf),
    /// The copy cannot be written.
    #[error("cannot write {}: {error}", path.display())]
    Target {
        /// Where it should be.
        path: PathBuf,
        /// What hinders.
        error: io::Error,
    },
    /// The copy is complete, but its name may not be on disk.
    #[error("{} is written, but may be lost in a power failure: {error}", path.display())]
    NotSynced {
        /// Where it is.
        path: PathBuf,
        /// Why its directory cannot be synced.
        error: io::Error,
    },
}

/// A store that is being made beside its path, for its owner alone. It is put into place when it
/// is whole; dropped before that, nothing is left of it.
pub(crate) struct NewFile {
    site: StoreFile,
    file: tempfile::NamedTempFile,
    database: redb::Database,
}

impl NewFile {
    /// Begins a file for `path`, where nothing may stand: no file, folder, pipe, device or link.
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

    /// The fault as one of the new file.
    pub(crate) fn failed(&self, fault: RedbError) -> CopyError {
        CopyError::Target {
            path: self.site.path.clone(),
            error: fault.into_io(),
        }
    }

    /// Checks the whole file and puts it into place.
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
    create_tables(&tx)?;
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
