use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{fmt, io, thread};

use redb::BackendError;

use crate::store::deadline::{OnWait, SHOWN_AFTER, jittered};

/// For this time, the lock is tried often. After it, less often, because then one program has locked
/// the store for long.
const EAGER: Duration = Duration::from_secs(5);
/// How long a program that has just written lets others write first. They try more often than this.
const PAUSE_AFTER_WRITE: Duration = Duration::from_millis(1);

/// How to wait for a lock of another program.
///
/// Waiting by the system has no deadline, so the lock is tried repeatedly, with growing pauses of
/// random length, so that several programs do not try at the same time.
pub(crate) struct LockWait {
    deadline: Duration,
    on_wait: Mutex<Option<OnWait>>,
    last_write: Mutex<Option<Instant>>,
}

impl LockWait {
    pub(crate) fn new(deadline: Duration, on_wait: Option<OnWait>) -> Self {
        Self {
            deadline,
            on_wait: Mutex::new(on_wait),
            last_write: Mutex::new(None),
        }
    }

    /// Call before a write. A write directly after another one lets other programs write first.
    /// Otherwise the lock is free for moments only, and one of many programs can wait without end.
    pub(crate) fn let_others_go_first(&self) {
        let last = *self.last_write();
        if let Some(rest) = last.and_then(|last| PAUSE_AFTER_WRITE.checked_sub(last.elapsed())) {
            thread::sleep(rest);
        }
    }

    /// Call after a write.
    pub(crate) fn wrote(&self) {
        *self.last_write() = Some(Instant::now());
    }

    fn last_write(&self) -> MutexGuard<'_, Option<Instant>> {
        self.last_write
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Does not wait.
    pub(crate) fn none() -> Self {
        Self::new(Duration::ZERO, None)
    }

    /// Tries until `attempt` returns true. Returns a `TimedOut` error at the deadline.
    pub(crate) fn wait_for(
        &self,
        mut attempt: impl FnMut() -> Result<bool, BackendError>,
    ) -> Result<(), BackendError> {
        if attempt()? {
            return Ok(());
        }
        let start = Instant::now();
        let mut shown = false;
        let mut pause = Duration::from_millis(1);
        let outcome = loop {
            let waited = start.elapsed();
            if waited >= self.deadline {
                break Err(BackendError::Io(io::ErrorKind::TimedOut.into()));
            }
            if waited >= SHOWN_AFTER && !shown {
                shown = true;
                self.show(true);
            }
            thread::sleep(jittered(pause).min(self.deadline.saturating_sub(waited)));
            let most = if waited < EAGER { 1 } else { 25 };
            pause = (pause * 2).min(Duration::from_millis(most));
            match attempt() {
                Ok(false) => {}
                Ok(true) => break Ok(()),
                Err(error) => break Err(error),
            }
        };
        if shown {
            self.show(false);
        }
        outcome
    }

    fn show(&self, waiting: bool) {
        let on_wait = self.on_wait.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(on_wait) = on_wait.as_ref() {
            on_wait(waiting);
        }
    }
}

impl fmt::Debug for LockWait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LockWait")
            .field("deadline", &self.deadline)
            .finish_non_exhaustive()
    }
}
