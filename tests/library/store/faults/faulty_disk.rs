//! A disk that can be full and can lose its power.

use std::collections::BTreeMap;
use std::io;
use std::ops::Bound;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use levelup::testing::RedbStore;
use redb::backends::FileBackend;
use redb::{BackendError, StorageBackend};

use crate::support::store::Numbers;

const SECTOR: usize = 512;

/// What happens to the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    None,
    /// After so many more writes and syncs nothing works any more.
    Cut(u64),
    /// The write after so many more finds no space, and each after that.
    Full(u64),
    Dead,
}

#[derive(Debug)]
struct State {
    trouble: Trouble,
    /// How many writes and syncs there were.
    operations: u64,
    /// What the sectors that were written since the last sync held before.
    unsynced: BTreeMap<u64, [u8; SECTOR]>,
    /// How long the file was at the last sync, where that has changed.
    synced_length: Option<u64>,
}

/// A disk under one store. It begins whole; what is on the real disk is what a program sees, and
/// a power cut puts back what no sync had made sure.
#[derive(Debug, Clone)]
pub struct Disk(Arc<Mutex<State>>);

impl Disk {
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(State {
            trouble: Trouble::None,
            operations: 0,
            unsynced: BTreeMap::new(),
            synced_length: None,
        })))
    }

    /// The store at `path`, on this disk.
    pub fn store(&self, path: &Path) -> RedbStore {
        let disk = self.clone();
        let tap = move |file| -> Box<dyn StorageBackend> {
            Box::new(Tapped {
                file,
                disk: disk.clone(),
            })
        };
        RedbStore::with_backend_hook(path, Arc::new(tap))
    }

    pub fn cut_after(&self, operations: u64) {
        self.state().trouble = Trouble::Cut(operations);
    }

    pub fn full_after(&self, operations: u64) {
        self.state().trouble = Trouble::Full(operations);
    }

    pub fn mend(&self) {
        self.state().trouble = Trouble::None;
    }

    pub fn is_dead(&self) -> bool {
        self.state().trouble == Trouble::Dead
    }

    pub fn operations(&self) -> u64 {
        self.state().operations
    }

    /// The power was cut and is back: of what was not synced, any sectors are there and any are
    /// not, and so is a new length. No store may be open.
    pub fn come_back(&self, path: &Path, numbers: &mut Numbers) {
        let mut state = self.state();
        let mut bytes = std::fs::read(path).unwrap();
        let survive = [0, 50, 50, 90, 100][numbers.below(5)];
        if let Some(length) = state.synced_length.take()
            && numbers.below(100) >= survive
        {
            bytes.resize(usize::try_from(length).unwrap(), 0);
        }
        for (sector, before) in std::mem::take(&mut state.unsynced) {
            let start = usize::try_from(sector).unwrap() * SECTOR;
            if start < bytes.len() && numbers.below(100) >= survive {
                let end = bytes.len().min(start + SECTOR);
                bytes[start..end].copy_from_slice(&before[..end - start]);
            }
        }
        std::fs::write(path, bytes).unwrap();
        state.trouble = Trouble::None;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }
}

impl State {
    /// Counts an operation that changes the disk. Whether it is the last one.
    fn step(&mut self, needs_space: bool) -> io::Result<bool> {
        self.operations += 1;
        match &mut self.trouble {
            Trouble::Dead => Err(power()),
            Trouble::Cut(0) => {
                self.trouble = Trouble::Dead;
                Ok(true)
            }
            Trouble::Full(0) if needs_space => Err(io::ErrorKind::StorageFull.into()),
            Trouble::None | Trouble::Full(0) => Ok(false),
            Trouble::Cut(left) | Trouble::Full(left) => {
                *left -= 1;
                Ok(false)
            }
        }
    }

    /// Keeps what stands in a stretch, before it is written for the first time since a sync.
    fn remember(&mut self, file: &FileBackend, from: u64, to: u64) -> io::Result<()> {
        let length = file.len()?;
        for sector in from / SECTOR as u64..to.div_ceil(SECTOR as u64) {
            if self.unsynced.contains_key(&sector) {
                continue;
            }
            let start = sector * SECTOR as u64;
            let there = usize::try_from(length.saturating_sub(start)).unwrap();
            let mut before = [0; SECTOR];
            file.read(start, &mut before[..there.min(SECTOR)])?;
            self.unsynced.insert(sector, before);
        }
        Ok(())
    }
}

fn power() -> io::Error {
    io::Error::other("there is no power")
}

/// The store's file on the disk.
#[derive(Debug)]
struct Tapped {
    file: FileBackend,
    disk: Disk,
}

impl Tapped {
    /// Does `job` as one operation; the last one before a cut is done, and nobody hears of it.
    fn operate(
        &self,
        needs_space: bool,
        job: impl FnOnce(&mut State) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut state = self.disk.state();
        let last = state.step(needs_space)?;
        job(&mut state)?;
        if last { Err(power()) } else { Ok(()) }
    }
}

impl StorageBackend for Tapped {
    fn len(&self) -> io::Result<u64> {
        self.file.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        if self.disk.is_dead() {
            return Err(power());
        }
        self.file.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let before = self.file.len()?;
        self.operate(len > before, |state| {
            state.remember(&self.file, len.min(before), before)?;
            state.synced_length.get_or_insert(before);
            self.file.set_len(len)
        })
    }

    fn sync_data(&self) -> io::Result<()> {
        self.operate(false, |state| {
            if state.trouble != Trouble::Dead {
                state.unsynced.clear();
                state.synced_length = None;
            }
            Ok(())
        })
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.operate(true, |state| {
            state.remember(&self.file, offset, offset + data.len() as u64)?;
            self.file.write(offset, data)
        })
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
