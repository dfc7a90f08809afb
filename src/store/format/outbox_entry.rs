use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::definition::DefinitionV1;
use super::record::FormatResult;
use super::result::ResultV1;
use super::{instant, millis};
use crate::results::{AssessmentResult, PendingReason, PendingResult};
use crate::store::clock::now;

/// A pending result, and why it is pending.
#[derive(Debug, Clone)]
pub(crate) struct OutboxEntry {
    pub(crate) result: AssessmentResult,
    pub(crate) since: Timestamp,
    pub(crate) why: PendingReason,
    pub(crate) said: String,
}

/// The body of a record. It includes the wording, so that a pending result depends on no other table.
#[derive(Serialize, Deserialize)]
struct WaitingV1 {
    since_millis: i64,
    why: WhyV1,
    said: String,
    result: Vec<u8>,
    definition: Vec<u8>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
enum WhyV1 {
    NotTried,
    Away,
    Full,
    Conflict,
    Refused,
    Busy,
}

impl OutboxEntry {
    /// A result that was not sent before.
    pub(crate) fn new(result: &AssessmentResult) -> Self {
        Self {
            result: result.clone(),
            since: now(),
            why: PendingReason::NotTried,
            said: String::new(),
        }
    }

    /// Whether it can be sent as far as is known, and is listed with the results of the server.
    pub(crate) fn is_sendable(&self) -> bool {
        self.why != PendingReason::Conflict
    }

    pub(crate) fn pending(&self) -> PendingResult {
        PendingResult {
            id: self.result.id,
            name: self.result.name.clone(),
            slug: self.result.assessment.slug.clone(),
            taken_at: self.result.taken_at,
            since: self.since,
            why: self.why,
            said: self.said.clone(),
        }
    }

    pub(crate) fn encode(&self) -> FormatResult<Vec<u8>> {
        let (hash, definition) = DefinitionV1::encode(&self.result.assessment)?;
        let body = WaitingV1 {
            since_millis: millis(self.since),
            why: self.why.into(),
            said: self.said.clone(),
            result: postcard::to_stdvec(&ResultV1::new(&self.result, hash))?,
            definition,
        };
        Ok(postcard::to_stdvec(&body)?)
    }

    pub(crate) fn decode(id: Uuid, body: &[u8]) -> FormatResult<Self> {
        let body: WaitingV1 = postcard::from_bytes(body)?;
        let result: ResultV1 = postcard::from_bytes(&body.result)?;
        let assessment = DefinitionV1::decode(&body.definition, result.slug())?;
        Ok(Self {
            result: result.with(id, Arc::new(assessment))?,
            since: instant(body.since_millis)?,
            why: body.why.into(),
            said: body.said,
        })
    }
}

impl From<PendingReason> for WhyV1 {
    fn from(why: PendingReason) -> Self {
        match why {
            PendingReason::NotTried => Self::NotTried,
            PendingReason::Away => Self::Away,
            PendingReason::Full => Self::Full,
            PendingReason::Conflict => Self::Conflict,
            PendingReason::Refused => Self::Refused,
            PendingReason::Busy => Self::Busy,
        }
    }
}

impl From<WhyV1> for PendingReason {
    fn from(why: WhyV1) -> Self {
        match why {
            WhyV1::NotTried => Self::NotTried,
            WhyV1::Away => Self::Away,
            WhyV1::Full => Self::Full,
            WhyV1::Conflict => Self::Conflict,
            WhyV1::Refused => Self::Refused,
            WhyV1::Busy => Self::Busy,
        }
    }
}
