use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use super::Failure;

/// Which end of a day is meant, where a date stands for an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    End,
}

/// The instant that a local date, a local time or a time in RFC 3339 means.
pub(super) fn instant(
    option: &str,
    text: &str,
    zone: &TimeZone,
    edge: Edge,
) -> Result<Timestamp, Failure> {
    let text = text.trim();
    let time = if text.contains(['T', 't', ' ', ':']) {
        time(text, zone)
    } else {
        day(text, zone, edge)
    };
    time.ok_or_else(|| {
        Failure::invalid(format!("{option}: `{text}` is not a date or a time"))
            .hint("write 2026-11-22, 2026-11-22T10:00 or 2026-11-22T10:00:00Z")
    })
}

fn time(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let local = || text.parse::<DateTime>().ok()?.to_zoned(zone.clone()).ok();
    let exact = text.parse::<Timestamp>().ok();
    exact.or_else(|| local().map(|zoned| zoned.timestamp()))
}

fn day(text: &str, zone: &TimeZone, edge: Edge) -> Option<Timestamp> {
    let day: Date = text.parse().ok()?;
    let start = |day: Date| Some(day.to_zoned(zone.clone()).ok()?.timestamp());
    match edge {
        Edge::Start => start(day),
        // The last instant of a day is the one before the next day begins.
        Edge::End => match day.tomorrow() {
            Ok(next) => start(next)?.checked_sub(1.nanosecond()).ok(),
            Err(_) => Some(Timestamp::MAX),
        },
    }
}
