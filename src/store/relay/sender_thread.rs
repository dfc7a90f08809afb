use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::Shared;
use crate::results::SyncStatus;
use crate::store::format::OutboxEntry;
use crate::store::redb::outbox;

/// Called with every change of the sync status.
pub type OnSyncStatus = Box<dyn Fn(SyncStatus) + Send + Sync>;

/// Wakes the sender thread.
#[derive(Default)]
pub(crate) struct SenderWaker {
    reasons: Mutex<WakeReasons>,
    changed: Condvar,
}

#[derive(Default)]
struct WakeReasons {
    try_now: bool,
    /// The time of the next attempt may have changed.
    update_time: bool,
    end: bool,
}

/// The thread that sends pending results while a screen is open. It sleeps while nothing is pending
/// and the server can be used.
pub(crate) struct SenderThread {
    shared: Arc<Shared>,
}

impl SenderThread {
    /// `None` if the system cannot start a thread: then a later program sends the results.
    pub(crate) fn start(shared: &Arc<Shared>) -> Option<Self> {
        let its = Arc::clone(shared);
        let work = move || {
            its.waker.try_now();
            while let Some(is_time) = its.waker.wait(its.server.time_to_next_try()) {
                if is_time {
                    its.try_again();
                }
            }
        };
        let thread = thread::Builder::new().name("outbox".into()).spawn(work);
        thread.ok().map(|_| Self {
            shared: Arc::clone(shared),
        })
    }
}

impl Drop for SenderThread {
    /// Does not wait for the thread: a result stays in the outbox until it is on the server.
    fn drop(&mut self) {
        self.shared.waker.wake(|reasons| reasons.end = true);
    }
}

impl Shared {
    /// Sends pending results, or only checks whether the server can be used again.
    fn try_again(&self) {
        let mut entries = outbox::all(&self.local).unwrap_or_default();
        entries.retain(OutboxEntry::is_sendable);
        if !entries.is_empty() {
            self.send(&entries);
        } else if self.server.time_to_next_try().is_some() {
            let _ = self.server.send(|remote| remote.changes());
        }
        self.report_status();
    }
}

impl SenderWaker {
    pub(crate) fn try_now(&self) {
        self.wake(|reasons| reasons.try_now = true);
    }

    pub(crate) fn update_time(&self) {
        self.wake(|reasons| reasons.update_time = true);
    }

    fn wake(&self, add: impl FnOnce(&mut WakeReasons)) {
        add(&mut self.reasons.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify_all();
    }

    /// Sleeps until it is woken, or for this time at most. Returns whether to try now; `None` at the
    /// end.
    fn wait(&self, most: Option<Duration>) -> Option<bool> {
        let reasons = self.reasons.lock().unwrap_or_else(PoisonError::into_inner);
        let is_idle =
            |reasons: &mut WakeReasons| !reasons.try_now && !reasons.update_time && !reasons.end;
        let (mut reasons, is_due) = match most {
            None => {
                let waited = self.changed.wait_while(reasons, is_idle);
                (waited.unwrap_or_else(PoisonError::into_inner), false)
            }
            Some(most) => {
                let waited = self.changed.wait_timeout_while(reasons, most, is_idle);
                let (reasons, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
                (reasons, timeout.timed_out())
            }
        };
        reasons.update_time = false;
        let is_time = std::mem::take(&mut reasons.try_now) || is_due;
        (!reasons.end).then_some(is_time)
    }
}
