//! `~/` at the start of a path.

use std::path::{Path, PathBuf};

/// The path with its leading `~/` replaced by the home directory of the user.
pub fn from_home(path: impl AsRef<Path>) -> PathBuf {
    let path = path.as_ref();
    match etcetera::home_dir() {
        Ok(home) => within(path, &home),
        Err(_) => path.to_path_buf(),
    }
}

/// The path with its leading `~/` replaced by this directory.
pub(crate) fn within(path: &Path, home: &Path) -> PathBuf {
    match path.strip_prefix("~") {
        Ok(rest) if rest.as_os_str().is_empty() => home.to_path_buf(),
        Ok(rest) => home.join(rest),
        Err(_) => path.to_path_buf(),
    }
}
