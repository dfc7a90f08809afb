use std::io::Read as _;

use redb::{
    Database, ReadOnlyDatabase, ReadTransaction, ReadableDatabase as _, ReadableTableMetadata as _,
    StorageBackend as _,
};

use super::memory_overlay::MemoryOverlay;

use super::store_file::{StoreFile, builder};
use super::{header, open_database};
use crate::store::redb::catch_panics::catch_panics;
use crate::store::redb::error::{RedbError, RedbResult};
use crate::store::redb::tables::META;

/// A store that can be damaged, read without changing a byte.
///
/// Everything that the database writes when it is opened or repaired stays in memory. No other program
/// can write to the store at the same time, unless this program cannot write to it.
pub(crate) struct Snapshot<'s> {
    site: &'s StoreFile,
    open: Option<SnapshotDatabase>,
    /// Replaces a first page that cannot be used.
    head: Option<Vec<u8>>,
}

enum SnapshotDatabase {
    ToRead(ReadOnlyDatabase),
    Repaired(Database),
}

impl<'s> Snapshot<'s> {
    /// Opens the store.
    pub(crate) fn of(site: &'s StoreFile) -> RedbResult<Self> {
        let mut snapshot = Self {
            site,
            open: None,
            head: None,
        };
        snapshot.open()?;
        Ok(snapshot)
    }

    /// The same for a store whose first page can be damaged: then with a rebuilt page, and with that of
    /// the last two commits which is readable.
    pub(crate) fn of_any(site: &'s StoreFile) -> RedbResult<Self> {
        // A wrong byte may show only when something is read.
        let readable = |tx: &ReadTransaction| Ok(tx.open_table(META)?.len()?);
        let mut first = Self::of(site);
        if let Ok(snapshot) = &mut first
            && snapshot.look(readable).is_ok()
        {
            return first;
        }
        for head in heads(site)? {
            let mut snapshot = Self {
                site,
                open: None,
                head: Some(head),
            };
            if snapshot.look(readable).is_ok() {
                return Ok(snapshot);
            }
        }
        first
    }

    /// Opens the store for reading, which needs the fewest intact pages. If a killed program left
    /// something to repair, repairs it in memory.
    fn open(&mut self) -> RedbResult<&SnapshotDatabase> {
        if self.open.is_none() {
            let to_read = || Ok(builder(false).open_read_only_with_backend(self.file()?)?);
            let opened = catch_panics(to_read).map(SnapshotDatabase::ToRead);
            self.open = Some(match opened {
                Ok(opened) => opened,
                Err(_) => SnapshotDatabase::Repaired(catch_panics(|| self.repair())?),
            });
        }
        self.open.as_ref().ok_or(RedbError::Unclean)
    }

    fn file(&self) -> RedbResult<MemoryOverlay> {
        let open = if self.head.is_some() {
            header::open_any
        } else {
            header::open
        };
        let file = match open(&self.site.path, true) {
            // Locks need a writable file.
            Err(fault) if open_database::is_refused(&fault) => self
                .site
                .locked(open(&self.site.path, false)?)?
                .without_locks(),
            file => self.site.locked(file?)?,
        };
        let overlay = MemoryOverlay::over(file);
        if let Some(head) = &self.head {
            overlay.write(0, head)?;
        }
        Ok(overlay)
    }

    fn repair(&self) -> RedbResult<Database> {
        Ok(builder(false).create_with_backend(self.file()?)?)
    }

    /// Whether the database finds no problem in itself.
    pub(crate) fn check(&mut self) -> RedbResult<bool> {
        // The check repairs what it finds, so open the unchanged file again afterwards.
        self.close();
        catch_panics(|| Ok(self.repair()?.check_integrity()?))
    }

    /// Reads from the store. After an error it is opened again, because a page that made the database
    /// panic can leave it unusable for intact pages.
    pub(crate) fn look<T>(
        &mut self,
        job: impl FnOnce(&ReadTransaction) -> RedbResult<T>,
    ) -> RedbResult<T> {
        let open = self.open()?;
        let found = catch_panics(|| {
            job(&match open {
                SnapshotDatabase::ToRead(database) => database.begin_read()?,
                SnapshotDatabase::Repaired(database) => database.begin_read()?,
            })
        });
        if found.is_err() {
            self.close();
        }
        found
    }

    fn close(&mut self) {
        let open = self.open.take();
        let _ = catch_panics(|| {
            drop(open);
            Ok(())
        });
    }
}

/// The first bytes of every store: the magic number of redb, its page size, and the layout of its
/// regions, which depends on the page size.
const MARK: &[u8] = b"redb\x1a\x0a\xa9\x0d\x0a";
const SHAPE: [u8; 12] = [
    0x00, 0x10, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x10, 0x00,
];
const SHAPE_AT: usize = 12;
const FULL_REGIONS_AT: usize = 24;
const PAGES_AT: usize = 28;
const PAGE: u64 = 4096;
/// The byte with the number of the latest commit, and whether the file must be repaired.
const STATE_AT: usize = 9;
const MUST_BE_REPAIRED: u8 = 2;
/// The two commits. Each begins with the version of the format.
const COMMITS_AT: [usize; 2] = [64, 192];
const VERSION: u8 = 3;
const HEAD: usize = 320;

/// First pages to try instead of one that cannot be used, with either commit as the latest.
fn heads(site: &StoreFile) -> RedbResult<Vec<Vec<u8>>> {
    let mut head = Vec::with_capacity(HEAD);
    let file = header::open_any(&site.path, false)?;
    let pages = file.metadata()?.len() / PAGE;
    file.take(HEAD as u64).read_to_end(&mut head)?;
    if head.len() < HEAD {
        return Ok(Vec::new());
    }
    head[..MARK.len()].copy_from_slice(MARK);
    head[SHAPE_AT..SHAPE_AT + SHAPE.len()].copy_from_slice(&SHAPE);
    // A file under 4 GiB has one region with all pages except this one.
    if let Ok(pages) = u32::try_from(pages.saturating_sub(1)) {
        head[FULL_REGIONS_AT..PAGES_AT].fill(0);
        head[PAGES_AT..PAGES_AT + 4].copy_from_slice(&pages.to_le_bytes());
    }
    for at in COMMITS_AT {
        head[at] = VERSION;
    }
    let newest = |commit: u8| {
        let mut head = head.clone();
        head[STATE_AT] = MUST_BE_REPAIRED | commit;
        head
    };
    Ok(vec![newest(0), newest(1)])
}

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        self.close();
    }
}
