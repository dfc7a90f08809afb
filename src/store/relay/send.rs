use uuid::Uuid;

use super::error_kind::{is_for_all, is_refusal, stops_all, why};
use super::{Relay, Shared};
use crate::results::{AssessmentResult, DraftOutcome, PendingReason, PendingResult, StoreError};
use crate::store::clock::fresh_id;
use crate::store::format::OutboxEntry;
use crate::store::redb::{Put, outbox};

/// After this many slow results in a row, the server is considered slow, not the results.
const SLOW_IN_A_ROW: u32 = 3;

/// What became of what waited.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delivery {
    /// These have arrived.
    pub sent: Vec<PendingResult>,
    /// These still wait.
    pub left: Vec<PendingResult>,
    /// What hindered it, other than a conflict. Where the same would hinder all others, they were
    /// not tried.
    pub stopped: Option<StoreError>,
}

impl Relay {
    /// Sends everything that waits, whatever hindered it before.
    ///
    /// # Errors
    /// Where the store on this machine cannot be used. What the server says is in the delivery.
    pub fn send_waiting(&self) -> Result<Delivery, StoreError> {
        let delivery = self.shared.send(&outbox::all(&self.shared.local)?);
        self.shared.look_out();
        Ok(delivery)
    }

    /// Gives what cannot go out, because the server has another result with its id, an id of its
    /// own: then both are kept. The old and the new id of each.
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

    /// Sends a result that was put into the outbox: at once, or where a thread does that, by that
    /// thread.
    pub(crate) fn post(
        &self,
        result: &AssessmentResult,
        put: Put,
    ) -> Result<DraftOutcome, StoreError> {
        if self.background.is_some() {
            self.shared.look_out();
            self.shared.bell.ring();
            return Ok(put.outcome);
        }
        match self.shared.send_one(result) {
            // It is known at once that it cannot be: everything is as it was. What has been called
            // saved before stays.
            Err(error) if put.is_new && !stops_all(&error) => {
                outbox::withdraw(&self.shared.local, result.id, &put.drafts)?;
                Err(error)
            }
            // It is saved here, which is what was asked for.
            _ => Ok(put.outcome),
        }
    }
}

impl Shared {
    /// Sends these, one after the other. Skips a result that is rejected or takes too long; stops if
    /// the server is away or rejects everything from this login.
    pub(crate) fn send(&self, entries: &[OutboxEntry]) -> Delivery {
        let mut delivery = Delivery::default();
        let (mut is_over, mut in_a_row) = (false, 0);
        for (at, entry) in entries.iter().enumerate() {
            let mut waiting = entry.waiting();
            if is_over {
                delivery.left.push(waiting);
                continue;
            }
            match self.send_one(&entry.result) {
                Ok(()) => {
                    in_a_row = 0;
                    delivery.sent.push(waiting);
                }
                Err(error) => {
                    (waiting.why, waiting.said) = (why(&error), error.to_string());
                    delivery.left.push(waiting);
                    if !matches!(error, StoreError::Conflict { .. }) {
                        in_a_row += u32::from(stops_all(&error));
                        is_over = is_for_all(&error)
                            || in_a_row == SLOW_IN_A_ROW
                            || (at + 1 < entries.len() || is_refusal(&error)) && !self.lets_in();
                        delivery.stopped.get_or_insert(error);
                    }
                }
            }
        }
        let is_passed =
            |one: &PendingResult| matches!(one.why, PendingReason::Away | PendingReason::Busy);
        self.line.passed_over(delivery.left.iter().any(is_passed));
        delivery
    }

    /// Whether the server has anything to say to this person.
    fn lets_in(&self) -> bool {
        self.line.send(|remote| remote.changes()).is_ok()
    }

    /// Sends one, and takes it out of the outbox when it has arrived. To be killed between the two
    /// is to send it again; so it is where this machine cannot write any more.
    fn send_one(&self, result: &AssessmentResult) -> Result<(), StoreError> {
        let id = result.id;
        match self.line.send(|remote| remote.save(result)) {
            Ok(()) => {
                let _ = outbox::remove(&self.local, id);
                Ok(())
            }
            Err(error) => {
                let _ = outbox::mark(&self.local, id, why(&error), error.to_string());
                Err(error)
            }
        }
    }
}
