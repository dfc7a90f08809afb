use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::Shared;
use crate::results::SyncStatus;
use crate::store::redb::outbox;

/// Hears how it stands with the server.
pub type OnSyncStatus = Box<dyn Fn(SyncStatus) + Send + Sync>;

/// Wakes the thread that sends.
#[derive(Default)]
pub(crate) struct SenderWaker {
    rung: Mutex<WakeReason>,
    rings: Condvar,
}

#[derive(Default)]
struct WakeReason {
    try_now: bool,
    /// When it is to be tried by itself may be another time now.
    look_again: bool,
    end: bool,
}

/// The thread that sends what waits, while a screen is open. Where nothing waits and the server
/// answers, it sleeps until the bell rings.
pub(crate) struct SenderThread {
    shared: Arc<Shared>,
}

impl SenderThread {
    /// None where the system gives no thread: then what waits goes out another time.
    pub(crate) fn start(shared: &Arc<Shared>) -> Option<Self> {
        let its = Arc::clone(shared);
        let work = move || {
            its.bell.ring();
            while let Some(is_time) = its.bell.wait(its.line.pause()) {
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
    /// Nobody waits for it: what it is sending is in the outbox until it has arrived.
    fn drop(&mut self) {
        self.shared.bell.end();
    }
}

impl Shared {
    /// Sends what waits; where nothing does, asks whether the server is back.
    fn try_again(&self) {
        let mut entries = outbox::all(&self.local).unwrap_or_default();
        entries.retain(crate::store::format::OutboxEntry::is_on_its_way);
        if entries.is_empty() {
            if self.line.pause().is_some() {
                let _ = self.line.send(|remote| remote.changes());
            }
        } else {
            self.send(&entries);
        }
        self.look_out();
    }
}

impl SenderWaker {
    /// It is to be tried now.
    pub(crate) fn ring(&self) {
        self.set(|rung| rung.try_now = true);
    }

    /// The server was found to be away: it is to be tried by itself when it is time.
    pub(crate) fn look_at_the_clock(&self) {
        self.set(|rung| rung.look_again = true);
    }

    fn end(&self) {
        self.set(|rung| rung.end = true);
    }

    fn set(&self, change: impl FnOnce(&mut WakeReason)) {
        change(&mut self.rung.lock().unwrap_or_else(PoisonError::into_inner));
        self.rings.notify_all();
    }

    /// Sleeps until it rings, or for so long; whether it is to be tried. None at the end.
    fn wait(&self, most: Option<Duration>) -> Option<bool> {
        let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        let quiet = |rung: &mut WakeReason| !rung.try_now && !rung.look_again && !rung.end;
        let (mut rung, is_due) = match most {
            None => {
                let waited = self.rings.wait_while(rung, quiet);
                (waited.unwrap_or_else(PoisonError::into_inner), false)
            }
            Some(most) => {
                let waited = self.rings.wait_timeout_while(rung, most, quiet);
                let (rung, how) = waited.unwrap_or_else(PoisonError::into_inner);
                (rung, how.timed_out())
            }
        };
        rung.look_again = false;
        let is_time = std::mem::take(&mut rung.try_now) || is_due;
        (!rung.end).then_some(is_time)
    }
}
