//! Default paths: Known Folders on Windows, and XDG directories on all other systems, including macOS.

use std::path::{Path, PathBuf};

/// The default directories and files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    pub home: PathBuf,
    /// `$XDG_DATA_HOME/levelup/levelup.redb`; on Windows in `LocalAppData`.
    pub store: PathBuf,
    /// `$XDG_DATA_HOME/levelup/servers`, with an outbox for each server; on Windows in `LocalAppData`.
    pub servers: PathBuf,
    /// `$XDG_CONFIG_HOME/levelup/config.toml`; on Windows in `RoamingAppData`.
    pub config: PathBuf,
    /// `$XDG_CONFIG_HOME/levelup/assessments`; on Windows in `RoamingAppData`.
    pub assessments: PathBuf,
}

impl Paths {
    /// Resolves a path of the configuration: `~/` is the home directory, and relative paths start at
    /// `folder`.
    pub fn resolve(&self, path: &str, folder: &Path) -> PathBuf {
        folder.join(within(Path::new(path), &self.home))
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
