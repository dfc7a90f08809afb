use std::collections::HashMap;
use std::ops::Range;

use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::text_table::TextTable;

/// The local dates of many times.
///
/// The time zone is queried once per offset change, which is twice a year if the times are sorted.
#[derive(Debug, Clone)]
pub(crate) struct DayNames {
    zone: TimeZone,
    from: Timestamp,
    until: Timestamp,
    offset: i64,
    numbers: HashMap<i64, u32>,
    /// The last day and its number.
    last: Option<(i64, u32)>,
    names: TextTable,
}

const DAY: i64 = 86_400_000;

impl DayNames {
    pub(crate) fn new(zone: &TimeZone) -> Self {
        Self {
            zone: zone.clone(),
            from: Timestamp::MAX,
            until: Timestamp::MIN,
            offset: 0,
            numbers: HashMap::new(),
            last: None,
            names: TextTable::default(),
        }
    }

    /// Returns the number of the local date at a time in milliseconds since 1970.
    pub(crate) fn number(&mut self, millis: i64) -> u32 {
        let Ok(at) = Timestamp::from_millisecond(millis) else {
            return self.named(i64::MAX);
        };
        if at < self.from || at >= self.until {
            self.ask(at);
        }
        self.named((millis + self.offset).div_euclid(DAY))
    }

    /// Returns the times of the last day with the same offset.
    pub(crate) fn last_day(&self) -> Range<i64> {
        let Some((day, _)) = self.last.filter(|(day, _)| *day != i64::MAX) else {
            return 0..0;
        };
        let begins = day.saturating_mul(DAY).saturating_sub(self.offset);
        let from = begins.max(self.from.as_millisecond());
        // Round down: query again for times in the millisecond of a change.
        let until = begins.saturating_add(DAY).min(self.until.as_millisecond());
        from..until
    }

    fn ask(&mut self, at: Timestamp) {
        self.offset = i64::from(self.zone.to_offset(at).seconds()) * 1_000;
        let until = self.zone.following(at).next();
        self.until = until.map_or(Timestamp::MAX, |change| change.timestamp());
        // A change at exactly this time counts as before it.
        let next = Timestamp::from_millisecond(at.as_millisecond().saturating_add(1));
        let from = next.ok().and_then(|next| self.zone.preceding(next).next());
        self.from = from.map_or(Timestamp::MIN, |change| change.timestamp());
    }

    fn named(&mut self, day: i64) -> u32 {
        if let Some((last, number)) = self.last
            && last == day
        {
            return number;
        }
        let new = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(day).or_insert(new);
        if number == new {
            self.names.push(&name(day).unwrap_or_default());
        }
        self.last = Some((day, number));
        number
    }

    /// The dates by number.
    pub(crate) fn names(&self) -> &TextTable {
        &self.names
    }
}

fn name(day: i64) -> Option<String> {
    let since = SignedDuration::from_hours(day.checked_mul(24)?);
    Some(date(1970, 1, 1).checked_add(since).ok()?.to_string())
}
