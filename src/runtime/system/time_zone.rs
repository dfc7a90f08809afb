//! The time zone of the system.

use jiff::tz::TimeZone;

pub(crate) fn local() -> TimeZone {
    linked().unwrap_or_else(TimeZone::system)
}

/// The zone that `/etc/localtime` links to. A search by jiff reads the directories of all zones, which
/// takes as long as everything else before the first frame.
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
