//! How the server is asked, and what an answer says of how it stands with it.

use uuid::Uuid;

use super::Relay;
use super::error_kind::{is_away, is_busy, is_refusal};
use crate::results::{AssessmentResult, PendingResult, StoreError};
use crate::store::RemoteStore;
use crate::store::redb::outbox;

impl Relay {
    /// What the server says; where it is away and something is better than nothing, `without`.
    pub(crate) fn server<T>(
        &self,
        without: T,
        job: impl FnOnce(&dyn RemoteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let answer = self.shared.line.ask(job);
        self.heard();
        match answer {
            // A screen goes on with what is here, whatever is the matter over there; that is told.
            Err(error) if self.makes_do && is_of_the_server(&error) => Ok(without),
            answer => answer,
        }
    }

    /// What the server did; nothing here can stand in for it.
    pub(crate) fn server_alone<T>(
        &self,
        job: impl FnOnce(&dyn RemoteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        // A command that has just waited for it in vain does not wait once more.
        let answer = self.shared.line.ask_anew(self.background.is_some(), job);
        self.heard();
        answer
    }

    /// What the server did for this person. That not everybody may do this one thing is an answer,
    /// and no trouble with the server.
    pub(crate) fn by_right<T>(
        &self,
        job: impl FnOnce(&dyn RemoteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let line = &self.shared.line;
        let answer = line.ask_by_right(self.background.is_some(), job);
        self.heard();
        answer
    }

    /// The server was heard, or not: who is to know is told, and it is tried again when it is time.
    pub(crate) fn heard(&self) {
        self.shared.look_out();
        if self.background.is_some() && self.shared.line.pause().is_some() {
            self.shared.bell.look_at_the_clock();
        }
    }

    pub(crate) fn waits(&self, id: Uuid) -> Result<Option<AssessmentResult>, StoreError> {
        let entries = self.on_their_way()?;
        let found = entries.into_iter().find(|entry| entry.result.id == id);
        Ok(found.map(|entry| entry.result))
    }

    /// What is to be changed at the server must have arrived there.
    pub(crate) fn make_sure_of(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        let mut entries = outbox::all(&self.shared.local)?;
        entries.retain(|entry| ids.contains(&entry.result.id));
        let delivery = self.shared.send(&entries);
        self.heard();
        if let Some(error) = delivery.stopped {
            return Err(error);
        }
        // Over there is another one: that is not the one that is meant.
        let conflict = |one: &PendingResult| StoreError::Conflict { id: one.id };
        delivery.left.first().map(conflict).map_or(Ok(()), Err)
    }
}

/// Whether an error is about the state of the server and not about the request.
pub(crate) fn is_of_the_server(error: &StoreError) -> bool {
    is_away(error) || is_busy(error) || is_refusal(error)
}
