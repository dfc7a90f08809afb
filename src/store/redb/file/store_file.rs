use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use redb::backends::FileBackend;
use redb::{Builder, ConcurrencyMode, StorageBackend};

use super::file_system::FileSystem;
use super::lock_wait::LockWait;
use super::locked_file::LockedFile;
use crate::store::deadline::OnWait;
use crate::store::redb::error::RedbResult;
use crate::store::redb::migration::{MIGRATIONS, Migration};

/// The most memory for pages; filled as they are read.
pub(crate) const CACHE: usize = 32 << 20;
/// Makes the backend of a file, for tests: a disk that is full, or that loses what was not synced.
#[doc(hidden)]
pub(crate) type BackendHook = Arc<dyn Fn(FileBackend) -> Box<dyn StorageBackend> + Send + Sync>;

/// Where the file of a store is, and how to wait for it.
#[derive(Clone)]
pub(crate) struct StoreFile {
    pub(crate) path: PathBuf,
    pub(crate) lock_wait: Arc<LockWait>,
    hook: Option<BackendHook>,
    pub(crate) file_system: FileSystem,
    pub(crate) migrations: Arc<[Migration]>,
}

impl StoreFile {
    pub(crate) fn new(path: PathBuf, deadline: Duration, on_wait: Option<OnWait>) -> Self {
        Self {
            path,
            lock_wait: Arc::new(LockWait::new(deadline, on_wait)),
            hook: None,
            file_system: FileSystem::SYSTEM,
            migrations: MIGRATIONS.into(),
        }
    }

    /// A file that no other program uses.
    pub(crate) fn alone(path: PathBuf) -> Self {
        Self::new(path, Duration::ZERO, None)
    }

    pub(crate) fn hooked(mut self, hook: BackendHook) -> Self {
        self.hook = Some(hook);
        self
    }

    pub(crate) fn on_file_system(mut self, file_system: FileSystem) -> Self {
        self.file_system = file_system;
        self
    }

    pub(crate) fn migrating(mut self, more: &[Migration]) -> Self {
        self.migrations = [MIGRATIONS, more].concat().into();
        self
    }

    /// The same file, without waiting for locks.
    pub(crate) fn without_waiting(&self) -> Self {
        Self {
            lock_wait: Arc::new(LockWait::none()),
            ..self.clone()
        }
    }

    /// The directory of the store.
    pub(crate) fn folder(&self) -> &Path {
        match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        }
    }

    /// An open file as a backend of the database.
    pub(crate) fn locked(&self, file: File) -> RedbResult<LockedFile> {
        let file = FileBackend::new(file)?;
        let backend = match &self.hook {
            Some(hook) => hook(file),
            None => Box::new(file),
        };
        Ok(LockedFile::new(backend, Arc::clone(&self.lock_wait)))
    }
}

/// The options for every database of a store.
pub(crate) fn builder(verify: bool) -> Builder {
    let mut builder = Builder::new();
    builder
        .set_concurrency_mode(ConcurrencyMode::MultiWriter)
        .set_cache_size(CACHE)
        .set_check_integrity_on_open(verify);
    builder
}

impl fmt::Debug for StoreFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoreFile")
            .field("path", &self.path)
            .field("lock_wait", &self.lock_wait)
            .finish_non_exhaustive()
    }
}
