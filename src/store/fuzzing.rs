//! The door of the fuzz targets: stored bytes, without the database around them.

use uuid::Uuid;

use crate::results::{AssessmentResult, Draft, ResultRow};
use crate::store::format::{BinV1, DefinitionV1, DraftV1, ResultV1, row_of, unseal};

/// The row at the beginning of the body of a result.
pub fn row(body: &[u8]) -> Option<ResultRow> {
    row_of(Uuid::nil(), body).ok()
}

/// A result, of its body and that of its definition.
pub fn result(body: &[u8], definition: &[u8]) -> Option<AssessmentResult> {
    let stored: ResultV1 = postcard::from_bytes(body).ok()?;
    let assessment = DefinitionV1::decode(definition, stored.slug()).ok()?;
    stored.with(Uuid::nil(), assessment.into()).ok()
}

/// The bodies that a result is stored as.
pub fn bodies(result: &AssessmentResult) -> Option<(Vec<u8>, Vec<u8>)> {
    let (hash, definition) = DefinitionV1::encode(&result.assessment).ok()?;
    let body = postcard::to_stdvec(&ResultV1::new(result, hash)).ok()?;
    Some((body, definition))
}

/// A draft, of its body.
pub fn draft(body: &[u8]) -> Option<Draft> {
    let draft = DraftV1::decode(body).ok()?;
    DraftV1::id(body).ok().filter(|id| *id == draft.id)?;
    Some(draft)
}

/// The body that a draft is stored as.
pub fn draft_body(draft: &Draft) -> Option<Vec<u8>> {
    DraftV1::encode(draft).ok()
}

/// The record that lies in the bin, of its body.
pub fn binned(body: &[u8]) -> Option<Vec<u8>> {
    Some(postcard::from_bytes::<BinV1>(body).ok()?.record)
}

/// Whether a record has the checksum of its body.
pub fn is_sealed(record: &[u8]) -> bool {
    unseal("results", &[], record).is_ok()
}
