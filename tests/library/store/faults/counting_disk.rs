//! Counts what a store does with its file.

use std::io;
use std::ops::Bound;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use levelup::testing::RedbStore;
use redb::backends::FileBackend;
use redb::{BackendError, StorageBackend};

/// What was counted so far.
#[derive(Debug, Clone, Default)]
pub struct Meter(Arc<Counted>);

#[derive(Debug, Default)]
struct Counted {
    read: AtomicU64,
    syncs: AtomicU64,
    has_grown: AtomicBool,
}

impl Meter {
    /// The store at `path`, counted.
    pub fn store(&self, path: &Path) -> RedbStore {
        let meter = self.clone();
        let tap = move |file| -> Box<dyn StorageBackend> {
            Box::new(Metered {
                file,
                meter: meter.clone(),
            })
        };
        RedbStore::with_backend_hook(path, Arc::new(tap))
    }

    /// The bytes that `job` reads from the file.
    pub fn read<T>(&self, job: impl FnOnce() -> T) -> u64 {
        Self::during(&self.0.read, job)
    }

    /// How often `job` waits for the disk; not counted is that a file has become longer, which
    /// happens ever more rarely.
    pub fn syncs<T>(&self, job: impl FnOnce() -> T) -> u64 {
        Self::during(&self.0.syncs, job)
    }

    fn during<T>(counter: &AtomicU64, job: impl FnOnce() -> T) -> u64 {
        let before = counter.load(Ordering::SeqCst);
        job();
        counter.load(Ordering::SeqCst) - before
    }
}

#[derive(Debug)]
struct Metered {
    file: FileBackend,
    meter: Meter,
}

impl StorageBackend for Metered {
    fn len(&self) -> io::Result<u64> {
        self.file.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let read = &self.meter.0.read;
        read.fetch_add(out.len() as u64, Ordering::SeqCst);
        self.file.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.meter.0.has_grown.store(true, Ordering::SeqCst);
        self.file.set_len(len)
    }

    fn sync_data(&self) -> io::Result<()> {
        if !self.meter.0.has_grown.swap(false, Ordering::SeqCst) {
            self.meter.0.syncs.fetch_add(1, Ordering::SeqCst);
        }
        self.file.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.file.write(offset, data)
    }

    fn close(&self) -> io::Result<()> {
        self.file.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.file.try_lock_range(start, end)
    }

    fn try_lock_shared_range(
        &self,
        start: Bound<u64>,
        end: Bound<u64>,
    ) -> Result<bool, BackendError> {
        self.file.try_lock_shared_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.file.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.file.query_lock_range(start, end)
    }
}
