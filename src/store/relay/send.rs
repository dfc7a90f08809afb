use uuid::Uuid;

use super::server_failure::{ServerFailure, pending_reason};
use super::{Relay, Shared};
use crate::results::{AssessmentResult, DraftOutcome, PendingReason, PendingResult, StoreError};
use crate::store::clock::fresh_id;
use crate::store::format::OutboxEntry;
use crate::store::redb::{Put, outbox};

/// After this many slow results in a row, the server is considered slow, not the results.
const SLOW_IN_A_ROW: u32 = 3;

/// The outcome of sending pending results.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delivery {
    pub sent: Vec<PendingResult>,
    pub left: Vec<PendingResult>,
    /// The first error that is not a conflict. If it concerns all results, the others were not sent.
    pub stopped: Option<StoreError>,
}

impl Relay {
    /// Sends everything that is pending, for any reason.
    ///
    /// # Errors
    /// If the outbox cannot be used. Errors of the server are in the delivery.
    pub fn send_pending(&self) -> Result<Delivery, StoreError> {
        let delivery = self.shared.send(&outbox::all(&self.shared.local)?);
        self.shared.report_status();
        Ok(delivery)
    }

    /// Gives each pending result a new ID if the server has a different result with the same ID, so
    /// that both are kept. Returns the old and the new IDs.
    pub fn renew_ids(&self) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
        let mut renewed = Vec::new();
        for entry in outbox::all(&self.shared.local)? {
            if entry.why == PendingReason::Conflict {
                let (id, fresh) = (entry.result.id, fresh_id());
                if outbox::rename(&self.shared.local, id, fresh)? {
                    renewed.push((id, fresh));
                }
            }
        }
        Ok(renewed)
    }

    /// Sends a result from the outbox, or wakes the sender thread if there is one.
    pub(crate) fn send_or_wake(
        &self,
        result: &AssessmentResult,
        put: Put,
    ) -> Result<DraftOutcome, StoreError> {
        if self.sender_thread.is_some() {
            self.shared.report_status();
            self.shared.waker.try_now();
            return Ok(put.outcome);
        }
        match self.shared.send_one(result) {
            // The server will never accept it: undo the save. A result that was pending before stays.
            Err(error) if put.is_new && !ServerFailure::from(&error).is_of_server() => {
                outbox::withdraw(&self.shared.local, result.id, &put.drafts)?;
                Err(error)
            }
            // It is saved in the outbox.
            _ => Ok(put.outcome),
        }
    }
}

impl Shared {
    /// Sends results in order. Skips a result that is rejected or takes too long; stops if the server
    /// is away or rejects everything from this login.
    pub(crate) fn send(&self, entries: &[OutboxEntry]) -> Delivery {
        let mut delivery = Delivery::default();
        let (mut is_over, mut in_a_row) = (false, 0);
        for (at, entry) in entries.iter().enumerate() {
            let mut pending = entry.pending();
            if is_over {
                delivery.left.push(pending);
                continue;
            }
            let Err(error) = self.send_one(&entry.result) else {
                in_a_row = 0;
                delivery.sent.push(pending);
                continue;
            };
            (pending.why, pending.said) = (pending_reason(&error), error.to_string());
            delivery.left.push(pending);
            if !matches!(error, StoreError::Conflict { .. }) {
                let failure = ServerFailure::from(&error);
                in_a_row += u32::from(failure.is_of_server());
                let may_be_denied = at + 1 < entries.len() || failure.is_rejection();
                is_over = failure == ServerFailure::CannotSave
                    || in_a_row == SLOW_IN_A_ROW
                    || may_be_denied && !self.can_read();
                delivery.stopped.get_or_insert(error);
            }
        }
        let is_skipped =
            |left: &PendingResult| matches!(left.why, PendingReason::Away | PendingReason::Busy);
        self.server
            .schedule_resend(delivery.left.iter().any(is_skipped));
        delivery
    }

    /// Whether the server responds to this login.
    fn can_read(&self) -> bool {
        self.server.send(|remote| remote.changes()).is_ok()
    }

    /// Sends a result, and then removes it from the outbox. If the program is killed in between, or
    /// the outbox cannot be written, the result is sent again.
    fn send_one(&self, result: &AssessmentResult) -> Result<(), StoreError> {
        let sent = self.server.send(|remote| remote.save(result));
        let _ = match &sent {
            Ok(()) => outbox::remove(&self.local, result.id),
            Err(error) => {
                let (why, message) = (pending_reason(error), error.to_string());
                outbox::mark(&self.local, result.id, why, message)
            }
        };
        sent
    }
}
