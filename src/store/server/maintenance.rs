//! Looks at every record of a store on a server: its checksum, what its columns say of it, and
//! the wording it needs. That the pages of the database are whole is the server's own care.

use std::collections::HashMap;
use std::sync::Arc;

use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row};
use uuid::Uuid;

use super::error::ServerResult;
use super::pages::number;
use super::sql_query::{Value, call, cell};
use super::{encoded, sql_query};
use crate::assessment::Assessment;
use crate::results::{Examination, Finding, StoreError, StorePart, UnreadableReason, person_key};
use crate::store::format::{DefinitionV1, RESULTS_TABLE, ResultV1, instant, row_of, unseal};
use crate::store::redb::{OnProgress, RedbError};
use crate::store::server::connection::ServerConnection;

/// The valid wordings, by their hashes.
type Known = HashMap<Vec<u8>, Arc<Assessment>>;

/// Records that are looked at together.
const PIECE: usize = 1_000;

/// Looks at all that this account may see.
pub(crate) fn examine(
    line: &ServerConnection,
    on_progress: OnProgress,
) -> Result<Examination, StoreError> {
    let mut found = Examination {
        path: line.shown().into(),
        ..Examination::default()
    };
    let all = line.ask(async |client| number(client, "count_results").await)?;
    let wordings = line.ask(async |client| call(client, "check_definitions", &[]).await)?;
    let mut known = Known::new();
    for row in &wordings {
        match wording(row) {
            Ok((hash, wording)) => {
                found.definitions += 1;
                known.insert(hash, Arc::new(wording));
            }
            Err(fault) => {
                let key = cell(row, 0).map(hex).unwrap_or_default();
                bad(&mut found, StorePart::Definitions, key, fault);
            }
        }
    }
    let mut done = 0;
    for part in [StorePart::Results, StorePart::Bin] {
        let mut last = None;
        loop {
            let rows = line.ask(async |client| results(client, last, part).await)?;
            for row in &rows {
                result(&mut found, part, row, &known);
            }
            done += rows.len() as u64;
            on_progress(done.min(all), all);
            last = rows.last().and_then(|row| cell::<Uuid>(row, 0).ok());
            if rows.len() < PIECE || last.is_none() {
                break;
            }
        }
    }
    for row in line.ask(async |client| call(client, "check_drafts", &[]).await)? {
        match draft(&row) {
            Ok(()) => found.drafts += 1,
            Err(fault) => {
                let text = |at| cell::<&str>(&row, at).unwrap_or_default();
                let key = format!("{}, {}", text(1), text(2));
                let by = saved(&row, 6, 0);
                bad(&mut found, StorePart::Drafts, key, with(fault, by));
            }
        }
    }
    Ok(found)
}

async fn results(client: &Client, after: Option<Uuid>, part: StorePart) -> ServerResult<Vec<Row>> {
    let (in_trash, most) = (part == StorePart::Bin, sql_query::rows(PIECE));
    let values: [Value; 3] = [
        (&after, Type::UUID),
        (&in_trash, Type::BOOL),
        (&most, Type::INT8),
    ];
    call(client, "check_batch", &values).await
}

fn result(found: &mut Examination, part: StorePart, row: &Row, known: &Known) {
    match looked_at(row, known) {
        Ok(()) if part == StorePart::Bin => found.trashed += 1,
        Ok(()) => found.results += 1,
        Err(fault) => {
            let key = cell(row, 0).map(|id: Uuid| id.to_string());
            let by = saved(row, 15, 16);
            bad(found, part, key.unwrap_or_default(), with(fault, by));
        }
    }
}

/// The login that saved a row, and the time, so that an administrator can ask about it.
fn saved(row: &Row, at: usize, by: usize) -> Option<String> {
    let (millis, login): (i64, &str) = (cell(row, at).ok()?, cell(row, by).ok()?);
    let time = instant(millis).ok()?;
    Some(format!("saved by {login} at {time:.0}"))
}

/// The same fault, with the login that saved the row.
fn with(fault: RedbError, saved: Option<String>) -> RedbError {
    match (fault, saved) {
        (RedbError::Damaged(what), Some(saved)) => RedbError::Damaged(format!("{what} ({saved})")),
        (fault, _) => fault,
    }
}

fn looked_at(row: &Row, known: &Known) -> Result<(), RedbError> {
    let listed = encoded::list_row(row, 0)?;
    let (person, hash, record): (&str, &[u8], &[u8]) =
        (cell(row, 12)?, cell(row, 13)?, cell(row, 14)?);
    let body = unseal(RESULTS_TABLE, listed.id.as_bytes(), record)?;
    let mut its = row_of(listed.id, body)?;
    its.notes = encoded::listed(&its.notes);
    let stored: ResultV1 = postcard::from_bytes(body)?;
    if its != listed
        || person_key(person) != person_key(&its.name)
        || stored.definition.as_slice() != hash
    {
        return Err(RedbError::damaged("its columns do not match its record"));
    }
    let missing = || RedbError::damaged("the wording it was answered under is missing");
    let wording = known.get(hash).ok_or_else(missing)?;
    stored.with(listed.id, Arc::clone(wording))?;
    Ok(())
}

/// A readable wording, and its hash.
fn wording(row: &Row) -> Result<(Vec<u8>, Assessment), RedbError> {
    let hash: Vec<u8> = cell(row, 0)?;
    let wording = definition(&hash, cell(row, 1)?)?;
    Ok((hash, wording))
}

fn draft(row: &Row) -> Result<(), RedbError> {
    let is_aside: bool = cell(row, 3)?;
    let aside = is_aside.then(|| cell(row, 4)).transpose()?;
    encoded::draft(cell(row, 1)?, cell(row, 2)?, aside, cell(row, 5)?).map(drop)
}

fn definition(hash: &[u8], record: &[u8]) -> Result<Assessment, RedbError> {
    let body = encoded::definition(hash, record)?;
    Ok(DefinitionV1::decode(body, "")?)
}

fn bad(found: &mut Examination, part: StorePart, key: String, fault: RedbError) {
    let why = match &fault {
        RedbError::Newer => UnreadableReason::Newer,
        _ => UnreadableReason::Damaged,
    };
    let what = fault.what();
    found.add(Finding::Record {
        part,
        key,
        why,
        what,
    });
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
