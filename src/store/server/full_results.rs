//! Results with the wording they were answered under: each wording comes once, with the first
//! result that needs it, in the same round trip.

use std::collections::HashMap;

use futures_util::future::try_join;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row};
use uuid::Uuid;

use super::encoded::FetchedDefinitions;
use super::error::ServerResult;
use super::pages::{Asked, place, shared_names};
use super::sql_query::{Value, call, cell, one_more};
use super::{encoded, sql_query};
use crate::results::{AssessmentResult, Position, SharedName, person_key};
use crate::store::batch::{Batch, BinnedResult};
use crate::store::format::{instant, millis};
use crate::store::page::{FullResults, Scope, Unreadable};
use crate::store::redb::{NewestResults, RedbError};

/// A batch ends when its records have so many bytes.
const BATCH_BYTES: i64 = 4 << 20;

/// The results with these ids, in their order; those that are not there are left out.
pub(crate) async fn results(client: &Client, ids: &[Uuid]) -> ServerResult<Vec<AssessmentResult>> {
    let rows = call(client, "read_results", &[(&ids, Type::UUID_ARRAY)]).await?;
    let mut wordings = learned(&rows)?;
    let mut by_id: HashMap<Uuid, &Row> = HashMap::new();
    for row in &rows {
        by_id.insert(cell(row, 0)?, row);
    }
    let found = ids.iter().filter_map(|id| by_id.get(id));
    let mut results = Vec::with_capacity(ids.len());
    for row in found {
        match read(&mut wordings, row) {
            Err(RedbError::Newer | RedbError::Damaged(_)) if ids.len() > 1 => {}
            result => results.push(result?),
        }
    }
    Ok(results)
}

/// The results of a page, whole; those that cannot be read are left out.
pub(crate) async fn page(
    client: &Client,
    scope: &Scope,
    after: Option<Position>,
    limit: usize,
) -> ServerResult<FullResults> {
    let asked = Asked::new(scope, after);
    let most = one_more(limit);
    let mut values = asked.values().to_vec();
    values.push((&most, Type::INT8));
    let rows = call(client, "read_page", &values).await?;
    let (mut wordings, mut results) = (learned(&rows)?, Vec::new());
    let mut last = None;
    for row in rows.iter().take(limit) {
        last = Some(place(row)?);
        match read(&mut wordings, row) {
            Ok(result) => results.push(result),
            Err(fault) => drop(encoded::why(fault)?),
        }
    }
    Ok((results, last.filter(|_| rows.len() > limit)))
}

/// [`page`] and the shared names of an assessment in one round trip.
pub(crate) async fn trend(
    client: &Client,
    slug: &str,
    scope: &Scope,
    limit: usize,
) -> ServerResult<(FullResults, Vec<SharedName>)> {
    try_join(page(client, scope, None, limit), shared_names(client, slug)).await
}

fn learned(rows: &[Row]) -> ServerResult<FetchedDefinitions> {
    let mut wordings = FetchedDefinitions::default();
    for row in rows {
        wordings.learn(cell(row, 6)?, cell(row, 8)?);
    }
    Ok(wordings)
}

/// The result in a row, if its columns say what its record says.
fn read(wordings: &mut FetchedDefinitions, row: &Row) -> Result<AssessmentResult, RedbError> {
    let result = wordings.result(cell(row, 0)?, cell(row, 7)?)?;
    let columns: (i64, &str, &str) = (cell(row, 1)?, cell(row, 2)?, cell(row, 3)?);
    let is_same = columns.0 == millis(result.taken_at)
        && columns.1 == result.assessment.slug
        && person_key(columns.2) == person_key(&result.name);
    let differs = || {
        RedbError::damaged(format!(
            "the columns of {} differ from its record",
            result.id
        ))
    };
    is_same.then_some(()).ok_or_else(differs)?;
    Ok(result)
}

/// At most `limit` results in order of id, going on behind `after`.
pub(crate) async fn batch(
    client: &Client,
    after: Option<Uuid>,
    limit: usize,
) -> ServerResult<Batch> {
    stretch(client, false, after, limit, |result, _| Ok(result)).await
}

/// The same of what lies in the bin.
pub(crate) async fn binned(
    client: &Client,
    after: Option<Uuid>,
    limit: usize,
) -> ServerResult<Batch<BinnedResult>> {
    let with_time = |result, row: &Row| {
        let at = instant(cell(row, 5)?)?;
        Ok(BinnedResult { result, at })
    };
    stretch(client, true, after, limit, with_time).await
}

async fn stretch<R>(
    client: &Client,
    in_trash: bool,
    after: Option<Uuid>,
    limit: usize,
    with: impl Fn(AssessmentResult, &Row) -> Result<R, RedbError>,
) -> ServerResult<Batch<R>> {
    let most = one_more(limit);
    let values: [Value; 4] = [
        (&after, Type::UUID),
        (&in_trash, Type::BOOL),
        (&most, Type::INT8),
        (&BATCH_BYTES, Type::INT8),
    ];
    let rows = call(client, "read_batch", &values).await?;
    let mut wordings = learned(&rows)?;
    let mut batch = Batch::default();
    let rows = &rows[..rows.len().min(limit)];
    for row in rows {
        let id = cell(row, 0)?;
        match read(&mut wordings, row).and_then(|result| with(result, row)) {
            Ok(result) => batch.results.push(result),
            Err(fault) => batch.unreadable.push((id, encoded::why(fault)?)),
        }
    }
    if let Some(last) = rows.last() {
        let there: i64 = cell(last, 9)?;
        batch.next = (sql_query::rows(rows.len()) < there)
            .then(|| cell(last, 0))
            .transpose()?;
    }
    Ok(batch)
}

/// The latest readable result of each person in an assessment, and the shared names. One round trip;
/// if some results cannot be read, a second call returns the earlier results of all of these people.
pub(crate) async fn newest_of_each(client: &Client, slug: &str) -> ServerResult<NewestResults> {
    let slugs: [Value; 1] = [(&slug, Type::TEXT)];
    let latest = call(client, "read_latest", &slugs);
    let (rows, shared) = try_join(latest, shared_names(client, slug)).await?;
    let mut wordings = learned(&rows)?;
    let mut newest = NewestResults {
        shared,
        ..NewestResults::default()
    };
    let (mut persons, mut times, mut ids) = (Vec::new(), Vec::new(), Vec::new());
    for row in &rows {
        if !add(&mut newest, row, &mut wordings)? {
            // The time in the row; with an impossible time, there is no place to continue from.
            persons.push(cell::<String>(row, 3)?);
            times.push(cell::<i64>(row, 1)?);
            ids.push(cell::<Uuid>(row, 0)?);
        }
    }
    if !ids.is_empty() {
        let values: [Value; 4] = [
            (&slug, Type::TEXT),
            (&persons, Type::TEXT_ARRAY),
            (&times, Type::INT8_ARRAY),
            (&ids, Type::UUID_ARRAY),
        ];
        earlier(&call(client, "read_earlier", &values).await?, &mut newest)?;
    }
    let time = |result: &AssessmentResult| std::cmp::Reverse((result.taken_at, result.id));
    newest.results.sort_by_key(time);
    Ok(newest)
}

/// The first readable result of each person.
fn earlier(rows: &[Row], newest: &mut NewestResults) -> ServerResult<()> {
    let mut wordings = learned(rows)?;
    let mut found: Option<&str> = None;
    for row in rows {
        let person = cell(row, 3)?;
        if found != Some(person) && add(newest, row, &mut wordings)? {
            found = Some(person);
        }
    }
    Ok(())
}

/// Whether the result in a row could be read.
fn add(
    newest: &mut NewestResults,
    row: &Row,
    wordings: &mut FetchedDefinitions,
) -> ServerResult<bool> {
    match read(wordings, row) {
        Ok(result) => {
            newest.results.push(result);
            Ok(true)
        }
        Err(fault) => {
            let (at, why) = (place(row)?, encoded::why(fault)?);
            newest.unreadable.push(Unreadable { at, why });
            Ok(false)
        }
    }
}
