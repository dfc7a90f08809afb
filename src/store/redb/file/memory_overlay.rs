use std::collections::BTreeMap;
use std::io;
use std::ops::Bound;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use redb::{BackendError, StorageBackend};

use super::locked_file::LockedFile;

const BLOCK: usize = 4096;

/// A file whose changes are only in memory.
///
/// Opening a database can write to it, to repair what a killed program left. A file that is damaged,
/// foreign, or newer must not change by a byte, so it is first opened here.
#[derive(Debug)]
pub(crate) struct MemoryOverlay {
    file: LockedFile,
    layer: Mutex<Option<MemoryLayer>>,
    seal: OverlayEnd,
}

/// Ends an overlay: from then on, nothing can be read or written. Closing a database then does not
/// write changes that would be lost.
#[derive(Debug, Clone, Default)]
pub(crate) struct OverlayEnd(Arc<AtomicBool>);

impl OverlayEnd {
    pub(crate) fn close(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[derive(Debug)]
struct MemoryLayer {
    len: u64,
    /// The length of the file that is still visible.
    below: u64,
    blocks: BTreeMap<u64, Vec<u8>>,
}

impl MemoryLayer {
    fn set_len(&mut self, len: u64) {
        if len < self.len {
            let cut = len / BLOCK as u64;
            self.blocks.retain(|block, _| *block <= cut);
            let rest = usize::try_from(len % BLOCK as u64).unwrap_or(0);
            if let Some(last) = self.blocks.get_mut(&cut) {
                last[rest..].fill(0);
            }
        }
        self.len = len;
        self.below = self.below.min(len);
    }
}

impl MemoryOverlay {
    pub(crate) fn over(file: LockedFile) -> Self {
        Self {
            file,
            layer: Mutex::new(None),
            seal: OverlayEnd::default(),
        }
    }

    pub(crate) fn seal(&self) -> OverlayEnd {
        self.seal.clone()
    }

    /// Runs `job` on the layer. Reads the length of the file at the first call, which is after it was
    /// locked: until then, another program can make it longer.
    fn with<T>(&self, job: impl FnOnce(&mut MemoryLayer) -> io::Result<T>) -> io::Result<T> {
        if self.seal.0.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let mut layer = self.layer.lock().unwrap_or_else(PoisonError::into_inner);
        if layer.is_none() {
            let len = self.file.len()?;
            *layer = Some(MemoryLayer {
                len,
                below: len,
                blocks: BTreeMap::new(),
            });
        }
        match layer.as_mut() {
            Some(layer) => job(layer),
            None => Err(io::ErrorKind::Other.into()),
        }
    }

    /// The bytes of the file, and zeros after its end.
    fn read_below(&self, layer: &MemoryLayer, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let seen = usize::try_from(layer.below.saturating_sub(offset)).unwrap_or(usize::MAX);
        let (old, new) = out.split_at_mut(seen.min(out.len()));
        new.fill(0);
        if old.is_empty() {
            return Ok(());
        }
        self.file.read(offset, old)
    }
}

/// The parts of blocks in `offset..offset + length`: number, start in the block, start in the range,
/// length.
fn pieces(offset: u64, length: usize) -> impl Iterator<Item = (u64, usize, usize, usize)> {
    let mut done = 0;
    std::iter::from_fn(move || {
        let place = offset + done as u64;
        let within = usize::try_from(place % BLOCK as u64).unwrap_or(0);
        let piece = (length - done).min(BLOCK - within);
        let next = (piece > 0).then_some((place / BLOCK as u64, within, done, piece));
        done += piece;
        next
    })
}

impl StorageBackend for MemoryOverlay {
    fn len(&self) -> io::Result<u64> {
        self.with(|layer| Ok(layer.len))
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.with(|layer| {
            if offset.saturating_add(out.len() as u64) > layer.len {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            for (block, within, done, piece) in pieces(offset, out.len()) {
                let out = &mut out[done..done + piece];
                match layer.blocks.get(&block) {
                    Some(bytes) => out.copy_from_slice(&bytes[within..within + piece]),
                    None => self.read_below(layer, offset + done as u64, out)?,
                }
            }
            Ok(())
        })
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.with(|layer| {
            layer.set_len(len);
            Ok(())
        })
    }

    fn sync_data(&self) -> io::Result<()> {
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.with(|layer| {
            for (block, within, done, piece) in pieces(offset, data.len()) {
                if !layer.blocks.contains_key(&block) {
                    let mut bytes = vec![0; BLOCK];
                    self.read_below(layer, block * BLOCK as u64, &mut bytes)?;
                    layer.blocks.insert(block, bytes);
                }
                if let Some(bytes) = layer.blocks.get_mut(&block) {
                    bytes[within..within + piece].copy_from_slice(&data[done..done + piece]);
                }
            }
            Ok(())
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

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.file.lock_range(start, end)
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.file.lock_shared_range(start, end)
    }

    /// Keeps every lock until the end, because commits of other programs would change the blocks below.
    fn unlock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        Ok(())
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.file.query_lock_range(start, end)
    }
}
