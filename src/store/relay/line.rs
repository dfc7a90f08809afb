//! The line to the server: how long somebody waits for it, and how long it is left alone after it
//! did not answer.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU8, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::away::{is_away, is_refusal};
use crate::results::StoreError;
use crate::store::Upkeep;

/// How much time is given to a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    /// How long somebody waits for an answer.
    pub patience: Duration,
    /// How long it is left alone after it did not answer; twice as long each time.
    pub first_pause: Duration,
    /// The longest that it is left alone.
    pub longest_pause: Duration,
}

impl Timing {
    /// Beside a screen: a page that comes late is not waited for.
    pub const SCREEN: Self = Self {
        patience: Duration::from_millis(1_500),
        first_pause: Duration::from_secs(2),
        longest_pause: Duration::from_secs(60),
    };
    /// For a command, which has nothing else to do.
    pub const COMMAND: Self = Self {
        patience: Duration::from_secs(20),
        ..Self::SCREEN
    };
}

pub(super) struct Line {
    remote: Arc<dyn Upkeep>,
    /// What the server is called, in errors.
    name: PathBuf,
    timing: Timing,
    health: Mutex<Health>,
    /// Calls that nobody waits for any more, and that have not come back.
    hung: Arc<AtomicUsize>,
    /// How often it went away or came back.
    turns: AtomicU64,
}

#[derive(Default)]
struct Health {
    away: Option<StoreError>,
    /// Whether it is there, and does not do what it is asked.
    refuses: bool,
    failures: u32,
    next_try: Option<Instant>,
}

const RUNNING: u8 = 0;
const GIVEN_UP: u8 = 1;
const DONE: u8 = 2;

impl Line {
    pub(super) fn new(remote: Arc<dyn Upkeep>, name: PathBuf, timing: Timing) -> Self {
        Self {
            remote,
            name,
            timing,
            health: Mutex::default(),
            hung: Arc::default(),
            turns: AtomicU64::new(0),
        }
    }

    /// Asks the server, unless it did not answer a short while ago.
    pub(super) fn ask<T: Send + 'static>(
        &self,
        job: impl FnOnce(&dyn Upkeep) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.left_alone()?;
        self.try_now(job)
    }

    /// Asks the server; `anew`: whatever happened before.
    pub(super) fn ask_anew<T: Send + 'static>(
        &self,
        anew: bool,
        job: impl FnOnce(&dyn Upkeep) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        if anew {
            self.try_now(job)
        } else {
            self.ask(job)
        }
    }

    /// Asks the server, whatever happened before. The call is made on a thread of its own, because
    /// nobody can tell how long it takes: what comes late is given up, and is found to have
    /// happened, or not, the next time.
    pub(super) fn try_now<T: Send + 'static>(
        &self,
        job: impl FnOnce(&dyn Upkeep) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let answer = self.in_time(job);
        self.heard(answer)
    }

    /// Asks the server for what not everybody may have: a no says nothing of how it stands with it.
    pub(super) fn ask_by_right<T: Send + 'static>(
        &self,
        anew: bool,
        job: impl FnOnce(&dyn Upkeep) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        if !anew {
            self.left_alone()?;
        }
        match self.in_time(job) {
            Err(no @ StoreError::Denied { .. }) => Err(no),
            answer => self.heard(answer),
        }
    }

    fn in_time<T: Send + 'static>(
        &self,
        job: impl FnOnce(&dyn Upkeep) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let late = || StoreError::Away {
            path: self.name.clone(),
            why: "it does not answer".to_owned(),
        };
        // One that hangs is enough.
        if self.hung.load(Ordering::Acquire) > 0 {
            return Err(late());
        }
        let (sender, answer) = sync_channel(1);
        let (remote, hung) = (Arc::clone(&self.remote), Arc::clone(&self.hung));
        let state = Arc::new(AtomicU8::new(RUNNING));
        let its = Arc::clone(&state);
        let work = move || {
            let end = End { state: its, hung };
            let _ = sender.send(job(&*remote));
            drop(end);
        };
        if let Err(error) = thread::Builder::new().name("server".into()).spawn(work) {
            let message = error.to_string();
            let path = self.name.clone();
            return Err(StoreError::Io { path, message });
        }
        answer
            .recv_timeout(self.timing.patience)
            .unwrap_or_else(|_| {
                self.hung.fetch_add(1, Ordering::AcqRel);
                let given_up =
                    state.compare_exchange(RUNNING, GIVEN_UP, Ordering::AcqRel, Ordering::Acquire);
                if given_up.is_err() {
                    self.hung.fetch_sub(1, Ordering::AcqRel);
                }
                Err(late())
            })
    }

    /// Asks the server on this thread, however long that takes: for what cannot be given up.
    pub(super) fn wait_for<T>(
        &self,
        job: impl FnOnce(&dyn Upkeep) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.heard(job(&*self.remote))
    }

    /// Whether it did not answer the last time.
    pub(super) fn is_away(&self) -> bool {
        self.health().away.is_some()
    }

    /// Whether it did not do what it was asked the last time, though it is there.
    pub(super) fn refuses(&self) -> bool {
        self.health().refuses
    }

    /// How often it went away or came back.
    pub(super) fn turns(&self) -> u64 {
        self.turns.load(Ordering::Relaxed)
    }

    /// How long until it is tried again; none where it does what it is asked.
    pub(super) fn pause(&self) -> Option<Duration> {
        let next = self.health().next_try?;
        Some(next.saturating_duration_since(Instant::now()))
    }

    pub(super) fn left_alone(&self) -> Result<(), StoreError> {
        let health = self.health();
        match (&health.away, health.next_try) {
            (Some(error), Some(next)) if Instant::now() < next => Err(error.clone()),
            _ => Ok(()),
        }
    }

    fn heard<T>(&self, answer: Result<T, StoreError>) -> Result<T, StoreError> {
        let mut health = self.health();
        let before = (health.away.is_some(), health.refuses);
        match &answer {
            Err(error) if is_away(error) || is_refusal(error) => {
                let longer = 2_u32.saturating_pow(health.failures.min(16));
                let pause = self.timing.first_pause.saturating_mul(longer);
                health.next_try = Some(Instant::now() + pause.min(self.timing.longest_pause));
                health.failures = health.failures.saturating_add(1);
                health.refuses = !is_away(error);
                health.away = is_away(error).then(|| error.clone());
            }
            _ => *health = Health::default(),
        }
        if before != (health.away.is_some(), health.refuses) {
            self.turns.fetch_add(1, Ordering::Relaxed);
        }
        answer
    }

    fn health(&self) -> MutexGuard<'_, Health> {
        self.health.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The end of a call, also where it panics.
struct End {
    state: Arc<AtomicU8>,
    hung: Arc<AtomicUsize>,
}

impl Drop for End {
    fn drop(&mut self) {
        if self.state.swap(DONE, Ordering::AcqRel) == GIVEN_UP {
            self.hung.fetch_sub(1, Ordering::AcqRel);
        }
    }
}
