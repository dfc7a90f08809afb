//! Whether the server could be used at the last call, and when to try again. A pause after each
//! failure keeps screens fast while the server is away.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::server_failure::ServerFailure;
use crate::results::{StoreError, SyncStatus};
use crate::store::RemoteStore;

/// The pauses between attempts to reach a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerTiming {
    /// The pause after the first failure; it doubles with each further one.
    pub first_pause: Duration,
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

impl ServerTiming {
    fn pause_after(self, failures: u32) -> Duration {
        let factor = 2_u32.saturating_pow(failures.min(16));
        let pause = self.first_pause.saturating_mul(factor);
        pause.min(self.longest_pause)
    }
}

/// A server, and the outcome of its last calls. The server's store ends each call by its deadline.
pub(crate) struct ServerCalls {
    /// For calls that a person waits for.
    remote: Arc<dyn RemoteStore>,
    /// For sending results, which may take longer.
    sender: Arc<dyn RemoteStore>,
    timing: ServerTiming,
    state: Mutex<ServerState>,
}

#[derive(Default)]
struct ServerState {
    /// The last error, if it was about the server.
    failure: Option<(ServerFailure, StoreError)>,
    failures: u32,
    next_try: Option<Instant>,
    /// When to send skipped results again, and how often results were skipped.
    resend: Option<Instant>,
    skipped: u32,
    /// How often the status changed.
    changes: u64,
}

impl ServerState {
    fn status(&self) -> SyncStatus {
        let failure = self.failure.as_ref().map(|(failure, _)| *failure);
        SyncStatus {
            away: failure == Some(ServerFailure::Away),
            refuses: failure.is_some_and(ServerFailure::is_rejection),
            busy: failure == Some(ServerFailure::Busy),
            ..SyncStatus::default()
        }
    }
}

impl ServerCalls {
    pub(crate) fn new(
        remote: Arc<dyn RemoteStore>,
        sender: Arc<dyn RemoteStore>,
        timing: ServerTiming,
    ) -> Self {
        Self {
            remote,
            sender,
            timing,
            state: Mutex::default(),
        }
    }

    /// Calls the server, unless it was away a short time ago.
    pub(crate) fn call<T>(
        &self,
        job: impl FnOnce(&dyn RemoteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.check_pause()?;
        self.call_now(job)
    }

    /// Calls the server, regardless of earlier failures.
    pub(crate) fn call_now<T>(
        &self,
        job: impl FnOnce(&dyn RemoteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.record(job(&*self.remote))
    }

    /// Calls the server to send results, regardless of earlier failures.
    pub(crate) fn send<T>(
        &self,
        job: impl FnOnce(&dyn RemoteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.record(job(&*self.sender))
    }

    /// Calls the server for something that only owners can do: if access is denied, the state of the
    /// server stays the same.
    pub(crate) fn call_as_owner<T>(
        &self,
        job: impl FnOnce(&dyn RemoteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        match job(&*self.remote) {
            Err(denied @ StoreError::Denied { .. }) => Err(denied),
            outcome => self.record(outcome),
        }
    }

    /// Whether the server can be used; the numbers of results are 0.
    pub(crate) fn status(&self) -> SyncStatus {
        self.state().status()
    }

    /// How often the status changed.
    pub(crate) fn status_changes(&self) -> u64 {
        self.state().changes
    }

    /// Schedules another attempt if results were skipped.
    pub(crate) fn schedule_resend(&self, has_skipped: bool) {
        let mut state = self.state();
        state.resend = None;
        if !has_skipped {
            state.skipped = 0;
            return;
        }
        state.resend = Some(Instant::now() + self.timing.pause_after(state.skipped));
        state.skipped = state.skipped.saturating_add(1);
    }

    /// The time until the next attempt; `None` if the server can be used.
    pub(crate) fn time_to_next_try(&self) -> Option<Duration> {
        let state = self.state();
        let next = state.next_try.into_iter().chain(state.resend).min()?;
        Some(next.saturating_duration_since(Instant::now()))
    }

    /// Returns the last error if the server was away a short time ago.
    pub(crate) fn check_pause(&self) -> Result<(), StoreError> {
        let state = self.state();
        match (&state.failure, state.next_try) {
            (Some((ServerFailure::Away, error)), Some(next)) if Instant::now() < next => {
                Err(error.clone())
            }
            _ => Ok(()),
        }
    }

    fn record<T>(&self, outcome: Result<T, StoreError>) -> Result<T, StoreError> {
        let mut state = self.state();
        let before = state.status();
        let failure = outcome
            .as_ref()
            .err()
            .map(|error| (ServerFailure::from(error), error.clone()))
            .filter(|(failure, _)| *failure != ServerFailure::Result);
        if failure.is_some() {
            state.next_try = Some(Instant::now() + self.timing.pause_after(state.failures));
            state.failures = state.failures.saturating_add(1);
        } else {
            (state.next_try, state.failures) = (None, 0);
        }
        state.failure = failure;
        if before != state.status() {
            state.changes += 1;
        }
        outcome
    }

    fn state(&self) -> MutexGuard<'_, ServerState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
