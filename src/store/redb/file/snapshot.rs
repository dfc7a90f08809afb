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

/// A store that may be damaged, to be looked at without changing a byte of it.
///
/// Whatever the database wants to write while it is opened or mended stays in memory. No other
/// program can write to the store in the meantime, unless only others may write it.
pub(crate) struct Snapshot<'s> {
    site: &'s StoreFile,
    open: Option<SnapshotDatabase>,
    /// What stands in the place of a first page that cannot be used.
    head: Option<Vec<u8>>,
}

enum SnapshotDatabase {
    ToRead(ReadOnlyDatabase),
    Mended(Database),
}

impl<'s> Snapshot<'s> {
    /// The store at this place, where it can be opened at all.
    pub(crate) fn of(site: &'s StoreFile) -> RedbResult<Self> {
        let mut snapshot = Self {
            site,
            open: None,
            head: None,
        };
        snapshot.open()?;
        Ok(snapshot)
    }

    /// The store at this place, also where its first page is damaged: then with what a first page
    /// must say, and with whichever of the last two commits can still be followed.
    pub(crate) fn of_any(site: &'s StoreFile) -> RedbResult<Self> {
        // A wrong byte may be noticed only when something is read.
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

    /// Opens the store to be read alone, which asks for the fewest whole pages; where a program
    /// that died has left something to mend, it is mended in memory.
    fn open(&mut self) -> RedbResult<&SnapshotDatabase> {
        if self.open.is_none() {
            let to_read = || Ok(builder(false).open_read_only_with_backend(self.file()?)?);
            let opened = catch_panics(to_read).map(SnapshotDatabase::ToRead);
            self.open = Some(match opened {
                Ok(opened) => opened,
                Err(_) => SnapshotDatabase::Mended(catch_panics(|| self.mend())?),
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

    fn mend(&self) -> RedbResult<Database> {
        Ok(builder(false).create_with_backend(self.file()?)?)
    }

    /// Whether the database under the store is whole, as far as it can tell.
    pub(crate) fn check(&mut self) -> RedbResult<bool> {
        // The check mends what it finds: what is looked at afterwards is the file as it is.
        self.let_go();
        catch_panics(|| Ok(self.mend()?.check_integrity()?))
    }

    /// Looks at the store. After a fault it is opened anew, because a page that made the database
    /// panic can leave it unusable for others that are whole.
    pub(crate) fn look<T>(
        &mut self,
        job: impl FnOnce(&ReadTransaction) -> RedbResult<T>,
    ) -> RedbResult<T> {
        let open = self.open()?;
        let found = catch_panics(|| {
            job(&match open {
                SnapshotDatabase::ToRead(database) => database.begin_read()?,
                SnapshotDatabase::Mended(database) => database.begin_read()?,
            })
        });
        if found.is_err() {
            self.let_go();
        }
        found
    }

    fn let_go(&mut self) {
        let open = self.open.take();
        let _ = catch_panics(|| {
            drop(open);
            Ok(())
        });
    }
}

/// The first bytes of every file of ours: the mark of redb, its page size, and the shape of its
/// regions, which follows from the page size.
const MARK: &[u8] = b"redb\x1a\x0a\xa9\x0d\x0a";
const SHAPE: [u8; 12] = [
    0x00, 0x10, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x10, 0x00,
];
const SHAPE_AT: usize = 12;
const FULL_REGIONS_AT: usize = 24;
const PAGES_AT: usize = 28;
const PAGE: u64 = 4096;
/// The byte that says which of the two commits is the newest, and whether the file must be mended.
const STATE_AT: usize = 9;
const MUST_BE_MENDED: u8 = 2;
/// The two commits; each begins with the version of the format.
const COMMITS_AT: [usize; 2] = [64, 192];
const VERSION: u8 = 3;
const HEAD: usize = 320;

/// First pages to try in the place of one that cannot be used: either commit as the newest.
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
    // All pages but this one are in the one region that a file under 4 GiB has.
    if let Ok(pages) = u32::try_from(pages.saturating_sub(1)) {
        head[FULL_REGIONS_AT..PAGES_AT].fill(0);
        head[PAGES_AT..PAGES_AT + 4].copy_from_slice(&pages.to_le_bytes());
    }
    for at in COMMITS_AT {
        head[at] = VERSION;
    }
    let newest = |commit: u8| {
        let mut head = head.clone();
        head[STATE_AT] = MUST_BE_MENDED | commit;
        head
    };
    Ok(vec![newest(0), newest(1)])
}

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        self.let_go();
    }
}
