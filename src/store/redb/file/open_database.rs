use std::fs::File;
use std::io;

use redb::{
    Database, ReadOnlyDatabase, ReadOnlyTable, ReadTransaction, ReadableDatabase as _,
    StorageBackend,
};

use super::header;
use super::header::Identity;
use super::memory_overlay::MemoryOverlay;
use super::migrate::{Medium, migrate};
use super::new_file::create;
use super::store_file::{CACHE, StoreFile, builder};
use crate::store::redb::error::{RedbError, RedbResult};
use crate::store::redb::tables;
use crate::store::redb::temporary_files::remove_abandoned;

/// The same for pages that are read once.
const SCAN_CACHE: usize = 2 << 20;
/// Files up to this size are verified completely.
const VERIFIED: u64 = 4 << 20;

/// An open store.
pub(crate) struct OpenDatabase {
    pub(crate) identity: Identity,
    database: DatabaseMode,
    /// Whether the file was verified.
    pub(crate) is_verified: bool,
}

enum DatabaseMode {
    ToRead(ReadOnlyDatabase),
    ToWrite(Database),
    /// Repaired in memory, because the file cannot be written. Everything written to it is lost.
    InMemory(Database),
}

impl OpenDatabase {
    pub(crate) fn begin_read(&self) -> RedbResult<ReadTransaction> {
        Ok(match &self.database {
            DatabaseMode::ToRead(database) => database.begin_read()?,
            DatabaseMode::ToWrite(database) | DatabaseMode::InMemory(database) => {
                database.begin_read()?
            }
        })
    }

    /// Whether it is a copy of the file at one moment, which lacks later changes and can block other
    /// programs.
    pub(crate) fn is_in_memory(&self) -> bool {
        matches!(self.database, DatabaseMode::InMemory(_))
    }

    /// The database, if it is open for writing.
    pub(crate) fn to_write(&self) -> Option<&Database> {
        match &self.database {
            DatabaseMode::ToRead(_) | DatabaseMode::InMemory(_) => None,
            DatabaseMode::ToWrite(database) => Some(database),
        }
    }
}

/// Opens the store for reading, if there is one. Changes nothing, unless a killed program left
/// something to repair.
pub(crate) fn to_read(site: &StoreFile) -> RedbResult<Option<OpenDatabase>> {
    verify_to_read(site)?;
    to_read_with(site, CACHE, true)
}

/// The same for a caller that verifies the file directly afterwards.
pub(crate) fn to_read_unverified(site: &StoreFile) -> RedbResult<Option<OpenDatabase>> {
    to_read_with(site, CACHE, false)
}

/// The same for a caller that reads everything once.
pub(crate) fn to_scan(site: &StoreFile) -> RedbResult<Option<OpenDatabase>> {
    verify_to_read(site)?;
    to_read_with(site, SCAN_CACHE, true)
}

/// Verifies a file before it is read, without changing it. Skips a large file; one that cannot be
/// written and so cannot be locked; and one that another program is writing, because that program has
/// verified it.
pub(crate) fn verify_to_read(site: &StoreFile) -> RedbResult<()> {
    if header::identity(&site.path)?.is_none() {
        return Ok(());
    }
    if header::open(&site.path, false)?.metadata()?.len() > VERIFIED {
        return Ok(());
    }
    match verify(&site.without_waiting(), tables::may_read) {
        Err(fault) if !is_busy(&fault) && !is_refused(&fault) => Err(fault),
        _ => Ok(()),
    }
}

fn to_read_with(
    site: &StoreFile,
    cache: usize,
    is_verified: bool,
) -> RedbResult<Option<OpenDatabase>> {
    let Some(identity) = header::identity(&site.path)? else {
        return Ok(None);
    };
    let file = site.locked(header::open(&site.path, false)?)?;
    let database = match builder(false)
        .set_cache_size(cache)
        .open_read_only_with_backend(file)
        .map_err(RedbError::from)
    {
        Ok(database) if is_older(&database, site)? => {
            drop(database);
            repaired(site)?
        }
        Ok(database) => DatabaseMode::ToRead(database),
        Err(RedbError::Unclean) => repaired(site)?,
        Err(fault) => return Err(fault),
    };
    let handle = OpenDatabase {
        identity,
        database,
        is_verified,
    };
    tables::may_read(
        &handle.begin_read()?.open_table(tables::META)?,
        site.schema(),
    )?;
    Ok(Some(handle))
}

/// Opens the store for writing, and creates it if it does not exist.
pub(crate) fn to_write(site: &StoreFile) -> RedbResult<OpenDatabase> {
    remove_abandoned(site.folder());
    if header::identity(&site.path)?.is_none() {
        create(site)?;
    }
    let missing = || RedbError::Io(io::ErrorKind::NotFound.into());
    let identity = header::identity(&site.path)?.ok_or_else(missing)?;
    verify(site, tables::may_write)?;
    let file = site.locked(header::open(&site.path, true)?)?;
    let database = builder(false).create_with_backend(file)?;
    migrate(&database, site, Medium::File)?;
    Ok(OpenDatabase {
        identity,
        database: DatabaseMode::ToWrite(database),
        is_verified: true,
    })
}

/// Opens the store of a killed or older program: repairs or migrates it in its file or, if that is
/// read-only or the disk is full, in memory.
fn repaired(site: &StoreFile) -> RedbResult<DatabaseMode> {
    let may_write = match to_write(site) {
        Err(fault) if is_refused(&fault) => false,
        Err(fault) if is_full(&fault) => true,
        repaired => return Ok(repaired?.database),
    };
    let file = site.locked(header::open(&site.path, may_write)?)?;
    let file = if may_write {
        file
    } else {
        file.without_locks()
    };
    let database = builder(false).create_with_backend(MemoryOverlay::over(file))?;
    migrate(&database, site, Medium::Memory)?;
    Ok(DatabaseMode::InMemory(database))
}

/// Opens the file without changing it, to find out whether it can be opened.
fn verify(
    site: &StoreFile,
    permission: impl Fn(&ReadOnlyTable<&'static str, &'static [u8]>, u32) -> RedbResult<()>,
) -> RedbResult<()> {
    let file: File = header::open(&site.path, true)?;
    let file = site.locked(file)?;
    let verify = file.len()? <= VERIFIED;
    let overlay = MemoryOverlay::over(file);
    let seal = overlay.seal();
    let database = builder(verify).create_with_backend(overlay)?;
    let permitted = permission(
        &database.begin_read()?.open_table(tables::META)?,
        site.schema(),
    );
    seal.close();
    permitted
}

fn is_older(database: &ReadOnlyDatabase, site: &StoreFile) -> RedbResult<bool> {
    let tx = database.begin_read()?;
    Ok(tables::schema(&tx.open_table(tables::META)?)? < site.schema())
}

fn is_busy(fault: &RedbError) -> bool {
    match fault {
        RedbError::Busy => true,
        RedbError::Io(error) => error.kind() == io::ErrorKind::TimedOut,
        _ => false,
    }
}

pub(crate) fn is_refused(fault: &RedbError) -> bool {
    let RedbError::Io(error) = fault else {
        return false;
    };
    matches!(
        error.kind(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
    )
}

fn is_full(fault: &RedbError) -> bool {
    let RedbError::Io(error) = fault else {
        return false;
    };
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge
    )
}
