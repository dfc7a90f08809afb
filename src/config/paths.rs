//! Where things are: on Windows in the Known Folders, elsewhere by the rules of XDG, macOS too.

use std::path::{Path, PathBuf};

use etcetera::base_strategy::BaseStrategy;
#[cfg(windows)]
use etcetera::base_strategy::Windows as System;
#[cfg(not(windows))]
use etcetera::base_strategy::Xdg as System;

/// The folders and files that hold where nothing else is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The person's home folder.
    pub home: PathBuf,
    /// `$XDG_DATA_HOME/levelup/levelup.redb`; on Windows in `LocalAppData`.
    pub store: PathBuf,
    /// `$XDG_DATA_HOME/levelup/servers`, with a file for each server; on Windows in `LocalAppData`.
    pub servers: PathBuf,
    /// `$XDG_CONFIG_HOME/levelup/config.toml`; on Windows in `RoamingAppData`.
    pub config: PathBuf,
    /// `$XDG_CONFIG_HOME/levelup/assessments`; on Windows in `RoamingAppData`.
    pub assessments: PathBuf,
}

impl Paths {
    /// The paths of the person who runs the program; none where there is no home folder.
    pub fn of_user() -> Option<Self> {
        let base = System::new().ok()?;
        let config = base.config_dir().join("levelup");
        let data = data_dir(&base).join("levelup");
        Some(Self {
            home: base.home_dir().to_path_buf(),
            store: data.join("levelup.redb"),
            servers: data.join("servers"),
            config: config.join("config.toml"),
            assessments: config.join("assessments"),
        })
    }

    /// A path as the configuration has it: `~/` is the home folder, and what is relative starts
    /// at `folder`.
    pub fn resolve(&self, path: &str, folder: &Path) -> PathBuf {
        folder.join(within(Path::new(path), &self.home))
    }
}

/// Where data is kept. A store must not roam: two machines would write over each other's.
#[cfg(windows)]
fn data_dir(base: &System) -> PathBuf {
    // etcetera has it under this name: LocalAppData.
    base.cache_dir()
}

#[cfg(not(windows))]
fn data_dir(base: &System) -> PathBuf {
    base.data_dir()
}

/// The path with its leading `~/` replaced by this directory.
pub(crate) fn within(path: &Path, home: &Path) -> PathBuf {
    match path.strip_prefix("~") {
        Ok(rest) if rest.as_os_str().is_empty() => home.to_path_buf(),
        Ok(rest) => home.join(rest),
        Err(_) => path.to_path_buf(),
    }
}
