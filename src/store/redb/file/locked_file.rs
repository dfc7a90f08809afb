use std::io;
use std::ops::Bound;
use std::sync::Arc;

use redb::{BackendError, StorageBackend};

use super::lock_wait::LockWait;

/// The file of a store as redb sees it: every wait for a lock has a deadline, and an empty file is an
/// error. Without this, redb would create a new database in it.
#[derive(Debug)]
pub(crate) struct LockedFile {
    file: Box<dyn StorageBackend>,
    lock_wait: Arc<LockWait>,
    /// False for a file that cannot be written, because then it cannot be locked.
    locks: bool,
    /// Whether the file is new and empty.
    fresh: bool,
}

impl LockedFile {
    pub(crate) fn new(file: Box<dyn StorageBackend>, lock_wait: Arc<LockWait>) -> Self {
        Self {
            file,
            lock_wait,
            locks: true,
            fresh: false,
        }
    }

    pub(crate) fn fresh(mut self) -> Self {
        self.fresh = true;
        self
    }

    pub(crate) fn without_locks(mut self) -> Self {
        self.locks = false;
        self
    }
}

impl StorageBackend for LockedFile {
    fn len(&self) -> io::Result<u64> {
        match self.file.len()? {
            0 if !self.fresh => Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "the file is empty",
            )),
            length => Ok(length),
        }
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.file.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.file.set_len(len)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.file.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.file.write(offset, data)
    }

    fn close(&self) -> io::Result<()> {
        self.file.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        if !self.locks {
            return Ok(true);
        }
        self.file.try_lock_range(start, end)
    }

    fn try_lock_shared_range(
        &self,
        start: Bound<u64>,
        end: Bound<u64>,
    ) -> Result<bool, BackendError> {
        if !self.locks {
            return Ok(true);
        }
        self.file.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.lock_wait.wait_for(|| self.try_lock_range(start, end))
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.lock_wait
            .wait_for(|| self.try_lock_shared_range(start, end))
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        if !self.locks {
            return Ok(());
        }
        self.file.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        if !self.locks {
            return Ok(false);
        }
        self.file.query_lock_range(start, end)
    }
}
