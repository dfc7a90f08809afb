//! What stands in the bodies of records. Every struct here is frozen once results were saved with
//! it: postcard knows no missing fields, so a new field means a new struct and a new format byte.

pub(super) mod checks;
mod definition;
mod draft;
mod result;

pub(super) use definition::DefinitionV1;
pub(super) use draft::DraftV1;
pub(super) use result::{BinV1, ResultV1, RowV1, row_of, search_row};

use jiff::Timestamp;

use super::fault::{Fault, Outcome};

/// Whole milliseconds since 1970, rounded down, also before that.
pub(super) fn millis(time: Timestamp) -> i64 {
    let millis = time.as_nanosecond().div_euclid(1_000_000);
    i64::try_from(millis).unwrap_or(i64::MAX)
}

/// The instant of a key or a record.
pub(super) fn instant(millis: i64) -> Outcome<Timestamp> {
    Timestamp::from_millisecond(millis)
        .map_err(|_| Fault::damaged(format!("{millis} is no time that a result can have")))
}
