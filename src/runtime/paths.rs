//! Where things are. The rules of XDG hold on every system, macOS too.

use std::path::{Path, PathBuf};

use etcetera::base_strategy::{BaseStrategy, Xdg};

/// The folders and files that hold where nothing else is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The person's home folder.
    pub home: PathBuf,
    /// `$XDG_DATA_HOME/levelup/levelup.redb`
    pub store: PathBuf,
    /// `$XDG_CONFIG_HOME/levelup/config.toml`
    pub config: PathBuf,
    /// `$XDG_CONFIG_HOME/levelup/assessments`
    pub assessments: PathBuf,
}

impl Paths {
    /// The paths of the person who runs the program; none where there is no home folder.
    pub fn of_user() -> Option<Self> {
        let base = Xdg::new().ok()?;
        let config = base.config_dir().join("levelup");
        Some(Self {
            home: base.home_dir().to_path_buf(),
            store: base.data_dir().join("levelup").join("levelup.redb"),
            config: config.join("config.toml"),
            assessments: config.join("assessments"),
        })
    }

    /// A path as the configuration has it: `~/` is the home folder, and what is relative starts
    /// at `folder`.
    pub fn resolve(&self, path: &str, folder: &Path) -> PathBuf {
        match path.strip_prefix("~/") {
            Some(rest) => self.home.join(rest),
            None if path == "~" => self.home.clone(),
            None => folder.join(path),
        }
    }
}
