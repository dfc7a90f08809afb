//! Options with a date or a time.

use jiff::civil::{Date, DateTime};
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan as _};

use super::failure::Failure;
use crate::text::is_in_years;

/// Which end of a period an option sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayEdge {
    Start,
    End,
}

/// Reads a local date, a local time, or a time in RFC 3339.
///
/// # Errors
/// Code 4, with the name of the option, for any other text.
pub(crate) fn instant(
    option: &str,
    text: &str,
    zone: &TimeZone,
    edge: DayEdge,
) -> Result<Timestamp, Failure> {
    let text = text.trim();
    let time = if text.contains(['T', 't', ' ', ':']) {
        time(text, zone, edge)
    } else {
        day(text, zone, edge)
    };
    time.ok_or_else(|| {
        Failure::invalid(format!("{option}: invalid date or time `{text}`"))
            .hint("use 2026-11-22, 2026-11-22T10:00, or 2026-11-22T10:00:00Z")
    })
}

/// Why a time is invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeError {
    Unreadable,
    NoOffset,
    /// It is before the year 1 or after 9999.
    TooFar,
    /// It is more than a day ahead of the clock.
    Future,
}

/// Reads a time in RFC 3339 with an offset of less than a day.
pub(crate) fn exact(text: &str) -> Result<Timestamp, TimeError> {
    let text = text.trim();
    let pieces = Pieces::parse(text).map_err(|_| TimeError::Unreadable)?;
    let offset = match pieces.offset() {
        Some(PiecesOffset::Numeric(offset)) => offset.offset().seconds().unsigned_abs(),
        Some(_) => 0,
        None => return Err(TimeError::NoOffset),
    };
    if offset >= 24 * 3600 || pieces.time().is_none() {
        return Err(TimeError::Unreadable);
    }
    let time: Timestamp = text.parse().map_err(|_| TimeError::TooFar)?;
    is_in_years(time).then_some(time).ok_or(TimeError::TooFar)
}

fn time(text: &str, zone: &TimeZone, edge: DayEdge) -> Option<Timestamp> {
    match exact(text) {
        Ok(time) => Some(time),
        Err(TimeError::NoOffset) => local(text.parse().ok()?, zone, edge),
        Err(_) => None,
    }
}

/// When clocks are set back, a local time exists twice: a period begins at the first one and ends at
/// the second.
fn local(time: DateTime, zone: &TimeZone, edge: DayEdge) -> Option<Timestamp> {
    let time = zone.to_ambiguous_timestamp(time);
    match (time.offset(), edge) {
        (AmbiguousOffset::Fold { .. }, DayEdge::End) => time.later().ok(),
        _ => time.compatible().ok(),
    }
}

fn day(text: &str, zone: &TimeZone, edge: DayEdge) -> Option<Timestamp> {
    let day: Date = text.parse().ok()?;
    let start = |day: Date| Some(day.to_zoned(zone.clone()).ok()?.timestamp());
    match edge {
        DayEdge::Start => start(day),
        // The last instant of a day is the one before the next day begins.
        DayEdge::End => match day.tomorrow() {
            Ok(next) => start(next)?.checked_sub(1.nanosecond()).ok(),
            Err(_) => Some(Timestamp::MAX),
        },
    }
}
