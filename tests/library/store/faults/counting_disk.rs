//! Counts what a store does with its file.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use levelup::testing::RedbStore;
use redb::StorageBackend as _;
use redb::backends::FileBackend;

use crate::support::hooked_backend::{Hooks, hooked_store};

#[derive(Debug, Clone, Default)]
pub struct Meter(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    read: AtomicU64,
    syncs: AtomicU64,
    has_grown: AtomicBool,
}

impl Meter {
    /// The store at `path`, counted.
    pub fn store(&self, path: &Path) -> RedbStore {
        hooked_store(path, &self.0)
    }

    /// The bytes that `job` reads from the file.
    pub fn read<T>(&self, job: impl FnOnce() -> T) -> u64 {
        Self::during(&self.0.read, job)
    }

    /// The number of syncs in `job`, without those of a growing file, which become rare.
    pub fn syncs<T>(&self, job: impl FnOnce() -> T) -> u64 {
        Self::during(&self.0.syncs, job)
    }

    fn during<T>(counter: &AtomicU64, job: impl FnOnce() -> T) -> u64 {
        let before = counter.load(Ordering::SeqCst);
        job();
        counter.load(Ordering::SeqCst) - before
    }
}

impl Hooks for Counts {
    fn read(&self, file: &FileBackend, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.read.fetch_add(out.len() as u64, Ordering::SeqCst);
        file.read(offset, out)
    }

    fn set_len(&self, file: &FileBackend, len: u64) -> io::Result<()> {
        self.has_grown.store(true, Ordering::SeqCst);
        file.set_len(len)
    }

    fn sync_data(&self, file: &FileBackend) -> io::Result<()> {
        if !self.has_grown.swap(false, Ordering::SeqCst) {
            self.syncs.fetch_add(1, Ordering::SeqCst);
        }
        file.sync_data()
    }
}
