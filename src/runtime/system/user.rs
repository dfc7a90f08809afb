//! The account name and the directories of the user.

use std::path::{Path, PathBuf};

use etcetera::base_strategy::BaseStrategy;
#[cfg(windows)]
use etcetera::base_strategy::Windows as System;
#[cfg(not(windows))]
use etcetera::base_strategy::Xdg as System;

use crate::config::{Paths, within};

/// The full name of the user, or the login name; empty if the system has neither.
pub fn account() -> String {
    local_account().or_else(system_account).unwrap_or_default()
}

/// The name in `/etc/passwd`. A query to the system looks for name services first, which takes as long
/// as everything that the first frame needs from a store.
#[cfg(unix)]
fn local_account() -> Option<String> {
    let user = rustix::process::geteuid().as_raw().to_string();
    let list = std::fs::read_to_string("/etc/passwd").ok()?;
    // LOGIN:PASSWORD:USER:GROUP:FULL NAME,OFFICE,PHONE:HOME:SHELL
    let fields = |line| <[&str; 7]>::try_from(str::split(line, ':').collect::<Vec<_>>()).ok();
    let [login, _, _, _, comment, ..] = list
        .lines()
        .filter_map(fields)
        .find(|[_, _, number, ..]| *number == user)?;
    let name = comment.split(',').next().unwrap_or_default();
    // `&` stands for the login name; the system replaces it.
    (!name.contains('&')).then(|| if is_blank(name) { login } else { name }.to_owned())
}

#[cfg(not(unix))]
fn local_account() -> Option<String> {
    None
}

/// The name from all name services of the system.
fn system_account() -> Option<String> {
    let full_name = whoami::realname().ok().filter(|name| !is_blank(name));
    full_name.or_else(|| whoami::username().ok())
}

fn is_blank(name: &str) -> bool {
    name.trim().is_empty()
}

/// The default paths of the user; `None` without a home directory.
pub(crate) fn paths_of_user() -> Option<Paths> {
    let base = System::new().ok()?;
    let config = base.config_dir().join("levelup");
    let data = data_dir(&base).join("levelup");
    Some(Paths {
        home: base.home_dir().to_path_buf(),
        store: data.join("levelup.redb"),
        servers: data.join("servers"),
        config: config.join("config.toml"),
        assessments: config.join("assessments"),
    })
}

/// The directory of stores: local, because a roaming store of one machine would overwrite that of
/// another.
#[cfg(windows)]
fn data_dir(base: &System) -> PathBuf {
    // etcetera calls LocalAppData the cache directory.
    base.cache_dir()
}

#[cfg(not(windows))]
fn data_dir(base: &System) -> PathBuf {
    base.data_dir()
}

/// The path with its leading `~/` replaced by the home directory of the user.
pub(crate) fn from_home(path: impl AsRef<Path>) -> PathBuf {
    let path = path.as_ref();
    match etcetera::home_dir() {
        Ok(home) => within(path, &home),
        Err(_) => path.to_path_buf(),
    }
}
