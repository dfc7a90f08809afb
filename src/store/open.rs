use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::Store;
use super::deadline::{Deadline, OnWait};
use super::server_access::{GrantError, LocationError, ServerRole};
use crate::results::{StoreError, is_connection_string};
use crate::store::redb::RedbStore;
use crate::store::relay::{OnSyncStatus, Relay, ServerTiming};
use crate::store::server::Address;

/// How long a server may be silent while a screen waits for it.
const SCREEN: Duration = Duration::from_millis(1_500);
/// How long a server may be silent for a command, during a long read, and while a result is sent.
const COMMAND: Duration = Duration::from_secs(20);
/// Where a store is: in a file, or on a server.
#[derive(Debug, Clone)]
pub enum Location {
    /// In the file at this path, whether it is there or not.
    File(PathBuf),
    /// On the server that this URL names.
    Server(Box<Address>),
}

impl Location {
    /// What `--store`, `LEVELUP_STORE` or the configuration names.
    ///
    /// # Errors
    /// Where it is a URL, and no store can be reached by it.
    pub fn parse(named: &Path) -> Result<Self, LocationError> {
        let text = named.to_string_lossy();
        if is_connection_string(&text) {
            return Err(LocationError::ConnectionString);
        }
        let Some((scheme, rest)) = url(&text) else {
            return Ok(Self::File(named.to_path_buf()));
        };
        let scheme = scheme.to_ascii_lowercase();
        if !["postgres", "postgresql"].contains(&scheme.as_str()) {
            return Err(LocationError::OtherScheme(scheme));
        }
        let address = Address::parse(&format!("{scheme}://{rest}"))?;
        Ok(Self::Server(Box::new(address)))
    }

    /// The file, where it is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Server(_) => None,
        }
    }

    /// The file in `folder` in which this machine keeps what is for the server; none where the
    /// store is a file itself.
    pub fn outbox(&self, folder: &Path) -> Option<PathBuf> {
        match self {
            Self::File(_) => None,
            Self::Server(address) => Some(folder.join(address.file_name())),
        }
    }

    /// What a person may see of it: a URL without a password.
    pub fn shown(&self) -> PathBuf {
        match self {
            Self::File(path) => crate::results::shown(path),
            Self::Server(address) => address.shown().into(),
        }
    }

    /// Sets up the store on its server; false if it was set up already. `None` if the store is a file,
    /// which the first result creates.
    pub fn init(&self) -> Option<Result<bool, StoreError>> {
        match self {
            Self::File(_) => None,
            Self::Server(address) => Some(address.init()),
        }
    }

    /// The logins, other than this one and superusers, that can read all results of a store on a
    /// server. `None` if the store is a file.
    pub fn leads(&self) -> Option<Result<Vec<String>, StoreError>> {
        match self {
            Self::File(_) => None,
            Self::Server(address) => Some(address.leads()),
        }
    }

    /// Grants a role to a login. `None` if the store is a file.
    pub fn grant(&self, role: ServerRole, login: &str) -> Option<Result<(), GrantError>> {
        match self {
            Self::File(_) => None,
            Self::Server(address) => Some(address.grant(role, login)),
        }
    }

    /// Lets the members of a team read each other's results of this assessment, or no longer. None
    /// where the store is a file: who reads that reads all of it.
    pub fn set_open(&self, slug: &str, open: bool) -> Option<Result<(), StoreError>> {
        match self {
            Self::File(_) => None,
            Self::Server(address) => Some(address.set_open(slug, open)),
        }
    }
}

/// Whether this names a server, and not a file: every URL does, also one that no store can be
/// reached by. As a file it would have a password in its name.
pub(crate) fn is_server(named: &Path) -> bool {
    let text = named.to_string_lossy();
    url(&text).is_some() || is_connection_string(&text)
}

/// The scheme of a URL, and what is behind it.
fn url(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.trim_start().split_once("://")?;
    let starts = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_letter = |c: char| c.is_ascii_alphanumeric() || "+.-".contains(c);
    (starts && scheme.chars().all(is_letter)).then_some((scheme, rest))
}

/// Before a server: what this machine keeps for it.
pub struct OutboxFile<'p> {
    /// The folder with a file for each server.
    pub folder: &'p Path,
    /// Who hears how it stands with the server, where that is a screen: then nothing waits for the
    /// network longer than a moment, and what waits is sent beside it.
    pub tell: Option<OnSyncStatus>,
}

/// The store at a place as screens and commands use it: before a server stands a file of this
/// machine, with the drafts and with the results that the server does not have yet.
pub fn open_with_outbox(
    location: &Location,
    deadline: Duration,
    on_wait: Option<OnWait>,
    before: OutboxFile<'_>,
) -> Arc<dyn Store> {
    let Location::Server(address) = location else {
        return open(location, deadline, on_wait, before.tell.is_some());
    };
    let file = before.folder.join(address.file_name());
    let local = RedbStore::with_deadline(file, deadline, None);
    let command = deadline.min(COMMAND);
    let Some(tell) = before.tell else {
        let server = address.open(Deadline::of(command), on_wait);
        return Arc::new(Relay::for_command(local, server, ServerTiming::default()));
    };
    let beside = Deadline {
        long_read: command,
        ..Deadline::of(deadline.min(SCREEN))
    };
    let lists = address.open(beside, on_wait);
    // Report an unreachable server as early as for lists.
    let sender = Deadline {
        silence: command,
        ..beside
    };
    let sender = address.open(sender, None);
    let timing = ServerTiming::default();
    Arc::new(Relay::for_screen(
        local.verify_later(),
        lists,
        sender,
        timing,
        tell,
    ))
}

/// A server's store behind another file than its own, such as one of an earlier spelling of the same
/// server: what waits in that file can be sent there. None where the store is a file.
pub(crate) fn open_behind(
    file: &Path,
    location: &Location,
    deadline: Duration,
) -> Option<Arc<Relay>> {
    let Location::Server(address) = location else {
        return None;
    };
    let local = RedbStore::with_deadline(file, deadline, None);
    let server = address.open(Deadline::of(deadline.min(COMMAND)), None);
    let relay = Relay::for_command(local, server, ServerTiming::default());
    Some(Arc::new(relay))
}

/// How many results wait in a file for a server, whichever that is; nobody is asked.
///
/// # Errors
/// Where the file cannot be read, or is busy for longer than the deadline.
pub(crate) fn waiting_in(file: &Path, deadline: Duration) -> Result<usize, StoreError> {
    let local = || RedbStore::with_deadline(file, deadline, None);
    // It stands for the server, and is not asked.
    let relay = Relay::for_command(local(), Arc::new(local()), ServerTiming::default());
    Ok(relay.waiting()?.len())
}

/// The store at a place alone, opened at the first call that needs it. `hasty`: what was read first
/// is shown before the file has been looked at whole, and [`Results::verify`](super::Results::verify) comes at
/// once.
pub fn open(
    location: &Location,
    deadline: Duration,
    on_wait: Option<OnWait>,
    hasty: bool,
) -> Arc<dyn Store> {
    match location {
        Location::File(path) => {
            let store = RedbStore::with_deadline(path, deadline, on_wait);
            Arc::new(if hasty { store.verify_later() } else { store })
        }
        Location::Server(address) => address.open(Deadline::of(deadline), on_wait),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_url_is_a_file() {
        for url in ["mysql://ada:pw@db/team", " POSTGRE://db", "file:///a"] {
            let refused = Location::parse(Path::new(url));
            let is_refused = matches!(refused, Err(LocationError::OtherScheme(_)));
            assert!(is_refused, "{url}: {refused:?}");
            assert!(is_server(Path::new(url)), "{url}");
        }
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt as _;
            let bytes = std::ffi::OsStr::from_bytes(b"postgres://ada:p\xffw@db/team");
            let refused = Location::parse(Path::new(bytes));
            assert!(refused.is_err(), "{refused:?}");
        }
        for file in ["a.redb", "/a://b", "a/b://c", "://a", "1x://a"] {
            let named = Location::parse(Path::new(file)).ok();
            assert!(named.is_some_and(|named| named.file().is_some()), "{file}");
        }
    }

    #[cfg(feature = "postgres")]
    #[test]
    fn the_case_of_the_scheme_does_not_matter() {
        let refused = Location::parse(Path::new("POSTGRES://ada:pw@db/team"));
        assert_eq!(refused.err(), Some(LocationError::HasPassword));
        let named = Location::parse(Path::new("PostgreSQL://ada@db/team")).ok();
        assert!(named.is_some_and(|named| named.file().is_none()));
    }
}
