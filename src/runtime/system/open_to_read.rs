use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

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
pub(crate) fn read_text(path: &Path, most: u64) -> io::Result<String> {
    let mut bytes = Vec::new();
    open_to_read(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    String::from_utf8(bytes).map_err(|_| io::ErrorKind::InvalidData.into())
}
