//! A store file whose operations a test can watch, delay, or fail.

use std::fmt::Debug;
use std::io;
use std::ops::Bound;
use std::path::Path;
use std::sync::Arc;

use levelup::testing::RedbStore;
use redb::backends::FileBackend;
use redb::{BackendError, StorageBackend};

/// Operations of a store file. Each default only passes the call on.
pub trait Hooks: Debug + Send + Sync + 'static {
    fn read(&self, file: &FileBackend, offset: u64, out: &mut [u8]) -> io::Result<()> {
        file.read(offset, out)
    }
    fn set_len(&self, file: &FileBackend, len: u64) -> io::Result<()> {
        file.set_len(len)
    }
    fn sync_data(&self, file: &FileBackend) -> io::Result<()> {
        file.sync_data()
    }
    fn write(&self, file: &FileBackend, offset: u64, data: &[u8]) -> io::Result<()> {
        file.write(offset, data)
    }
    /// Called before each operation on a lock.
    fn lock(&self) -> Result<(), BackendError> {
        Ok(())
    }
}

/// The store at `path` with hooks.
pub fn hooked_store(path: &Path, hooks: &Arc<impl Hooks>) -> RedbStore {
    let hooks = Arc::clone(hooks);
    let hook = move |file| -> Box<dyn StorageBackend> {
        let hooks = Arc::clone(&hooks);
        Box::new(HookedBackend { file, hooks })
    };
    RedbStore::with_backend_hook(path, Arc::new(hook))
}

#[derive(Debug)]
struct HookedBackend<H> {
    file: FileBackend,
    hooks: Arc<H>,
}

impl<H: Hooks> StorageBackend for HookedBackend<H> {
    fn len(&self) -> io::Result<u64> {
        self.file.len()
    }
    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.hooks.read(&self.file, offset, out)
    }
    fn set_len(&self, len: u64) -> io::Result<()> {
        self.hooks.set_len(&self.file, len)
    }
    fn sync_data(&self) -> io::Result<()> {
        self.hooks.sync_data(&self.file)
    }
    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.hooks.write(&self.file, offset, data)
    }
    fn close(&self) -> io::Result<()> {
        self.file.close()
    }
    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.hooks.lock()?;
        self.file.try_lock_range(start, end)
    }
    fn try_lock_shared_range(
        &self,
        start: Bound<u64>,
        end: Bound<u64>,
    ) -> Result<bool, BackendError> {
        self.hooks.lock()?;
        self.file.try_lock_shared_range(start, end)
    }
    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.hooks.lock()?;
        self.file.unlock_range(start, end)
    }
    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.hooks.lock()?;
        self.file.query_lock_range(start, end)
    }
}
