use std::ops::Bound;
use std::sync::Arc;

use itertools::Itertools as _;
use redb::{ReadOnlyTable, ReadTransaction, ReadableTable, TableHandle as _};
use uuid::Uuid;

use super::error::{RedbError, RedbResult};
use super::tables::{BIN, BY_ASSESSMENT, BY_PERSON, BY_TIME, COUNTS, DEFINITIONS, RESULTS};
use crate::assessment::Assessment;
use crate::results::{AssessmentResult, Position, ResultRow, person_key};
use crate::store::format::{DefinitionV1, ResultV1, instant, millis, rounded_up, row_of, unseal};
use crate::store::page::{Page, Scope, Unreadable};

/// A place in the order of results: milliseconds and ID.
type TimeKey = (i64, u128);
type PersonKey = (&'static str, &'static str, i64, u128);

pub(crate) fn result(tx: &ReadTransaction, id: Uuid) -> RedbResult<Option<AssessmentResult>> {
    let Some(record) = tx.open_table(RESULTS)?.get(id.as_u128())? else {
        return Ok(None);
    };
    whole(id, record.value(), &tx.open_table(DEFINITIONS)?).map(Some)
}

/// Decodes a record, with its definition.
pub(crate) fn whole(
    id: Uuid,
    record: &[u8],
    definitions: &impl ReadableTable<[u8; 32], &'static [u8]>,
) -> RedbResult<AssessmentResult> {
    let body = unseal(RESULTS.name(), id.as_bytes(), record)?;
    let stored: ResultV1 = postcard::from_bytes(body)?;
    let assessment = definition(definitions, id, &stored)?;
    Ok(stored.with(id, assessment)?)
}

/// The wording of a result.
pub(crate) fn definition(
    definitions: &impl ReadableTable<[u8; 32], &'static [u8]>,
    id: Uuid,
    stored: &ResultV1,
) -> RedbResult<Arc<Assessment>> {
    let hash = stored.definition;
    let missing = || RedbError::damaged(format!("the assessment of the result {id} is missing"));
    let record = definitions.get(hash)?.ok_or_else(missing)?;
    let body = unseal(DEFINITIONS.name(), &hash, record.value())?;
    Ok(DefinitionV1::decode(body, stored.slug()).map(Arc::new)?)
}

/// At most `limit` rows in `scope` that follow `after`. Each kind of scope has an index with its rows
/// next to each other, so that no other row is read.
pub(crate) fn page(
    tx: &ReadTransaction,
    scope: &Scope,
    after: Option<Position>,
    limit: usize,
) -> RedbResult<Page> {
    let person = scope.name.as_deref().map(person_key);
    let Some(span) = IndexRange::of(scope, after) else {
        return Ok(Page::default());
    };
    let mut builder = PageBuilder {
        results: tx.open_table(RESULTS)?,
        limit,
        page: Page::default(),
    };
    match (scope.assessment.as_deref(), person.as_deref()) {
        (None, None) => {
            let index = tx.open_table(BY_TIME)?;
            let keys = index.range::<TimeKey>((span.from, span.to))?.rev();
            builder.walk(keys.map(|entry| Ok(entry?.0.value())))?;
        }
        (Some(slug), None) => {
            builder.walk(span.of_assessment(&tx.open_table(BY_ASSESSMENT)?, slug)?)?;
        }
        (Some(slug), Some(person)) => {
            builder.walk(span.of_person(&tx.open_table(BY_PERSON)?, slug, person)?)?;
        }
        (None, Some(person)) => {
            let index = tx.open_table(BY_PERSON)?;
            let each = |slug: String| span.of_person(&index, &slug, person);
            let all: Vec<_> = slugs(&index)?
                .into_iter()
                .map(each)
                .collect::<RedbResult<_>>()?;
            // Errors come first, so that nothing after them is read.
            builder.walk(all.into_iter().kmerge_by(|one, other| match (one, other) {
                (Ok(one), Ok(other)) => one >= other,
                (one, _) => one.is_err(),
            }))?;
        }
    }
    Ok(builder.page)
}

/// At most `limit` of all rows directly before `below`, latest first; without it, the oldest.
pub(crate) fn page_above(
    tx: &ReadTransaction,
    below: Option<Position>,
    limit: usize,
) -> RedbResult<Page> {
    let mut builder = PageBuilder {
        results: tx.open_table(RESULTS)?,
        limit,
        page: Page::default(),
    };
    let from = below.map_or(Bound::Unbounded, |below| {
        Bound::Excluded((millis(below.taken_at), below.id.as_u128()))
    });
    let index = tx.open_table(BY_TIME)?;
    let keys = index.range::<TimeKey>((from, Bound::Unbounded))?;
    builder.walk(keys.map(|entry| Ok(entry?.0.value())))?;
    builder.page.rows.reverse();
    Ok(builder.page)
}

/// The rows of these results. Leaves out missing and unreadable ones.
pub(crate) fn rows(tx: &ReadTransaction, ids: &[Uuid]) -> RedbResult<Vec<ResultRow>> {
    let results = tx.open_table(RESULTS)?;
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(record) = results.get(id.as_u128())? else {
            continue;
        };
        let body = unseal(RESULTS.name(), id.as_bytes(), record.value());
        rows.extend(body.and_then(|body| row_of(*id, body)));
    }
    Ok(rows)
}

/// The slugs in an index, in descending order, with one search per slug.
fn slugs(index: &ReadOnlyTable<PersonKey, ()>) -> RedbResult<Vec<String>> {
    let mut slugs: Vec<String> = Vec::new();
    let mut last = index.range::<PersonKey>(..)?.next_back();
    while let Some(entry) = last {
        let slug = entry?.0.value().0.to_owned();
        if slugs.last().is_some_and(|before| *before <= slug) {
            return Err(RedbError::damaged("the person index is out of order"));
        }
        let end = (slug.as_str(), "", i64::MIN, 0);
        last = index.range::<(&str, &str, i64, u128)>(..end)?.next_back();
        slugs.push(slug);
    }
    Ok(slugs)
}

/// The range of an index that a page is read from.
struct IndexRange {
    from: Bound<TimeKey>,
    to: Bound<TimeKey>,
}

impl IndexRange {
    /// `None` if the range is empty.
    fn of(scope: &Scope, after: Option<Position>) -> Option<Self> {
        let first = scope.since.map_or(i64::MIN, rounded_up);
        let last = scope.until.map_or(i64::MAX, millis);
        let mut to = Bound::Included((last, u128::MAX));
        if let Some(after) = after {
            let place = (millis(after.taken_at), after.id.as_u128());
            if place <= (last, u128::MAX) {
                to = Bound::Excluded(place);
            }
        }
        let from = (first, 0);
        let (Bound::Included(end) | Bound::Excluded(end)) = to else {
            return None;
        };
        (from < end).then_some(Self {
            from: Bound::Included(from),
            to,
        })
    }

    /// The places of an assessment in this range, latest first.
    fn of_assessment<'t>(
        &self,
        index: &'t ReadOnlyTable<(&'static str, i64, u128), ()>,
        slug: &str,
    ) -> RedbResult<impl Iterator<Item = RedbResult<TimeKey>> + use<'t>> {
        let key = |bound: Bound<TimeKey>| bound.map(|(millis, id)| (slug, millis, id));
        let range = index.range::<(&str, i64, u128)>((key(self.from), key(self.to)))?;
        Ok(range.rev().map(|entry| {
            let (_, millis, id) = entry?.0.value();
            Ok((millis, id))
        }))
    }

    /// The places of a person and an assessment in this range, latest first.
    fn of_person<'t>(
        &self,
        index: &'t ReadOnlyTable<PersonKey, ()>,
        slug: &str,
        person: &str,
    ) -> RedbResult<impl Iterator<Item = RedbResult<TimeKey>> + use<'t>> {
        let key = |bound: Bound<TimeKey>| bound.map(|(millis, id)| (slug, person, millis, id));
        let ends = (key(self.from), key(self.to));
        let range = index.range::<(&str, &str, i64, u128)>(ends)?;
        Ok(range.rev().map(|entry| {
            let (_, _, millis, id) = entry?.0.value();
            Ok((millis, id))
        }))
    }
}

struct PageBuilder {
    results: ReadOnlyTable<u128, &'static [u8]>,
    limit: usize,
    page: Page,
}

impl PageBuilder {
    fn walk(&mut self, places: impl Iterator<Item = RedbResult<TimeKey>>) -> RedbResult<()> {
        let mut last = None;
        for place in places {
            let (millis, id) = place?;
            if self.page.rows.len() + self.page.unreadable.len() >= self.limit {
                self.page.next = last;
                break;
            }
            let at = Position {
                taken_at: instant(millis)?,
                id: Uuid::from_u128(id),
            };
            last = Some(at);
            self.add(at)?;
        }
        Ok(())
    }

    /// Adds a row, or an unreadable record.
    fn add(&mut self, at: Position) -> RedbResult<()> {
        match self.row(at) {
            Ok(row) => self.page.rows.push(row),
            Err(fault) => {
                let why = fault.of_record()?;
                self.page.unreadable.push(Unreadable { at, why });
            }
        }
        Ok(())
    }

    fn row(&self, at: Position) -> RedbResult<ResultRow> {
        let nowhere =
            || RedbError::damaged(format!("the index refers to {}, which is missing", at.id));
        let record = self.results.get(at.id.as_u128())?.ok_or_else(nowhere)?;
        let body = unseal(RESULTS.name(), at.id.as_bytes(), record.value())?;
        let row = row_of(at.id, body)?;
        if row.taken_at == at.taken_at {
            Ok(row)
        } else {
            Err(nowhere())
        }
    }
}

/// At most `most` IDs that end with these hexadecimal digits, latest first.
pub(crate) fn ids_ending(
    tx: &ReadTransaction,
    digits: &str,
    binned: bool,
    most: usize,
) -> RedbResult<Vec<Uuid>> {
    let Some(ends) = ending(digits) else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    let mut ids: Box<dyn Iterator<Item = RedbResult<u128>>> = if binned {
        let bin = tx.open_table(BIN)?.range::<u128>(..)?;
        Box::new(bin.rev().map(|entry| Ok(entry?.0.value())))
    } else {
        let index = tx.open_table(BY_TIME)?.range::<TimeKey>(..)?;
        Box::new(index.rev().map(|entry| Ok(entry?.0.value().1)))
    };
    while found.len() < most {
        match ids.next().transpose()? {
            Some(id) if ends(id) => found.push(Uuid::from_u128(id)),
            Some(_) => {}
            None => break,
        }
    }
    Ok(found)
}

/// Tests whether an ID ends with these digits. `None` if no ID can.
fn ending(digits: &str) -> Option<impl Fn(u128) -> bool> {
    if digits.is_empty() || digits.len() > 32 || !digits.bytes().all(|c| c.is_ascii_hexdigit()) {
        return None;
    }
    let end = u128::from_str_radix(digits, 16).ok()?;
    let unused = 4 * (32 - u32::try_from(digits.len()).ok()?);
    Some(move |id: u128| (id ^ end) << unused == 0)
}

/// The ID of the result that has `back` later ones, even if it is unreadable.
pub(crate) fn nth(tx: &ReadTransaction, back: u64) -> RedbResult<Option<Uuid>> {
    let index = tx.open_table(BY_TIME)?;
    let mut keys = index.range::<TimeKey>(..)?.rev();
    let Ok(back) = usize::try_from(back) else {
        return Ok(None);
    };
    let entry = keys.nth(back).transpose()?;
    Ok(entry.map(|(key, _)| Uuid::from_u128(key.value().1)))
}

pub(crate) fn count(tx: &ReadTransaction) -> RedbResult<u64> {
    let mut sum = 0_u64;
    for entry in tx.open_table(COUNTS)?.iter()? {
        let (slug, record) = entry?;
        sum = sum.saturating_add(counted(slug.value(), record.value())?);
    }
    Ok(sum)
}

/// Decodes a count.
pub(crate) fn counted(slug: &str, record: &[u8]) -> RedbResult<u64> {
    let body = unseal(COUNTS.name(), slug.as_bytes(), record)?;
    let bytes = body
        .try_into()
        .map_err(|_| RedbError::damaged("a count is not a number"))?;
    Ok(u64::from_le_bytes(bytes))
}
