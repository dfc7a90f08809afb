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

/// How long a server may be silent while a screen depends on it.
const SCREEN: Duration = Duration::from_millis(1_500);
/// How long a server may be silent for a command, during a long read, and while a result is sent.
const COMMAND: Duration = Duration::from_secs(20);
/// Where a store is.
#[derive(Debug, Clone)]
pub enum Location {
    /// The file may not exist.
    File(PathBuf),
    Server(Box<Address>),
}

impl Location {
    /// Parses the value of `--store`, `LEVELUP_STORE`, or the configuration.
    ///
    /// # Errors
    /// For a URL that is not a URL of a store.
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

    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Server(_) => None,
        }
    }

    /// The file in `directory` with the outbox for the server. `None` if the store is a file.
    pub fn outbox(&self, directory: &Path) -> Option<PathBuf> {
        match self {
            Self::File(_) => None,
            Self::Server(address) => Some(directory.join(address.file_name())),
        }
    }

    /// The path or URL to show, without a password.
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
    pub fn lead_logins(&self) -> Option<Result<Vec<String>, StoreError>> {
        match self {
            Self::File(_) => None,
            Self::Server(address) => Some(address.lead_logins()),
        }
    }

    /// Grants a role to a login. `None` if the store is a file.
    pub fn grant(&self, role: ServerRole, login: &str) -> Option<Result<(), GrantError>> {
        match self {
            Self::File(_) => None,
            Self::Server(address) => Some(address.grant(role, login)),
        }
    }

    /// Opens or closes a team: in an open team, members can read each other's results of this
    /// assessment. `None` if the store is a file, whose readers can read all of it.
    pub fn set_open(&self, slug: &str, open: bool) -> Option<Result<(), StoreError>> {
        match self {
            Self::File(_) => None,
            Self::Server(address) => Some(address.set_open(slug, open)),
        }
    }
}

/// Whether this is a URL, even one that cannot be a store. As the name of a file, it could contain a
/// password.
pub(crate) fn is_server(named: &Path) -> bool {
    let text = named.to_string_lossy();
    url(&text).is_some() || is_connection_string(&text)
}

/// The scheme of a URL, and the rest.
fn url(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.trim_start().split_once("://")?;
    let starts = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_letter = |c: char| c.is_ascii_alphanumeric() || "+.-".contains(c);
    (starts && scheme.chars().all(is_letter)).then_some((scheme, rest))
}

/// Drafts and pending results on this machine for a store on a server.
pub struct OutboxFile<'p> {
    /// The directory with a file for each server.
    pub folder: &'p Path,
    /// Called with the sync status, if screens use the store: then calls to the server have a short
    /// deadline, and a thread sends pending results.
    pub tell: Option<OnSyncStatus>,
}

/// Opens a store for screens and commands. For a server, a file on this machine contains the drafts
/// and the pending results.
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

/// Opens a store on a server with a different outbox, such as one for an earlier spelling of its URL,
/// to send the pending results in that file. `None` if the store is a file.
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

/// The number of pending results in an outbox, without a call to its server.
///
/// # Errors
/// If the file cannot be read, or is busy for longer than the deadline.
pub(crate) fn pending_in(file: &Path, deadline: Duration) -> Result<usize, StoreError> {
    let local = || RedbStore::with_deadline(file, deadline, None);
    // The second store takes the place of the server and is never called.
    let relay = Relay::for_command(local(), Arc::new(local()), ServerTiming::default());
    Ok(relay.pending()?.len())
}

/// Opens a store without an outbox, at the first call that needs it. `hasty`: the first rows are
/// shown before the file is verified, and [`Results::verify`](super::Results::verify) comes at
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
