//! Creating files that people edit.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::failure::Failure;
use crate::store::{put_in_place, remove_abandoned, temporary_in};

/// Creates a file and its directory. It never overwrites a file, and leaves no partial one.
///
/// # Errors
/// Code 4, with the hint `exists`, if the file exists; 1 if it cannot be written.
pub(super) fn write_new_file(path: &Path, text: &str, exists: &str) -> Result<(), Failure> {
    let shown = path.display();
    write(path, text).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Failure::invalid(format!("{shown} already exists")).hint(exists)
        }
        _ => Failure::cannot("write", shown, &error),
    })
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    remove_abandoned(folder);
    let mut file = temporary_in(folder, permissions())?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    put_in_place(&file.into_temp_path(), path)
}

/// Those of an ordinary file: it has no results.
#[cfg(unix)]
#[allow(clippy::unnecessary_wraps)] // `None` on other systems.
fn permissions() -> Option<fs::Permissions> {
    Some(std::os::unix::fs::PermissionsExt::from_mode(0o666))
}

#[cfg(not(unix))]
fn permissions() -> Option<fs::Permissions> {
    None
}
