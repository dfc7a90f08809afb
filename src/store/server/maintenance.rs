//! Checks every record of a store on a server: its checksum, its columns, and its definition.
//! PostgreSQL checks the pages of the database.

use std::collections::HashMap;
use std::sync::Arc;

use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row};
use uuid::Uuid;

use super::ServerStore;
use super::columns::{definition, draft_in, list_row, listed_notes};
use super::connection::ServerConnection;
use super::error::ServerResult;
use super::sql_query::{Value, call, call_for_number, cell, row_count};
use super::write_results::move_results;
use crate::assessment::Assessment;
use crate::results::{Examination, Finding, StoreError, StorePart, person_key};
use crate::store::Maintenance;
use crate::store::batch::OnProgress;
use crate::store::format::{
    FormatError, FormatResult, RESULTS_TABLE, ResultV1, instant, row_of, unseal,
};

/// The valid definitions by their hashes.
type Definitions = HashMap<Vec<u8>, Arc<Assessment>>;

/// The number of results in a call.
const ROWS: usize = 1_000;

impl Maintenance for ServerStore {
    fn examine(&self, on_progress: OnProgress) -> Result<Option<Examination>, StoreError> {
        examine(&self.connection, on_progress).map(Some)
    }

    fn delete_permanently(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        self.connection
            .call_once(async |client| move_results(client, "delete forever", ids, None).await)
    }
}

/// Checks everything that this login can read.
fn examine(
    connection: &ServerConnection,
    on_progress: OnProgress,
) -> Result<Examination, StoreError> {
    let mut found = Examination {
        path: connection.shown().into(),
        ..Examination::default()
    };
    let all = connection.call(async |client| call_for_number(client, "count_results").await)?;
    let mut definitions = Definitions::new();
    for row in connection.call(async |client| call(client, "check_definitions", &[]).await)? {
        match definition_in(&row) {
            Ok((hash, assessment)) => {
                found.definitions += 1;
                definitions.insert(hash, Arc::new(assessment));
            }
            Err(error) => {
                let key = cell(&row, 0).map(hex).unwrap_or_default();
                report(&mut found, StorePart::Definitions, key, error, None);
            }
        }
    }
    let mut done = 0;
    for part in [StorePart::Results, StorePart::Bin] {
        let mut last = None;
        loop {
            let rows = connection.call(async |client| results(client, last, part).await)?;
            for row in &rows {
                check_result(&mut found, part, row, &definitions);
            }
            done += rows.len() as u64;
            on_progress(done.min(all), all);
            last = rows.last().and_then(|row| cell::<Uuid>(row, 0).ok());
            if rows.len() < ROWS || last.is_none() {
                break;
            }
        }
    }
    for row in connection.call(async |client| call(client, "check_drafts", &[]).await)? {
        match draft_in(&row, 1) {
            Ok(_) => found.drafts += 1,
            Err(error) => {
                let text = |at| cell::<&str>(&row, at).unwrap_or_default();
                let key = format!("{}, {}", text(1), text(2));
                let saved = saved(&row, 6, 0);
                report(&mut found, StorePart::Drafts, key, error, saved);
            }
        }
    }
    Ok(found)
}

async fn results(client: &Client, after: Option<Uuid>, part: StorePart) -> ServerResult<Vec<Row>> {
    let (in_trash, most) = (part == StorePart::Bin, row_count(ROWS));
    let values: [Value; 3] = [
        (&after, Type::UUID),
        (&in_trash, Type::BOOL),
        (&most, Type::INT8),
    ];
    call(client, "check_batch", &values).await
}

fn check_result(found: &mut Examination, part: StorePart, row: &Row, definitions: &Definitions) {
    match read_result(row, definitions) {
        Ok(()) if part == StorePart::Bin => found.trashed += 1,
        Ok(()) => found.results += 1,
        Err(error) => {
            let key = cell(row, 0).map(|id: Uuid| id.to_string());
            let saved = saved(row, 15, 16);
            report(found, part, key.unwrap_or_default(), error, saved);
        }
    }
}

fn read_result(row: &Row, definitions: &Definitions) -> FormatResult<()> {
    let columns = list_row(row)?;
    let (person, hash, record): (&str, &[u8], &[u8]) =
        (cell(row, 12)?, cell(row, 13)?, cell(row, 14)?);
    let body = unseal(RESULTS_TABLE, columns.id.as_bytes(), record)?;
    let mut listed = row_of(columns.id, body)?;
    listed.notes = listed_notes(&listed.notes);
    let stored: ResultV1 = postcard::from_bytes(body)?;
    if listed != columns
        || person_key(person) != person_key(&listed.name)
        || stored.definition.as_slice() != hash
    {
        return Err(FormatError::damaged("its columns do not match its record"));
    }
    let missing = || FormatError::damaged("the wording it was answered under is missing");
    let definition = definitions.get(hash).ok_or_else(missing)?;
    stored.with(columns.id, Arc::clone(definition)).map(drop)
}

fn definition_in(row: &Row) -> FormatResult<(Vec<u8>, Assessment)> {
    let hash: Vec<u8> = cell(row, 0)?;
    let assessment = definition(&hash, cell(row, 1)?, "")?;
    Ok((hash, assessment))
}

/// The login that saved a row, and the time, so that an administrator can ask about it.
fn saved(row: &Row, at: usize, by: usize) -> Option<String> {
    let (millis, login): (i64, &str) = (cell(row, at).ok()?, cell(row, by).ok()?);
    let time = instant(millis).ok()?;
    Some(format!("saved by {login} at {time:.0}"))
}

fn report(
    found: &mut Examination,
    part: StorePart,
    key: String,
    error: FormatError,
    saved: Option<String>,
) {
    let why = error.reason();
    let what = match (error, saved) {
        (FormatError::Damaged(what), Some(saved)) => format!("{what} ({saved})"),
        (error, _) => error.what(),
    };
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
