//! Functions for fuzz targets: stored bytes without a database.

use uuid::Uuid;

use crate::results::{AssessmentResult, Draft, ResultRow};
use crate::store::format::{BinV1, DefinitionV1, DraftV1, ResultV1, row_of, unseal};

pub fn row(body: &[u8]) -> Option<ResultRow> {
    row_of(Uuid::nil(), body).ok()
}

/// Decodes the body of a result and of its definition.
pub fn result(body: &[u8], definition: &[u8]) -> Option<AssessmentResult> {
    let stored: ResultV1 = postcard::from_bytes(body).ok()?;
    let assessment = DefinitionV1::decode(definition, stored.slug()).ok()?;
    stored.with(Uuid::nil(), assessment.into()).ok()
}

/// Encodes a result and its definition.
pub fn bodies(result: &AssessmentResult) -> Option<(Vec<u8>, Vec<u8>)> {
    let (hash, definition) = DefinitionV1::encode(&result.assessment).ok()?;
    let body = postcard::to_stdvec(&ResultV1::new(result, hash)).ok()?;
    Some((body, definition))
}

pub fn draft(body: &[u8]) -> Option<Draft> {
    let draft = DraftV1::decode(body).ok()?;
    DraftV1::id(body).ok().filter(|id| *id == draft.id)?;
    Some(draft)
}

pub fn draft_body(draft: &Draft) -> Option<Vec<u8>> {
    DraftV1::encode(draft).ok()
}

/// The record of a deleted result.
pub fn binned(body: &[u8]) -> Option<Vec<u8>> {
    Some(postcard::from_bytes::<BinV1>(body).ok()?.record)
}

pub fn is_sealed(record: &[u8]) -> bool {
    unseal("results", &[], record).is_ok()
}
