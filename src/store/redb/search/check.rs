use jiff::tz::TimeZone;
use redb::{ReadTransaction, ReadableTable as _, TableHandle as _};
use uuid::Uuid;

use super::find_ids::ids;
use super::load::read;
use crate::results::FoldedTexts;
use crate::store::format::{instant, search_row, unseal};
use crate::store::redb::catch_panics::catch_panics;
use crate::store::redb::error::RedbResult;
use crate::store::redb::tables::RESULTS;

/// Differences between the index and the results.
#[derive(Default)]
pub(crate) struct Differences {
    /// Results that the index does not contain.
    pub(crate) unnamed: Vec<Uuid>,
    /// Results in the index that are missing or different.
    pub(crate) stray: Vec<Uuid>,
}

/// Compares the index with every readable result.
pub(crate) fn check(tx: &ReadTransaction) -> RedbResult<Differences> {
    let index = catch_panics(|| read(tx, &TimeZone::UTC))?;
    let all = 0..u32::try_from(index.len()).unwrap_or(u32::MAX);
    let ids = ids(tx, &index, all)?.unwrap_or_default();
    let places = IdPlaces::of(&ids);
    let days: Vec<&str> = index.days().collect();
    let mut times = vec![None; index.len()];
    let mut folded = FoldedTexts::default();
    let mut found = Differences::default();
    for entry in tx.open_table(RESULTS)?.iter()? {
        let (id, record) = entry?;
        let id = Uuid::from_u128(id.value());
        let body = unseal(RESULTS.name(), id.as_bytes(), record.value());
        let Ok((row, notes)) = body.and_then(|body| search_row(id, body)) else {
            continue;
        };
        let Some(place) = places.of_id(id) else {
            found.unnamed.push(id);
            continue;
        };
        let at = usize::try_from(place).unwrap_or(usize::MAX);
        times[at] = Some(row.millis);
        let is_same =
            days[at] == day(row.millis) && index.compared(place) == folded.of(&row, notes);
        if !is_same {
            found.stray.push(id);
        }
    }
    let mut before = None;
    for (id, time) in ids.iter().copied().zip(times) {
        let own = time.map(|millis| (millis, id));
        // A missing result has no time; one that is out of order has a different time.
        if own.is_none() || before.is_some_and(|before| own >= before) {
            found.stray.push(id);
        }
        before = own.map(Some).or(before);
    }
    Ok(found)
}

fn day(millis: i64) -> String {
    let day = |at| TimeZone::UTC.to_datetime(at).date().to_string();
    instant(millis).map_or_else(|_| String::new(), day)
}

/// The place of each id.
struct IdPlaces(Vec<(Uuid, u32)>);

impl IdPlaces {
    fn of(ids: &[Uuid]) -> Self {
        let mut places: Vec<_> = ids.iter().copied().zip(0..).collect();
        places.sort_unstable();
        Self(places)
    }

    fn of_id(&self, id: Uuid) -> Option<u32> {
        let at = self.0.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        Some(self.0[at].1)
    }
}
