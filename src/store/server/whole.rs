//! Results with the wording they were answered under: each wording comes once, with the first
//! result that needs it, in the same round trip.

use std::collections::HashMap;

use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row};
use uuid::Uuid;

use super::super::fault::Fault;
use super::super::format::instant;
use super::super::{Batch, Binned, Newest, Scope, Unreadable, Whole};
use super::query::{self, Query};
use super::reading::{one_more, place, within};
use super::records::{self, Wordings};
use super::trouble::{Outcome, Trouble};
use super::visible::SEES_ALL;
use crate::results::{AssessmentResult, Position};

/// A batch ends when its records have so many bytes.
const BATCH_BYTES: i64 = 4 << 20;

/// Of the results in `these`: id, time, record, hash, and the wording where it comes first.
const WITH_WORDING: &str = "SELECT r.id, r.taken_at, r.record, r.definition,
    CASE WHEN row_number() OVER (PARTITION BY r.definition ORDER BY r.id) = 1 THEN d.record END
    FROM these r LEFT JOIN levelup.definitions d ON d.hash = r.definition";

/// The results with these ids, in their order; those that are not there are left out.
pub(super) async fn results(client: &Client, ids: &[Uuid]) -> Outcome<Vec<AssessmentResult>> {
    let mut query = Query::new("WITH these AS (SELECT id, taken_at, record, definition");
    query.add("FROM levelup.results WHERE binned_at IS NULL AND id = ANY(?))");
    query.value(ids.to_vec(), Type::UUID_ARRAY);
    query.add(WITH_WORDING);
    let rows = query.rows(client).await?;
    let mut wordings = learned(&rows);
    let by_id: HashMap<Uuid, &Row> = rows.iter().map(|row| (row.get(0), row)).collect();
    let found = ids.iter().filter_map(|id| by_id.get(id));
    let mut results = Vec::with_capacity(ids.len());
    for row in found {
        match wordings.result(row.get(0), row.get(2)) {
            Err(Fault::Newer | Fault::Damaged(_)) if ids.len() > 1 => {}
            result => results.push(result?),
        }
    }
    Ok(results)
}

/// The results of a page, whole; those that cannot be read are left out.
pub(super) async fn page(
    client: &Client,
    scope: &Scope,
    after: Option<Position>,
    limit: usize,
) -> Outcome<Whole> {
    let mut query = Query::new("WITH these AS (SELECT id, taken_at, record, definition");
    query.add("FROM levelup.results WHERE binned_at IS NULL");
    within(&mut query, scope, after);
    query.add("ORDER BY taken_at DESC, id DESC LIMIT ?)");
    query.value(one_more(limit), Type::INT8);
    query.add(WITH_WORDING);
    query.add("ORDER BY r.taken_at DESC, r.id DESC");
    let rows = query.rows(client).await?;
    let (mut wordings, mut results) = (learned(&rows), Vec::new());
    let mut last = None;
    for row in rows.iter().take(limit) {
        let at = place(row);
        last = Some(at);
        match wordings.result(at.id, row.get(2)) {
            Ok(result) => results.push(result),
            Err(fault) => drop(records::why(fault)?),
        }
    }
    Ok((results, last.filter(|_| rows.len() > limit)))
}

fn learned(rows: &[Row]) -> Wordings {
    let mut wordings = Wordings::default();
    for row in rows {
        wordings.learn(row.get(3), row.get(4));
    }
    wordings
}

/// At most `limit` results in order of id, going on behind `after`.
pub(super) async fn batch(client: &Client, after: Option<Uuid>, limit: usize) -> Outcome<Batch> {
    stretch(client, "binned_at IS NULL", after, limit, |result, _| {
        Ok(result)
    })
    .await
}

/// The same of what lies in the bin.
pub(super) async fn binned(
    client: &Client,
    after: Option<Uuid>,
    limit: usize,
) -> Outcome<Batch<Binned>> {
    let with_time = |result, row: &Row| {
        let at = instant(row.get(6))?;
        Ok(Binned { result, at })
    };
    stretch(client, "binned_at IS NOT NULL", after, limit, with_time).await
}

async fn stretch<R>(
    client: &Client,
    lies: &str,
    after: Option<Uuid>,
    limit: usize,
    with: impl Fn(AssessmentResult, &Row) -> Result<R, Fault>,
) -> Outcome<Batch<R>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut query = Query::new(
        "WITH found AS (SELECT id, taken_at, record, definition, binned_at FROM levelup.results
        WHERE",
    );
    query.add(lies);
    if let Some(after) = after {
        query.add("AND id > ?").value(after, Type::UUID);
    }
    query.add("ORDER BY id LIMIT ?),");
    query.value(limit.saturating_add(1), Type::INT8);
    query.add(
        "counted AS (SELECT id, taken_at, record, definition, binned_at, row_number() OVER (ORDER BY id) AS n,
        count(*) OVER () AS total,
        sum(octet_length(record)) OVER (ORDER BY id) - octet_length(record) AS before FROM found),
        these AS (SELECT * FROM counted WHERE before < ?",
    );
    query.value(BATCH_BYTES, Type::INT8);
    query.add("AND n <= ?)").value(limit, Type::INT8);
    let asked = WITH_WORDING.replace("r.definition,\n", "r.definition, r.total,\n");
    query.add(&asked.replace(" END\n", " END, r.binned_at\n"));
    query.add("ORDER BY r.id");
    let rows = query.rows(client).await?;
    let mut wordings = Wordings::default();
    let mut batch = Batch::default();
    for row in &rows {
        wordings.learn(row.get(3), row.get(5));
    }
    for row in &rows {
        let id = row.get(0);
        let read = wordings.result(id, row.get(2));
        match read.and_then(|result| with(result, row)) {
            Ok(result) => batch.results.push(result),
            Err(fault) => batch.unreadable.push((id, records::why(fault)?)),
        }
    }
    let is_cut = |last: &&Row| i64::try_from(rows.len()).is_ok_and(|got| got < last.get(4));
    batch.next = rows.last().filter(is_cut).map(|row| row.get(0));
    Ok(batch)
}

/// Enters the index once for each person, as a file's store does: PostgreSQL has no such scan of
/// its own. Who sees nothing but their own results there (`EVERYBODY` is false) walks through those.
const NEWEST: &str = "WITH RECURSIVE walk AS (
    (SELECT person, id, taken_at, record, definition FROM levelup.results
        WHERE binned_at IS NULL AND slug = $1 AND EVERYBODY
        ORDER BY person, taken_at DESC, id DESC LIMIT 1)
    UNION ALL
    SELECT next.person, next.id, next.taken_at, next.record, next.definition
    FROM walk, LATERAL (SELECT person, id, taken_at, record, definition FROM levelup.results
        WHERE binned_at IS NULL AND slug = $1 AND person > walk.person
        ORDER BY person, taken_at DESC, id DESC LIMIT 1) next),
    own AS (SELECT DISTINCT ON (person) person, id, taken_at, record, definition
        FROM levelup.results
        WHERE binned_at IS NULL AND slug = $1 AND owner = CURRENT_USER::text AND NOT EVERYBODY
        ORDER BY person, taken_at DESC, id DESC),
    these AS (SELECT * FROM walk UNION ALL SELECT * FROM own)";

/// Of each person in an assessment the newest result that can be read.
pub(super) async fn newest_of_each(client: &Client, slug: &str) -> Outcome<Newest> {
    let sql = WITH_WORDING.replace("r.definition,\n", "r.definition, r.person,\n");
    let everybody =
        format!("({SEES_ALL} OR EXISTS (SELECT 1 FROM levelup.open_teams WHERE slug = $1))");
    let sql = format!("{} {sql}", NEWEST.replace("EVERYBODY", &everybody));
    let rows = query::rows(client, &sql, &[(&slug, Type::TEXT)]).await?;
    let mut wordings = Wordings::default();
    for row in &rows {
        wordings.learn(row.get(3), row.get(5));
    }
    let mut newest = Newest::default();
    for row in &rows {
        add(&mut newest, row, &mut wordings)?;
    }
    // Rare, and so a question of its own each: the one before what cannot be read.
    let broken: Vec<Uuid> = newest.unreadable.iter().map(|one| one.at.id).collect();
    for row in rows.iter().filter(|row| broken.contains(&row.get(0))) {
        older(client, (slug, row.get(4)), &mut newest, row).await?;
    }
    let time = |result: &AssessmentResult| std::cmp::Reverse((result.taken_at, result.id));
    newest.results.sort_by_key(time);
    Ok(newest)
}

/// Whether the result in a row could be read.
fn add(newest: &mut Newest, row: &Row, wordings: &mut Wordings) -> Outcome<bool> {
    let at = place(row);
    match wordings.result(at.id, row.get(2)) {
        Ok(result) => {
            newest.results.push(result);
            Ok(true)
        }
        Err(fault) => {
            let why = records::why(fault)?;
            newest.unreadable.push(Unreadable { at, why });
            Ok(false)
        }
    }
}

async fn older(
    client: &Client,
    (slug, person): (&str, &str),
    newest: &mut Newest,
    broken: &Row,
) -> Outcome<()> {
    // As it stands there: a time that cannot be has no place that one could go on at.
    let stands = |row: &Row| -> (i64, Uuid) { (row.get(1), row.get(0)) };
    let mut before = stands(broken);
    loop {
        let mut query = Query::new("WITH these AS (SELECT id, taken_at, record, definition");
        query.add("FROM levelup.results WHERE binned_at IS NULL AND slug = ?");
        query.value(slug.to_owned(), Type::TEXT);
        query
            .add("AND person = ?")
            .value(person.to_owned(), Type::TEXT);
        query
            .add("AND (taken_at, id) < (?, ?)")
            .value(before.0, Type::INT8)
            .value(before.1, Type::UUID);
        query.add("ORDER BY taken_at DESC, id DESC LIMIT 1)");
        query.add(WITH_WORDING);
        let rows = query.rows(client).await?;
        let Some(row) = rows.first() else {
            return Ok::<(), Trouble>(());
        };
        if add(newest, row, &mut learned(&rows))? {
            return Ok(());
        }
        before = stands(row);
    }
}
