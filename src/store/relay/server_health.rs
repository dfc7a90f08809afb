//! Back-off for calls to a server. The server's store ends each call by its own deadline.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::error_kind::{is_away, is_busy, is_refusal};
use crate::results::StoreError;
use crate::store::RemoteStore;

/// The pauses between attempts to reach a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerTiming {
    /// How long it is left alone after it did not answer; twice as long each time.
    pub first_pause: Duration,
    /// The longest that it is left alone.
    pub longest_pause: Duration,
}

impl Default for ServerTiming {
    fn default() -> Self {
        Self {
            first_pause: Duration::from_secs(2),
            longest_pause: Duration::from_secs(60),
        }
    }
}

pub(crate) struct ServerHealth {
    /// For calls that a person waits for.
    remote: Arc<dyn RemoteStore>,
    /// For sending results.
    sender: Arc<dyn RemoteStore>,
    timing: ServerTiming,
    health: Mutex<Health>,
    /// How often it went away or came back.
    turns: AtomicU64,
}

#[derive(Default)]
struct Health {
    away: Option<StoreError>,
    /// Whether it is there, and does not do what it is asked.
    refuses: bool,
    /// Whether the server can be reached but is busy.
    is_busy: bool,
    failures: u32,
    next_try: Option<Instant>,
    /// When skipped results are sent again, and how often they were skipped.
    resend: Option<Instant>,
    passed: u32,
}

impl ServerHealth {
    pub(crate) fn new(
        remote: Arc<dyn RemoteStore>,
        sender: Arc<dyn RemoteStore>,
        timing: ServerTiming,
    ) -> Self {
        Self {
            remote,
            sender,
            timing,
            health: Mutex::default(),
            turns: AtomicU64::new(0),
        }
    }

    /// Asks the server, unless it did not answer a short while ago.
    pub(crate) fn ask<T>(
        &self,
        job: impl FnOnce(&dyn RemoteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.left_alone()?;
        self.try_now(job)
    }

    /// Asks the server; `anew`: whatever happened before.
    pub(crate) fn ask_anew<T>(
        &self,
        anew: bool,
        job: impl FnOnce(&dyn RemoteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if anew {
            self.try_now(job)
        } else {
            self.ask(job)
        }
    }

    /// Calls the server, regardless of earlier failures.
    pub(crate) fn try_now<T>(
        &self,
        job: impl FnOnce(&dyn RemoteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.heard(job(&*self.remote))
    }

    /// The same on the connection that sends results, which may take longer.
    pub(crate) fn send<T>(
        &self,
        job: impl FnOnce(&dyn RemoteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.heard(job(&*self.sender))
    }

    /// Asks the server for what not everybody may have: a no says nothing of how it stands with it.
    pub(crate) fn ask_by_right<T>(
        &self,
        anew: bool,
        job: impl FnOnce(&dyn RemoteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if !anew {
            self.left_alone()?;
        }
        match job(&*self.remote) {
            Err(no @ StoreError::Denied { .. }) => Err(no),
            answer => self.heard(answer),
        }
    }

    /// Whether it did not answer the last time.
    pub(crate) fn is_away(&self) -> bool {
        self.health().away.is_some()
    }

    /// Whether it did not do what it was asked the last time, though it is there.
    pub(crate) fn refuses(&self) -> bool {
        self.health().refuses
    }

    /// Whether the server was busy at the last call.
    pub(crate) fn is_busy(&self) -> bool {
        self.health().is_busy
    }

    /// Schedules another attempt if results were skipped (`some`).
    pub(crate) fn passed_over(&self, some: bool) {
        let mut health = self.health();
        health.passed = if some {
            health.passed.saturating_add(1)
        } else {
            0
        };
        health.resend = some.then(|| Instant::now() + self.pause_after(health.passed - 1));
    }

    fn pause_after(&self, failures: u32) -> Duration {
        let longer = 2_u32.saturating_pow(failures.min(16));
        let pause = self.timing.first_pause.saturating_mul(longer);
        pause.min(self.timing.longest_pause)
    }

    /// How often it went away or came back.
    pub(crate) fn turns(&self) -> u64 {
        self.turns.load(Ordering::Relaxed)
    }

    /// How long until it is tried again; none where it does what it is asked.
    pub(crate) fn pause(&self) -> Option<Duration> {
        let health = self.health();
        let next = health.next_try.into_iter().chain(health.resend).min()?;
        Some(next.saturating_duration_since(Instant::now()))
    }

    pub(crate) fn left_alone(&self) -> Result<(), StoreError> {
        let health = self.health();
        match (&health.away, health.next_try) {
            (Some(error), Some(next)) if Instant::now() < next => Err(error.clone()),
            _ => Ok(()),
        }
    }

    fn heard<T>(&self, answer: Result<T, StoreError>) -> Result<T, StoreError> {
        let mut health = self.health();
        let stands = |health: &Health| (health.away.is_some(), health.refuses, health.is_busy);
        let before = stands(&health);
        match &answer {
            Err(error) if is_away(error) || is_busy(error) || is_refusal(error) => {
                health.next_try = Some(Instant::now() + self.pause_after(health.failures));
                health.failures = health.failures.saturating_add(1);
                health.refuses = is_refusal(error);
                health.is_busy = is_busy(error);
                health.away = is_away(error).then(|| error.clone());
            }
            _ => {
                *health = Health {
                    resend: health.resend,
                    passed: health.passed,
                    ..Health::default()
                }
            }
        }
        if before != stands(&health) {
            self.turns.fetch_add(1, Ordering::Relaxed);
        }
        answer
    }

    fn health(&self) -> MutexGuard<'_, Health> {
        self.health.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
