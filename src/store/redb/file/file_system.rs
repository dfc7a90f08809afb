use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;

#[cfg(unix)]
use rustix::io::Errno;
use tempfile::TempPath;

/// The system calls that some file systems, such as SMB, FAT, and FUSE, do not support.
#[derive(Debug, Clone, Copy)]
pub struct FileSystem {
    /// Writes the names in a directory to disk.
    pub sync_directory: fn(&Path) -> io::Result<()>,
    /// Renames a file unless the new name exists.
    pub rename_new: fn(&Path, &Path) -> io::Result<()>,
    /// Gives a file a second name unless that name exists.
    pub hard_link: fn(&Path, &Path) -> io::Result<()>,
}

impl FileSystem {
    /// The real file system.
    pub const SYSTEM: Self = Self {
        sync_directory,
        rename_new,
        hard_link: |from, to| fs::hard_link(from, to),
    };

    /// Writes the names in a directory to disk, if its file system supports that.
    pub(crate) fn sync(&self, directory: &Path) -> io::Result<()> {
        match (self.sync_directory)(directory) {
            Err(error) if cannot_sync(&error) => Ok(()),
            synced => synced,
        }
    }

    /// Gives a finished temporary file its name, and never replaces another file: then the kind of
    /// the error is `AlreadyExists`.
    pub(crate) fn put_in_place(&self, from: &TempPath, to: &Path) -> io::Result<()> {
        match (self.rename_new)(from, to) {
            Err(error) if is_unsupported(&error) => {}
            renamed => return renamed,
        }
        // The temporary name is removed when `from` is dropped.
        match (self.hard_link)(from, to) {
            Err(error) if cannot_link(&error) => {}
            linked => return linked,
        }
        // An empty file reserves the name. A program that reads it before the rename reports an
        // empty store and does not change it.
        OpenOptions::new().write(true).create_new(true).open(to)?;
        fs::rename(from, to).inspect_err(|_| {
            let _ = fs::remove_file(to);
        })
    }
}

/// Gives a finished temporary file its name, and never replaces another file.
///
/// # Errors
/// `AlreadyExists` if there is a file of that name, or an error of the system.
pub(crate) fn put_in_place(from: &TempPath, to: &Path) -> io::Result<()> {
    FileSystem::SYSTEM.put_in_place(from, to)
}

/// Writes the names in a directory to disk, as far as its file system can do that.
///
/// # Errors
/// An error of the disk.
pub(crate) fn sync_names(directory: &Path) -> io::Result<()> {
    FileSystem::SYSTEM.sync(directory)
}

#[cfg(unix)]
fn sync_directory(directory: &Path) -> io::Result<()> {
    fs::File::open(directory)?.sync_all()
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps)] // On Unix it can fail.
fn sync_directory(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn rename_new(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A directory that may be searched and written but not read cannot be opened to be synced.
#[cfg(unix)]
fn cannot_sync(error: &io::Error) -> bool {
    is_unsupported(error)
        || matches!(
            Errno::from_io_error(error),
            Some(Errno::BADF | Errno::ACCESS)
        )
}

#[cfg(not(unix))]
fn cannot_sync(error: &io::Error) -> bool {
    is_unsupported(error)
}

/// `EPERM`: the file system has no hard links. `EACCES`: the system does not allow them there.
#[cfg(unix)]
fn cannot_link(error: &io::Error) -> bool {
    is_unsupported(error)
        || matches!(
            Errno::from_io_error(error),
            Some(Errno::PERM | Errno::ACCESS | Errno::MLINK)
        )
}

#[cfg(not(unix))]
fn cannot_link(_: &io::Error) -> bool {
    true
}

/// Some systems have two error numbers where others have one.
#[cfg(unix)]
fn is_unsupported(error: &io::Error) -> bool {
    const UNSUPPORTED: [Errno; 4] = [Errno::INVAL, Errno::NOSYS, Errno::NOTSUP, Errno::OPNOTSUPP];
    let is_known = Errno::from_io_error(error).is_some_and(|errno| UNSUPPORTED.contains(&errno));
    is_known || error.kind() == io::ErrorKind::Unsupported
}

#[cfg(not(unix))]
fn is_unsupported(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Unsupported
}
