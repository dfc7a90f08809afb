use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The date in a time zone: "2026-11-22".
pub fn local_date(time: Timestamp, zone: &TimeZone) -> String {
    zone.to_datetime(time).date().to_string()
}

/// A time in RFC 3339, UTC, with exactly three decimals: "2026-11-22T10:00:00.000Z".
pub(crate) fn time_words(time: Timestamp) -> String {
    format!("{time:.3}")
}

/// How many calendar days ago a time was, in words: "today", "3 weeks ago".
pub(crate) fn ago(time: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let day = |time: Timestamp| time.to_zoned(zone.clone()).date();
    let days = day(time).until(day(now)).map_or(0, |span| span.get_days());
    u32::try_from(days).map_or_else(|_| "in the future".into(), days_ago)
}

/// A number of days before now, in words.
pub(crate) fn days_ago(days: u32) -> String {
    match days {
        0 => "today".into(),
        1 => "yesterday".into(),
        2..=13 => format!("{days} days ago"),
        14..=59 => format!("{} weeks ago", days / 7),
        60..=729 => format!("{} months ago", days / 30),
        _ => format!("{} years ago", days / 365),
    }
}
