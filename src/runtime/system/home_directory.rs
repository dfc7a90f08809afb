//! `~/` at the start of a path.

use std::path::{Path, PathBuf};

use crate::config::within;

/// The path with its leading `~/` replaced by the home directory of the user.
pub(crate) fn from_home(path: impl AsRef<Path>) -> PathBuf {
    let path = path.as_ref();
    match etcetera::home_dir() {
        Ok(home) => within(path, &home),
        Err(_) => path.to_path_buf(),
    }
}
