use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use redb::{Database, ReadableDatabase as _};

use super::store_file::StoreFile;
use crate::store::redb::error::{RedbError, RedbResult};
use crate::store::redb::migration::{FIRST_SCHEMA, Migration, schema_after};
use crate::store::redb::tables;
use crate::store::redb::tables::META;
use crate::store::redb::temporary_files::temporary_in;

/// Where a store is migrated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Medium {
    /// In its file, after a backup in the same directory.
    File,
    /// In memory, because the file cannot be written.
    Memory,
}

/// Migrates the store to the schema of this program in one transaction. Until it is committed, the
/// store does not change, and no other program can write to it.
pub(crate) fn migrate(database: &Database, site: &StoreFile, medium: Medium) -> RedbResult<()> {
    if !is_older(database, site)? {
        return Ok(());
    }
    let tx = database.begin_write()?;
    // Another program may have migrated it.
    let schema = tables::schema(&tx.open_table(META)?)?;
    let steps = site.steps_from(schema)?;
    if steps.is_empty() {
        return Ok(tx.abort()?);
    }
    if medium == Medium::File {
        back_up(site, schema)?;
    }
    for (step, reached) in steps.iter().zip(schema + 1..) {
        (step.run)(&tx)?;
        tables::set_schema(&tx, reached, step.oldest_reader)?;
    }
    Ok(tx.commit()?)
}

fn is_older(database: &Database, site: &StoreFile) -> RedbResult<bool> {
    let tx = database.begin_read()?;
    Ok(tables::schema(&tx.open_table(META)?)? < site.schema())
}

/// Copies the file, readable only by its owner. Call it while no other program can write to it.
fn back_up(site: &StoreFile, schema: u32) -> RedbResult<()> {
    let (path, folder) = (&site.path, site.folder());
    let mut file = temporary_in(folder, None)?;
    io::copy(&mut File::open(path)?, file.as_file_mut())?;
    file.as_file().sync_all()?;
    let temporary = file.into_temp_path();
    for number in 1_u32.. {
        let backup = backup_path(path, schema, number);
        match site.file_system.put_in_place(&temporary, &backup) {
            // From an earlier attempt; results may have been saved since.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            placed => {
                placed?;
                break;
            }
        }
    }
    Ok(site.file_system.sync(folder)?)
}

/// `levelup.redb` is backed up as `levelup.redb.schema-1`, and again as `levelup.redb.schema-1-2`.
fn backup_path(path: &Path, schema: u32, number: u32) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".schema-{schema}"));
    if number > 1 {
        name.push(format!("-{number}"));
    }
    name.into()
}

impl StoreFile {
    /// The schema that this program writes.
    pub(crate) fn schema(&self) -> u32 {
        schema_after(&self.migrations)
    }

    fn steps_from(&self, schema: u32) -> RedbResult<&[Migration]> {
        let done = schema.checked_sub(FIRST_SCHEMA).ok_or(RedbError::Older)?;
        let done = usize::try_from(done).unwrap_or(usize::MAX);
        Ok(self.migrations.get(done..).unwrap_or_default())
    }
}
