use redb::{Database, ReadOnlyDatabase, ReadTransaction, ReadableDatabase as _};

use super::fault::{Fault, Outcome};
use super::file;
use super::guard::guarded;
use super::handle::builder;
use super::overlay::Overlay;
use super::site::Site;

/// A store that may be damaged, to be looked at without changing a byte of it.
///
/// Whatever the database wants to write while it is opened or mended stays in memory. No other
/// program can write to the store in the meantime.
pub(super) struct Snapshot<'s> {
    site: &'s Site,
    open: Option<Open>,
}

enum Open {
    ToRead(ReadOnlyDatabase),
    Mended(Database),
}

impl<'s> Snapshot<'s> {
    /// The store at this place, where it can be opened at all.
    pub(super) fn of(site: &'s Site) -> Outcome<Self> {
        let mut snapshot = Self { site, open: None };
        snapshot.open()?;
        Ok(snapshot)
    }

    /// Opens the store to be read alone, which asks for the fewest whole pages; where a program
    /// that died has left something to mend, it is mended in memory.
    fn open(&mut self) -> Outcome<&Open> {
        if self.open.is_none() {
            let to_read = || Ok(builder(false).open_read_only_with_backend(self.file()?)?);
            let opened = guarded(to_read).map(Open::ToRead);
            self.open = Some(match opened {
                Ok(opened) => opened,
                Err(_) => Open::Mended(guarded(|| self.mend())?),
            });
        }
        self.open.as_ref().ok_or(Fault::Unclean)
    }

    fn file(&self) -> Outcome<Overlay> {
        let file = self.site.locked(file::open(&self.site.path, true)?)?;
        Ok(Overlay::over(file))
    }

    fn mend(&self) -> Outcome<Database> {
        Ok(builder(false).create_with_backend(self.file()?)?)
    }

    /// Whether the database under the store is whole, as far as it can tell.
    pub(super) fn check(&mut self) -> Outcome<bool> {
        // The check mends what it finds: what is looked at afterwards is the file as it is.
        self.let_go();
        guarded(|| Ok(self.mend()?.check_integrity()?))
    }

    /// Looks at the store. After a fault it is opened anew, because a page that made the database
    /// panic can leave it unusable for others that are whole.
    pub(super) fn look<T>(
        &mut self,
        job: impl FnOnce(&ReadTransaction) -> Outcome<T>,
    ) -> Outcome<T> {
        let open = self.open()?;
        let found = guarded(|| {
            job(&match open {
                Open::ToRead(database) => database.begin_read()?,
                Open::Mended(database) => database.begin_read()?,
            })
        });
        if found.is_err() {
            self.let_go();
        }
        found
    }

    fn let_go(&mut self) {
        let open = self.open.take();
        let _ = guarded(|| {
            drop(open);
            Ok(())
        });
    }
}

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        self.let_go();
    }
}
