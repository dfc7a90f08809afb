use std::collections::HashSet;
use std::sync::Arc;

use jiff::civil::date;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _, Zoned};

use super::visible::is_hidden;
use super::width;

/// The maximum width of a date in cells.
pub(super) const DATE_MOST: u16 = 32;

/// How dates are written on screens and in text. Data and documents for other people always have the
/// unambiguous form `2026-11-22`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateFormat {
    /// A `strftime` pattern; `None` for `2026-11-22`.
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
    /// Reads a `strftime` pattern.
    ///
    /// # Errors
    /// The reason, if a date in this format would be ambiguous, empty, or too wide.
    pub fn new(pattern: &str) -> Result<Self, String> {
        let mut width = 0;
        let mut seen = HashSet::new();
        for day in samples() {
            let text = strtime::format(pattern, &day).map_err(|error| reason(&error))?;
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

    pub fn pattern(&self) -> &str {
        self.own().unwrap_or("%Y-%m-%d")
    }

    /// The pattern, if it is not the default.
    pub fn own(&self) -> Option<&str> {
        self.pattern.as_deref()
    }

    /// The maximum width of a date in cells.
    pub fn width(&self) -> u16 {
        self.width
    }

    pub fn date(&self, time: Timestamp, zone: &TimeZone) -> String {
        let Some(pattern) = &self.pattern else {
            return zone.to_datetime(time).date().to_string();
        };
        let day = time.to_zoned(zone.clone());
        // `new` has tried the pattern on every kind of date.
        strtime::format(pattern.as_bytes(), &day).unwrap_or_else(|_| day.date().to_string())
    }

    /// The month, for narrow charts; `None` if the pattern is not the default.
    pub fn month(&self, time: Timestamp, zone: &TimeZone) -> Option<String> {
        let date = self.pattern.is_none().then(|| self.date(time, zone))?;
        date.rsplit_once('-').map(|(month, _)| month.to_owned())
    }
}

/// Whether a text contains the day of the month as a number.
fn has_day(text: &str, day: i8) -> bool {
    text.contains(&format!("{day:02}")) || text.contains(&day.to_string())
}

/// Every day of a year, so that every month and weekday occurs.
fn samples() -> impl Iterator<Item = Zoned> {
    let first = date(2026, 1, 20).at(22, 58, 58, 0).to_zoned(TimeZone::UTC);
    let first = first.unwrap_or_else(|_| Timestamp::UNIX_EPOCH.to_zoned(TimeZone::UTC));
    (0..365).filter_map(move |day: i64| first.checked_add(day.days()).ok())
}

/// The last part of an error of jiff, without its context.
fn reason(error: &jiff::Error) -> String {
    let text = error.to_string();
    let last = text.rsplit("failed: ").next().unwrap_or(&text);
    last.to_owned()
}
