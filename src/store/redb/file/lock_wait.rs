use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{fmt, io, thread};

use redb::BackendError;

use crate::store::deadline::{OnWait, SHOWN_AFTER, jittered};

/// Until then the lock is tried often, afterwards less so: whoever waits for so long waits for a
/// program that holds the lock, and not for its turn among many.
const EAGER: Duration = Duration::from_secs(5);
/// How long a program that has just written lets others go first. Waiting ones try more often.
const COURTESY: Duration = Duration::from_millis(1);

/// How to wait for a lock that another program holds.
///
/// The system's own waiting has no end, so the lock is tried again and again, with growing
/// pauses of random length: several programs that wait must not march in step.
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

    /// Before a write: one that follows upon the last, as in a loop, lets others go first. Without
    /// it the lock is free for moments only, and of many programs one can starve.
    pub(crate) fn let_others_go_first(&self) {
        let last = *self.last_write();
        if let Some(rest) = last.and_then(|last| COURTESY.checked_sub(last.elapsed())) {
            thread::sleep(rest);
        }
    }

    /// After a write.
    pub(crate) fn wrote(&self) {
        *self.last_write() = Some(Instant::now());
    }

    fn last_write(&self) -> MutexGuard<'_, Option<Instant>> {
        self.last_write
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Not waiting at all.
    pub(crate) fn none() -> Self {
        Self::new(Duration::ZERO, None)
    }

    /// Tries until the lock is there; an error of the kind `TimedOut` at the deadline.
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
                self.tell(true);
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
            self.tell(false);
        }
        outcome
    }

    fn tell(&self, waiting: bool) {
        let on_wait = self.on_wait.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tell) = on_wait.as_ref() {
            tell(waiting);
        }
    }
}

impl fmt::Debug for LockWait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Patience")
            .field("deadline", &self.deadline)
            .finish_non_exhaustive()
    }
}
