//! The formats of stored records. Once a release has saved results with a struct, it never changes:
//! postcard has no missing fields, so a new field needs a new struct and a new format byte.

pub(crate) mod checks;
mod definition;
mod draft;
mod outbox_entry;
mod record;
mod result;

pub(crate) use definition::DefinitionV1;
pub(crate) use draft::{DraftKey, DraftV1};
use jiff::Timestamp;
pub(crate) use outbox_entry::OutboxEntry;
#[cfg(feature = "postgres")]
pub(crate) use record::body;
pub(crate) use record::{
    BIN_TABLE, DEFINITIONS_TABLE, DRAFTS_ASIDE_TABLE, DRAFTS_TABLE, FormatError, FormatResult,
    RESULTS_TABLE, may_be_replaced, seal, sum, unseal,
};
pub(crate) use result::{BinV1, IndexEntry, ResultV1, row_of, search_row};

/// Whole milliseconds since 1970, rounded down, also before that.
pub(crate) fn millis(time: Timestamp) -> i64 {
    let millis = time.as_nanosecond().div_euclid(1_000_000);
    i64::try_from(millis).unwrap_or(i64::MAX)
}

/// The same, rounded up, so that the lower limit of a scope excludes earlier results.
pub(crate) fn rounded_up(time: Timestamp) -> i64 {
    let whole = time.as_nanosecond().rem_euclid(1_000_000) == 0;
    if whole {
        millis(time)
    } else {
        millis(time).saturating_add(1)
    }
}

/// The time of a key or a record.
pub(crate) fn instant(millis: i64) -> FormatResult<Timestamp> {
    Timestamp::from_millisecond(millis)
        .map_err(|_| FormatError::damaged(format!("{millis} is not a valid time of a result")))
}
