//! The account name and the directories of the user.

use std::path::{Path, PathBuf};

use etcetera::base_strategy::BaseStrategy;
#[cfg(windows)]
use etcetera::base_strategy::Windows as System;
#[cfg(not(windows))]
use etcetera::base_strategy::Xdg as System;

use crate::config::{Paths, within};

/// The name of the account: the person's where the system knows it, else the login's; empty where
/// it knows neither.
pub fn account() -> String {
    listed().or_else(asked).unwrap_or_default()
}

/// The name as the list of accounts on this machine has it. To be asked for it, the system looks for
/// its services first, which takes as long as all else that a store is asked for the first frame.
#[cfg(unix)]
fn listed() -> Option<String> {
    let number = rustix::process::geteuid().as_raw().to_string();
    let list = std::fs::read_to_string("/etc/passwd").ok()?;
    // LOGIN:PASSWORD:NUMBER:GROUP:PERSON,OFFICE,PHONE:HOME:SHELL
    let fields = |line| <[&str; 7]>::try_from(str::split(line, ':').collect::<Vec<_>>()).ok();
    let [login, _, _, _, about, ..] = list
        .lines()
        .filter_map(fields)
        .find(|[_, _, of, ..]| *of == number)?;
    let person = about.split(',').next().unwrap_or_default();
    // A sign for the login, which the system would have to write out.
    (!person.contains('&')).then(|| if is_blank(person) { login } else { person }.to_owned())
}

#[cfg(not(unix))]
fn listed() -> Option<String> {
    None
}

/// The name as the system says it, whatever it asks for it.
fn asked() -> Option<String> {
    let named = whoami::realname().ok().filter(|name| !is_blank(name));
    named.or_else(|| whoami::username().ok())
}

fn is_blank(name: &str) -> bool {
    name.trim().is_empty()
}

/// The paths of the person who runs the program; none where there is no home folder.
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

/// The path with its leading `~/` replaced by the home directory of the user.
pub(crate) fn from_home(path: impl AsRef<Path>) -> PathBuf {
    let path = path.as_ref();
    match etcetera::home_dir() {
        Ok(home) => within(path, &home),
        Err(_) => path.to_path_buf(),
    }
}
