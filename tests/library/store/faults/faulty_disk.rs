//! A disk that can be full and can lose power.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use levelup::testing::RedbStore;
use redb::StorageBackend as _;
use redb::backends::FileBackend;

use crate::support::hooked_backend::{Hooks, hooked_store};
use crate::support::store::Numbers;

const SECTOR: usize = 512;

/// What happens to the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    None,
    /// After this many more writes and syncs, all operations fail.
    Cut(u64),
    /// After this many more, each write finds no space.
    Full(u64),
    Dead,
}

#[derive(Debug)]
struct State {
    trouble: Trouble,
    /// The number of writes and syncs.
    operations: u64,
    /// The earlier content of the sectors written since the last sync.
    unsynced: BTreeMap<u64, [u8; SECTOR]>,
    /// The length of the file at the last sync, if it has changed.
    synced_length: Option<u64>,
}

/// The disk of one store. The real file has what a program sees; a power cut restores sectors
/// that were not synced.
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
        hooked_store(path, &Arc::new(self.clone()))
    }

    pub fn cut_after(&self, operations: u64) {
        self.state().trouble = Trouble::Cut(operations);
    }

    pub fn full_after(&self, operations: u64) {
        self.state().trouble = Trouble::Full(operations);
    }

    pub fn repair(&self) {
        self.state().trouble = Trouble::None;
    }

    pub fn is_dead(&self) -> bool {
        self.state().trouble == Trouble::Dead
    }

    pub fn operations(&self) -> u64 {
        self.state().operations
    }

    /// Reverts a random part of the unsynced sectors and of the length, as a power cut does. No
    /// store may be open.
    pub fn restore_power(&self, path: &Path, numbers: &mut Numbers) {
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
    /// Counts an operation that changes the disk. Returns whether it is the last one.
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

    /// Keeps the content of a range before its first write since a sync.
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
    io::Error::other("no power")
}

impl Disk {
    /// Does `job` as one operation. The last one before a cut is done, but reported as failed.
    fn operate(
        &self,
        needs_space: bool,
        job: impl FnOnce(&mut State) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut state = self.state();
        let last = state.step(needs_space)?;
        job(&mut state)?;
        if last { Err(power()) } else { Ok(()) }
    }
}

impl Hooks for Disk {
    fn read(&self, file: &FileBackend, offset: u64, out: &mut [u8]) -> io::Result<()> {
        if self.is_dead() {
            return Err(power());
        }
        file.read(offset, out)
    }

    fn set_len(&self, file: &FileBackend, len: u64) -> io::Result<()> {
        let before = file.len()?;
        self.operate(len > before, |state| {
            state.remember(file, len.min(before), before)?;
            state.synced_length.get_or_insert(before);
            file.set_len(len)
        })
    }

    fn sync_data(&self, _: &FileBackend) -> io::Result<()> {
        self.operate(false, |state| {
            if state.trouble != Trouble::Dead {
                state.unsynced.clear();
                state.synced_length = None;
            }
            Ok(())
        })
    }

    fn write(&self, file: &FileBackend, offset: u64, data: &[u8]) -> io::Result<()> {
        self.operate(true, |state| {
            state.remember(file, offset, offset + data.len() as u64)?;
            file.write(offset, data)
        })
    }
}
