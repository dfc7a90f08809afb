//! Results with the definitions of their assessments. Each definition comes once, with the first
//! result that needs it, in the same round trip.

use std::cmp::Reverse;
use std::collections::HashMap;

use futures_util::future::try_join;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row};
use uuid::Uuid;

use super::columns::FetchedDefinitions;
use super::error::ServerResult;
use super::pages::{ScopeValues, position, shared_names};
use super::sql_query::{Value, call, cell, one_more};
use crate::results::{AssessmentResult, Position, SharedName, person_key};
use crate::store::format::{FormatError, FormatResult, millis};
use crate::store::page::{FullResults, LatestResults, Scope, Unreadable};

/// The results with these IDs, in this order; those that do not exist are left out.
pub(crate) async fn results(client: &Client, ids: &[Uuid]) -> ServerResult<Vec<AssessmentResult>> {
    let rows = call(client, "read_results", &[(&ids, Type::UUID_ARRAY)]).await?;
    let mut definitions = definitions_in(&rows)?;
    let mut by_id: HashMap<Uuid, &Row> = HashMap::new();
    for row in &rows {
        by_id.insert(cell(row, 0)?, row);
    }
    let mut results = Vec::with_capacity(ids.len());
    for row in ids.iter().filter_map(|id| by_id.get(id)) {
        match read(&mut definitions, row) {
            Err(_) if ids.len() > 1 => {}
            result => results.push(result?),
        }
    }
    Ok(results)
}

/// The results of a page; those that cannot be read are left out.
pub(crate) async fn page(
    client: &Client,
    scope: &Scope,
    after: Option<Position>,
    limit: usize,
) -> ServerResult<FullResults> {
    let scope = ScopeValues::new(scope, after);
    let most = one_more(limit);
    let rows = call(client, "read_page", &scope.and(&[(&most, Type::INT8)])).await?;
    let mut definitions = definitions_in(&rows)?;
    let (mut results, mut last) = (Vec::new(), None);
    for row in rows.iter().take(limit) {
        last = Some(position(row)?);
        results.extend(read(&mut definitions, row));
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

pub(crate) fn definitions_in(rows: &[Row]) -> ServerResult<FetchedDefinitions> {
    let mut definitions = FetchedDefinitions::default();
    for row in rows {
        definitions.add(cell(row, 6)?, cell(row, 8)?);
    }
    Ok(definitions)
}

/// The result in a row, if its columns match its record.
pub(crate) fn read(
    definitions: &mut FetchedDefinitions,
    row: &Row,
) -> FormatResult<AssessmentResult> {
    let result = definitions.result(cell(row, 0)?, cell(row, 7)?)?;
    let (time, slug, person): (i64, &str, &str) = (cell(row, 1)?, cell(row, 2)?, cell(row, 3)?);
    if time == millis(result.taken_at)
        && slug == result.assessment.slug
        && person_key(person) == person_key(&result.name)
    {
        return Ok(result);
    }
    Err(FormatError::damaged(format!(
        "the columns of {} differ from its record",
        result.id
    )))
}

/// The latest readable result of each person in an assessment, and the shared names. One round trip;
/// if some results cannot be read, a second call returns the earlier results of all of these people.
pub(crate) async fn latest_of_each(client: &Client, slug: &str) -> ServerResult<LatestResults> {
    let slug_value: [Value; 1] = [(&slug, Type::TEXT)];
    let latest = call(client, "read_latest", &slug_value);
    let (rows, shared) = try_join(latest, shared_names(client, slug)).await?;
    let mut definitions = definitions_in(&rows)?;
    let mut found = LatestResults {
        shared,
        ..LatestResults::default()
    };
    let (mut persons, mut times, mut ids) = (Vec::new(), Vec::new(), Vec::new());
    for row in &rows {
        if !add(&mut found, row, &mut definitions)? {
            // The time as it is in the row, because an impossible time is not a position.
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
        let rows = call(client, "read_earlier", &values).await?;
        add_first_of_each(&mut found, &rows)?;
    }
    found
        .results
        .sort_by_key(|result| Reverse((result.taken_at, result.id)));
    Ok(found)
}

/// Adds the first readable result of each person.
fn add_first_of_each(found: &mut LatestResults, rows: &[Row]) -> ServerResult<()> {
    let mut definitions = definitions_in(rows)?;
    let mut last: Option<&str> = None;
    for row in rows {
        let person = cell(row, 3)?;
        if last != Some(person) && add(found, row, &mut definitions)? {
            last = Some(person);
        }
    }
    Ok(())
}

/// Adds the result in a row. False if it cannot be read.
fn add(
    found: &mut LatestResults,
    row: &Row,
    definitions: &mut FetchedDefinitions,
) -> ServerResult<bool> {
    match read(definitions, row) {
        Ok(result) => {
            found.results.push(result);
            Ok(true)
        }
        Err(error) => {
            let (at, why) = (position(row)?, error.reason());
            found.unreadable.push(Unreadable { at, why });
            Ok(false)
        }
    }
}
