//! Stores: their traits, the store in a file, the store on a server, and the stored formats. [`open()`]
//! opens a store.

mod batch;
mod clock;
mod copy;
mod deadline;
mod format;
#[doc(hidden)]
pub mod fuzzing;
mod open;
mod page;
mod redb;
mod relay;
mod server_access;
mod traits;
mod unconfirmed_drafts;

pub use batch::{
    AllDrafts, Batch, ImportConflict, ImportOutcome, ImportSource, Imported, OnProgress,
    SourceStopped, TrashedResult,
};
pub(crate) use clock::{fresh_id, now};
pub(crate) use copy::{Copied, CopyCheck, CopySide, CopyStopped, copy_drafts};
pub use copy::{check_copy, copy_results};
pub(crate) use deadline::OnWait;
pub use deadline::STORE_DEADLINE;
pub use open::{Location, OutboxFile, open, open_with_outbox};
pub(crate) use open::{is_server, open_behind, pending_in};
pub(crate) use page::ListPage;
pub use page::{Direction, LatestResults, Page, Scope, Unreadable};
pub(crate) use relay::Delivery;
pub use relay::{OnSyncStatus, Relay, ServerTiming};
pub use server_access::ServerRole;
pub(crate) use server_access::{GrantError, LocationError};
pub use traits::{Bulk, Drafts, Maintenance, Results};

pub use self::redb::{CopyError, FileSystem, Migration, RedbStore};
pub(crate) use self::redb::{
    in_temp_dir, is_too_many_files, panics_are_caught, put_in_place, remove_abandoned, sync_names,
    temporary_directory, temporary_in,
};

#[cfg(feature = "postgres")]
mod server;
#[cfg(not(feature = "postgres"))]
#[path = "server_disabled.rs"]
mod server;

/// What the screens use of a store.
pub trait ScreenStore: Results + Drafts {
    /// The relay with the outbox, if the store is on a server.
    fn relay(&self) -> Option<&Relay> {
        None
    }
}

/// What a relay uses of a server: everything except drafts.
pub trait RemoteStore: Results + Bulk + Maintenance {}

impl<S: Results + Bulk + Maintenance> RemoteStore for S {}

/// A store with all operations.
pub trait Store: ScreenStore + RemoteStore {}

impl<S: ScreenStore + RemoteStore> Store for S {}
