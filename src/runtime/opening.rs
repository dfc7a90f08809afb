use std::fs::File;
use std::io;
use std::path::Path;

/// Opens a file for reading, and does not wait: a pipe that nobody writes to is empty, instead of
/// hanging for ever. One that somebody writes to, such as `<(command)` of a shell, is read whole.
#[cfg(unix)]
pub fn open_to_read(path: &Path) -> io::Result<File> {
    use std::fs::OpenOptions;
    use std::os::unix::fs::{FileTypeExt as _, OpenOptionsExt as _};

    use rustix::fs::{OFlags, fcntl_setfl};

    let flag = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or(0);
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(flag)
        .open(path)?;
    if file.metadata()?.file_type().is_fifo() {
        fcntl_setfl(&file, OFlags::empty())?;
    }
    Ok(file)
}

/// Opens a file for reading.
#[cfg(not(unix))]
pub fn open_to_read(path: &Path) -> io::Result<File> {
    File::open(path)
}
