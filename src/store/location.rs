use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::server::Address;
use super::{OnWait, RedbStore, StoreError, Upkeep};

/// Where a store is: in a file, or on a server.
#[derive(Debug, Clone)]
pub enum Location {
    /// In the file at this path, whether it is there or not.
    File(PathBuf),
    /// On the server that this URL names.
    Server(Box<Address>),
}

/// What a URL of a server must not be, or lacks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LocationError {
    /// This levelup was built without the client of a server.
    #[error("this levelup was built without PostgreSQL, and a store can only be a file")]
    NoServers,
    /// The URL has a password, which other programs of the machine could read.
    #[error("the URL of the store has a password in it")]
    HasPassword,
    /// It cannot be read, or says what is not known.
    #[error("the URL of the store cannot be used: {0}")]
    Unusable(String),
}

impl Location {
    /// What `--store`, `LEVELUP_STORE` or the configuration names.
    ///
    /// # Errors
    /// Where it is a URL, and no store can be reached by it.
    pub fn parse(named: &Path) -> Result<Self, LocationError> {
        match named.to_str().filter(|_| is_server(named)) {
            Some(url) => Ok(Self::Server(Box::new(Address::parse(url)?))),
            None => Ok(Self::File(named.to_path_buf())),
        }
    }

    /// The file, where it is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Server(_) => None,
        }
    }

    /// What a person may see of it: a URL without a password.
    pub fn shown(&self) -> PathBuf {
        match self {
            Self::File(path) => path.clone(),
            Self::Server(address) => address.shown().into(),
        }
    }

    /// Sets the store up on its server, or brings it up to this version; false where it was so
    /// already. None where the store is a file, which the first result makes.
    pub fn init(&self) -> Option<Result<bool, StoreError>> {
        match self {
            Self::File(_) => None,
            Self::Server(address) => Some(address.init()),
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

/// Whether this names a server, and not a file.
pub fn is_server(named: &Path) -> bool {
    let text = named.to_str().unwrap_or_default();
    text.starts_with("postgres://") || text.starts_with("postgresql://")
}

/// What may be said of the place of a store, whatever it names.
pub fn shown(named: &Path) -> PathBuf {
    let text = named.to_str().unwrap_or_default();
    let authority = text.find("://").map_or(0, |at| at + 3);
    if !is_server(named) {
        return named.to_path_buf();
    }
    let end = text[authority..]
        .find(['/', '?'])
        .map_or(text.len(), |at| authority + at);
    // A password may hold what is none of its characters: everything up to the last @ is at stake.
    let (head, rest) = match text[authority..].rfind('@') {
        Some(at) => text.split_at(authority + at),
        None => text.split_at(end),
    };
    let user = head[authority..].split(':').next().unwrap_or_default();
    let hidden = if head[authority..].contains(':') && rest.starts_with('@') {
        format!("{}{user}:***{rest}", &head[..authority])
    } else {
        text.to_owned()
    };
    match hidden.find("password=") {
        Some(at) => format!("{}password=***", &hidden[..at]).into(),
        None => hidden.into(),
    }
}

/// The store at a place, opened at the first call that needs it. `hasty`: what was read first is
/// shown before the file has been looked at whole, and [`Store::vet`](super::Store::vet) comes at
/// once.
///
/// All screens and commands come through here: what stands between them and a store (an outbox,
/// say) is put here.
pub fn open(
    location: &Location,
    deadline: Duration,
    on_wait: Option<OnWait>,
    hasty: bool,
) -> Arc<dyn Upkeep> {
    match location {
        Location::File(path) => {
            let store = RedbStore::waiting(path, deadline, on_wait);
            Arc::new(if hasty { store.hasty() } else { store })
        }
        Location::Server(address) => address.open(deadline, on_wait),
    }
}
