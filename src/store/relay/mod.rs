//! A server that may be away, and this machine before it.
//!
//! - Drafts and the last name live here alone: they are one person's, on one machine, and no key
//!   waits for the network. Nothing of them is mirrored to the server.
//! - A result is written here first, into the outbox, in the transaction that takes its draft
//!   away; from then on it counts as saved. It goes out at once where the server answers, else by
//!   itself later, and leaves the outbox when the server has confirmed it. Its id is stable and
//!   saving is idempotent, so that it may be sent any number of times and is there once: after a
//!   lost answer, after a kill between the two stores, from two programs at the same time.
//! - What the server says is another result under the same id stays in the outbox, is told, and is
//!   never dropped.
//! - Lists are the server's, with what waits merged in.

mod ask_server;
pub(crate) mod error_kind;
mod list_pages;
mod merge;
mod send;
mod sender_thread;
mod server_health;
mod store_impl;
mod upkeep;

use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

pub(crate) use send::Delivery;
pub use sender_thread::OnSyncStatus;
pub use server_health::ServerTiming;

use self::sender_thread::{SenderThread, SenderWaker};
use self::server_health::ServerHealth;
use super::RemoteStore;
use crate::results::{PendingReason, PendingResult, StoreError, SyncStatus};
use crate::store::format::OutboxEntry;
use crate::store::redb::RedbStore;

/// A store on a server that may be away, with a store on this machine that keeps what must not
/// wait for it.
pub struct Relay {
    shared: Arc<Shared>,
    background: Option<SenderThread>,
    /// Whether a list without the server's part is better than none.
    makes_do: bool,
    /// Whether what waited was sent when the server was first reached.
    swept: AtomicBool,
}

/// What the thread beside a screen needs as well.
struct Shared {
    local: RedbStore,
    line: ServerHealth,
    /// The server's counter of changes, as last heard.
    changes: AtomicU64,
    tell: Option<OnSyncStatus>,
    told: Mutex<SyncStatus>,
    bell: SenderWaker,
}

impl Relay {
    /// For a command: a save is sent before its call returns, where the server answers, and what
    /// cannot be read whole is an error.
    pub fn for_command(
        local: RedbStore,
        remote: Arc<dyn RemoteStore>,
        timing: ServerTiming,
    ) -> Self {
        let line = ServerHealth::new(Arc::clone(&remote), remote, timing);
        Self::of(Shared::new(local, line, None), false)
    }

    /// For a screen: nothing waits for the network longer than `remote` lets it, saves not at all.
    /// What waits is sent by a thread of its own, by `sender`, at once and then with growing pauses, as
    /// long as anything does. Lists make do with what is here while the server is away. `tell` hears of
    /// every change of the outlook, on whichever thread.
    pub fn for_screen(
        local: RedbStore,
        remote: Arc<dyn RemoteStore>,
        sender: Arc<dyn RemoteStore>,
        timing: ServerTiming,
        tell: OnSyncStatus,
    ) -> Self {
        let line = ServerHealth::new(remote, sender, timing);
        let mut relay = Self::of(Shared::new(local, line, Some(tell)), true);
        relay.background = SenderThread::start(&relay.shared);
        relay
    }

    fn of(shared: Shared, makes_do: bool) -> Self {
        Self {
            shared: Arc::new(shared),
            background: None,
            makes_do,
            swept: AtomicBool::new(false),
        }
    }

    /// All that waits here, the oldest first.
    pub fn waiting(&self) -> Result<Vec<PendingResult>, StoreError> {
        let entries = crate::store::redb::all(&self.shared.local)?;
        Ok(entries.iter().map(OutboxEntry::waiting).collect())
    }

    /// How many results wait here and cannot be read any more: they stay where they are.
    pub fn unreadable(&self) -> Result<u64, StoreError> {
        crate::store::redb::unreadable(&self.shared.local)
    }

    /// How it stands with the server, as far as it is known; nobody is asked.
    pub fn outlook(&self) -> SyncStatus {
        self.shared.outlook()
    }

    /// What waits and belongs among the server's results. For a command this is the first contact:
    /// what waits is sent, once. Beside a screen that is the business of its thread.
    fn on_their_way(&self) -> Result<Vec<OutboxEntry>, StoreError> {
        let is_on_its_way = |entries: Vec<OutboxEntry>| -> Vec<OutboxEntry> {
            entries
                .into_iter()
                .filter(OutboxEntry::is_on_its_way)
                .collect()
        };
        let entries = is_on_its_way(crate::store::redb::all(&self.shared.local)?);
        let first = !entries.is_empty() && !self.swept.swap(true, Ordering::Relaxed);
        if !first || self.background.is_some() {
            return Ok(entries);
        }
        self.shared.send(&entries);
        Ok(is_on_its_way(crate::store::redb::all(&self.shared.local)?))
    }
}

impl Shared {
    fn new(local: RedbStore, line: ServerHealth, tell: Option<OnSyncStatus>) -> Self {
        Self {
            local,
            line,
            changes: AtomicU64::new(0),
            tell,
            told: Mutex::default(),
            bell: SenderWaker::default(),
        }
    }

    fn outlook(&self) -> SyncStatus {
        let entries = crate::store::redb::all(&self.local).unwrap_or_default();
        let those = |why| entries.iter().filter(|entry| entry.why == why).count() as u64;
        SyncStatus {
            waiting: entries.len() as u64,
            conflicts: those(PendingReason::Conflict),
            refused: those(PendingReason::Refused),
            away: self.line.is_away(),
            refuses: self.line.refuses(),
            busy: self.line.is_busy(),
        }
    }

    /// Tells the outlook where it has changed. Where the server is back, what waits is sent.
    fn look_out(&self) {
        let Some(tell) = &self.tell else {
            return;
        };
        // Held until it is told: what is told last is what is true.
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.outlook();
        if *told == now {
            return;
        }
        let is_back = told.hinders() && !now.hinders();
        if is_back && now.waiting > now.conflicts {
            self.bell.ring();
        }
        *told = now;
        tell(now);
    }
}

impl fmt::Debug for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Relay")
            .field("local", &self.shared.local)
            .finish_non_exhaustive()
    }
}
