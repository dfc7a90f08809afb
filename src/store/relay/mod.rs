//! A store on a server that may be away, with a file on this machine.
//!
//! - Drafts and the last name are only in the file, so that no key press waits for the network. They
//!   are never copied to the server.
//! - A result is first written to the outbox in the file, in the transaction that removes its draft.
//!   From then on it is saved. It is sent at once if the server responds, otherwise later, and removed
//!   from the outbox when the server has confirmed it. Its ID never changes and saving is idempotent,
//!   so it can be sent any number of times and is on the server once: after a lost response, after the
//!   program was killed between the two stores, and from two programs at the same time.
//! - If the server has a different result with the same ID, the result stays in the outbox, is
//!   reported, and is never dropped.
//! - Lists are those of the server, merged with pending results.

mod bulk;
mod calls;
mod connection_state;
mod drafts;
mod merge;
mod results;
mod send;
mod sender_thread;
mod server_failure;

use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

pub use connection_state::ServerTiming;
pub(crate) use send::Delivery;
pub use sender_thread::OnSyncStatus;

use self::connection_state::ServerCalls;
use self::sender_thread::{SenderThread, SenderWaker};
use super::{RemoteStore, ScreenStore};
use crate::results::{PendingReason, PendingResult, StoreError, SyncStatus};
use crate::store::format::OutboxEntry;
use crate::store::redb::{RedbStore, outbox};

/// A store on a server that may be away, with a file on this machine for drafts and pending results.
pub struct Relay {
    shared: Arc<Shared>,
    sender_thread: Option<SenderThread>,
    /// Whether a list without the results of the server is better than an error.
    is_for_screen: bool,
    /// Whether pending results were sent at the first call.
    has_sent: AtomicBool,
}

/// What the sender thread also uses.
struct Shared {
    local: RedbStore,
    server: ServerCalls,
    /// The last known counter of changes of the server.
    changes: AtomicU64,
    on_status: Option<OnSyncStatus>,
    reported: Mutex<SyncStatus>,
    waker: SenderWaker,
}

impl Relay {
    /// For a command: sends a result while saving it if the server responds, and fails if the server
    /// cannot be read.
    pub fn for_command(
        local: RedbStore,
        remote: Arc<dyn RemoteStore>,
        timing: ServerTiming,
    ) -> Self {
        let server = ServerCalls::new(Arc::clone(&remote), remote, timing);
        Self::new(Shared::new(local, server, None))
    }

    /// For a screen: calls take no longer than `remote` allows, and saving does not use the network.
    /// A thread sends pending results with `sender`, at once and then with growing pauses. While the
    /// server is away, lists contain only pending results. `on_status` is called on any thread.
    pub fn for_screen(
        local: RedbStore,
        remote: Arc<dyn RemoteStore>,
        sender: Arc<dyn RemoteStore>,
        timing: ServerTiming,
        on_status: OnSyncStatus,
    ) -> Self {
        let server = ServerCalls::new(remote, sender, timing);
        let relay = Self::new(Shared::new(local, server, Some(on_status)));
        Self {
            sender_thread: SenderThread::start(&relay.shared),
            is_for_screen: true,
            ..relay
        }
    }

    fn new(shared: Shared) -> Self {
        Self {
            shared: Arc::new(shared),
            sender_thread: None,
            is_for_screen: false,
            has_sent: AtomicBool::new(false),
        }
    }

    /// All pending results, in order of ID.
    pub fn pending(&self) -> Result<Vec<PendingResult>, StoreError> {
        let entries = outbox::all(&self.shared.local)?;
        Ok(entries.iter().map(OutboxEntry::pending).collect())
    }

    /// The number of pending results that cannot be read. They stay in the outbox.
    pub fn unreadable(&self) -> Result<u64, StoreError> {
        outbox::unreadable(&self.shared.local)
    }

    /// The known sync status; does not call the server.
    pub fn sync_status(&self) -> SyncStatus {
        self.shared.status()
    }

    /// The pending results without conflicts, which belong into lists. The first call of a command
    /// sends them; for a screen, the sender thread does.
    fn sendable(&self) -> Result<Vec<OutboxEntry>, StoreError> {
        let read = || {
            let mut entries = outbox::all(&self.shared.local)?;
            entries.retain(OutboxEntry::is_sendable);
            Ok(entries)
        };
        let entries = read()?;
        let is_first = !entries.is_empty() && !self.has_sent.swap(true, Ordering::Relaxed);
        if !is_first || self.sender_thread.is_some() {
            return Ok(entries);
        }
        self.shared.send(&entries);
        read()
    }
}

impl ScreenStore for Relay {
    fn relay(&self) -> Option<&Relay> {
        Some(self)
    }
}

impl Shared {
    fn new(local: RedbStore, server: ServerCalls, on_status: Option<OnSyncStatus>) -> Self {
        Self {
            local,
            server,
            changes: AtomicU64::new(0),
            on_status,
            reported: Mutex::default(),
            waker: SenderWaker::default(),
        }
    }

    fn status(&self) -> SyncStatus {
        let entries = outbox::all(&self.local).unwrap_or_default();
        let count = |why| entries.iter().filter(|entry| entry.why == why).count() as u64;
        SyncStatus {
            waiting: entries.len() as u64,
            conflicts: count(PendingReason::Conflict),
            refused: count(PendingReason::Refused),
            ..self.server.status()
        }
    }

    /// Reports a changed status. If the server can be used again, wakes the sender thread.
    fn report_status(&self) {
        let Some(on_status) = &self.on_status else {
            return;
        };
        // Keep the lock during the report, so that the last report is the latest status.
        let mut reported = self.reported.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.status();
        if *reported == now {
            return;
        }
        let is_back = reported.hinders() && !now.hinders();
        if is_back && now.waiting > now.conflicts {
            self.waker.try_now();
        }
        *reported = now;
        on_status(now);
    }
}

impl fmt::Debug for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Relay")
            .field("local", &self.shared.local)
            .finish_non_exhaustive()
    }
}
