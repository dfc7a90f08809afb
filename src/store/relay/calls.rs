//! Calls of the server, and what to return if it cannot be used.

use uuid::Uuid;

use super::Relay;
use super::server_failure::ServerFailure;
use crate::results::StoreError;
use crate::store::RemoteStore;
use crate::store::redb::outbox;

impl Relay {
    /// Calls the server. If it cannot be used, a screen gets `without`.
    pub(crate) fn call_or<T>(
        &self,
        without: T,
        job: impl FnOnce(&dyn RemoteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let outcome = self.shared.server.call(job);
        self.after_call();
        match outcome {
            Err(error) if self.is_replaceable(&error) => Ok(without),
            outcome => outcome,
        }
    }

    /// Calls the server for something that has no replacement.
    pub(crate) fn call<T>(
        &self,
        job: impl FnOnce(&dyn RemoteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.check_pause()?;
        self.call_now(job)
    }

    /// The same for something that only owners can do.
    pub(crate) fn call_as_owner<T>(
        &self,
        job: impl FnOnce(&dyn RemoteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.check_pause()?;
        let outcome = self.shared.server.call_as_owner(job);
        self.after_call();
        outcome
    }

    /// Calls the server, regardless of earlier failures.
    pub(crate) fn call_now<T>(
        &self,
        job: impl FnOnce(&dyn RemoteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let outcome = self.shared.server.call_now(job);
        self.after_call();
        outcome
    }

    /// A command that has just waited for the server does not wait again. A screen always tries.
    fn check_pause(&self) -> Result<(), StoreError> {
        match &self.sender_thread {
            Some(_) => Ok(()),
            None => self.shared.server.check_pause(),
        }
    }

    /// Whether a screen shows something else instead of this error: the server cannot be used.
    pub(crate) fn is_replaceable(&self, error: &StoreError) -> bool {
        self.is_for_screen && ServerFailure::from(error) != ServerFailure::Result
    }

    /// Reports a changed status, and lets the sender thread read the time of the next attempt.
    fn after_call(&self) {
        self.shared.report_status();
        if self.sender_thread.is_some() && self.shared.server.time_to_next_try().is_some() {
            self.shared.waker.update_time();
        }
    }

    /// Sends these results if they are pending, before they are changed on the server.
    pub(crate) fn send_first(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        let mut entries = outbox::all(&self.shared.local)?;
        entries.retain(|entry| ids.contains(&entry.result.id));
        let delivery = self.shared.send(&entries);
        self.after_call();
        match (delivery.stopped, delivery.left.first()) {
            (Some(error), _) => Err(error),
            // The server has a different result with this ID.
            (None, Some(left)) => Err(StoreError::Conflict { id: left.id }),
            (None, None) => Ok(()),
        }
    }
}
