//! Where the person lives, for dates.

use jiff::tz::TimeZone;

/// The system's time zone.
pub(crate) fn local() -> TimeZone {
    linked().unwrap_or_else(TimeZone::system)
}

/// The zone that `/etc/localtime` is a link to. A search for it by name would look into every
/// folder of every zone that there is, which takes as long as all else before the first frame.
#[cfg(unix)]
fn linked() -> Option<TimeZone> {
    const LINK: &str = "/etc/localtime";

    if std::env::var_os("TZ").is_some() {
        return None;
    }
    let target = std::fs::read_link(LINK).ok()?;
    let (_, name) = target.to_str()?.split_once("/zoneinfo/")?;
    TimeZone::tzif(name, &std::fs::read(LINK).ok()?).ok()
}

#[cfg(not(unix))]
fn linked() -> Option<TimeZone> {
    None
}
