use std::collections::HashSet;
use std::sync::Arc;

use jiff::civil::date;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _, Zoned};

use super::visible::is_hidden;
use super::width;

/// No date takes more cells: columns have to stay columns.
pub(super) const DATE_MOST: u16 = 32;

/// How days are written for people. Data and documents that go to others are not: they have
/// `2026-11-22`, which nobody reads as another day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateFormat {
    /// As `strftime` takes it; none for `2026-11-22`.
    pattern: Option<Arc<str>>,
    width: u16,
}

impl Default for DateFormat {
    fn default() -> Self {
        Self {
            pattern: None,
            width: 10,
        }
    }
}

impl DateFormat {
    /// The format that this pattern of `strftime` describes; why not, where it describes none.
    pub fn new(pattern: &str) -> Result<Self, String> {
        let mut width = 0;
        let mut seen = HashSet::new();
        for day in samples() {
            let text = strtime::format(pattern, &day).map_err(|error| said(&error))?;
            if text.trim().is_empty() {
                return Err("the date is empty".to_owned());
            }
            if text.contains(is_hidden) {
                return Err("it contains a control character".to_owned());
            }
            if !has_day(&text, day.day()) {
                return Err("the day of the month is missing".to_owned());
            }
            width = width.max(width::cells(&text));
            if !seen.insert(text) {
                return Err("different dates look the same".to_owned());
            }
        }
        match u16::try_from(width) {
            Ok(width) if width <= DATE_MOST => Ok(Self {
                pattern: Some(pattern.into()),
                width,
            }),
            _ => Err(format!(
                "a date takes up to {width} cells; the limit is {DATE_MOST}"
            )),
        }
    }

    /// The pattern, as `strftime` takes it.
    pub fn pattern(&self) -> &str {
        self.own().unwrap_or("%Y-%m-%d")
    }

    /// The pattern, where it is a person's own.
    pub fn own(&self) -> Option<&str> {
        self.pattern.as_deref()
    }

    /// The most cells that a date takes.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// The day of an instant where the reader is.
    pub fn date(&self, time: Timestamp, zone: &TimeZone) -> String {
        let Some(pattern) = &self.pattern else {
            return zone.to_datetime(time).date().to_string();
        };
        let day = time.to_zoned(zone.clone());
        // The pattern has been tried; what it could still fail on is no day of people.
        strtime::format(pattern.as_bytes(), &day).unwrap_or_else(|_| day.date().to_string())
    }

    /// The month of an instant, where a line has no room for days; none where months are written
    /// in the person's own way.
    pub fn month(&self, time: Timestamp, zone: &TimeZone) -> Option<String> {
        let date = self.pattern.is_none().then(|| self.date(time, zone))?;
        date.rsplit_once('-').map(|(month, _)| month.to_owned())
    }
}

/// Whether the day of the month stands in the text, as people write numbers.
fn has_day(text: &str, day: i8) -> bool {
    text.contains(&format!("{day:02}")) || text.contains(&day.to_string())
}

/// Days of every month that fall on every day of the week: together as long as days get.
fn samples() -> impl Iterator<Item = Zoned> {
    let first = date(2026, 1, 20).at(22, 58, 58, 0).to_zoned(TimeZone::UTC);
    let first = first.unwrap_or_else(|_| Timestamp::UNIX_EPOCH.to_zoned(TimeZone::UTC));
    (0..365).filter_map(move |day: i64| first.checked_add(day.days()).ok())
}

/// What jiff says, without the words around it.
fn said(error: &jiff::Error) -> String {
    let text = error.to_string();
    let last = text.rsplit("failed: ").next().unwrap_or(&text);
    last.to_owned()
}
