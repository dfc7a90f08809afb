//! Looks at every record of a store on a server: its checksum, what its columns say of it, and
//! the wording it needs. That the pages of the database are whole is the server's own care.

use std::collections::HashMap;
use std::sync::Arc;

use redb::TableHandle as _;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row};
use uuid::Uuid;

use super::super::fault::Fault;
use super::super::format::{DefinitionV1, ResultV1};
use super::super::ledger::Indexed;
use super::super::record::unseal;
use super::super::tables::RESULTS;
use super::super::{OnProgress, StoreError};
use super::line::Line;
use super::query::Query;
use super::reading::number;
use super::records;
use super::trouble::Outcome;
use crate::assessment::Assessment;
use crate::results::{Examination, Finding, Part, Why};

/// The wordings that are whole, by their hashes.
type Known = HashMap<Vec<u8>, Arc<Assessment>>;

/// Records that are looked at together.
const PIECE: usize = 1_000;

/// Looks at all that this account may see.
pub(super) fn examine(line: &Line, on_progress: OnProgress) -> Result<Examination, StoreError> {
    let mut found = Examination {
        path: line.shown().into(),
        ..Examination::default()
    };
    let sql = "SELECT count(*) FROM levelup.results";
    let all = line.ask(async |client| number(client, sql).await)?;
    let wordings = line.ask(async |client| Ok(wordings(client).await?))?;
    let mut known = HashMap::new();
    for (hash, record) in wordings {
        match definition(&hash, &record) {
            Ok(wording) => {
                found.definitions += 1;
                known.insert(hash, Arc::new(wording));
            }
            Err(fault) => bad(&mut found, Part::Definitions, hex(&hash), fault),
        }
    }
    let (mut last, mut done) = (None, 0);
    loop {
        let rows = line.ask(async |client| results(client, last).await)?;
        for row in &rows {
            result(&mut found, row, &known);
        }
        done += rows.len() as u64;
        on_progress(done, all);
        last = rows.last().map(|row| row.get::<_, Uuid>(0));
        if rows.len() < PIECE {
            break;
        }
    }
    for row in line.ask(async |client| drafts(client).await)? {
        let aside = row.get::<_, bool>(2).then(|| row.get(3));
        let (person, slug): (&str, &str) = (row.get(0), row.get(1));
        match records::draft(person, slug, aside, row.get(4)) {
            Ok(_) => found.drafts += 1,
            Err(fault) => bad(&mut found, Part::Drafts, format!("{person}, {slug}"), fault),
        }
    }
    Ok(found)
}

async fn wordings(client: &Client) -> Outcome<Vec<(Vec<u8>, Vec<u8>)>> {
    let sql = "SELECT hash, record FROM levelup.definitions ORDER BY hash";
    let rows = client.query_typed(sql, &[]).await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}

async fn results(client: &Client, after: Option<Uuid>) -> Outcome<Vec<Row>> {
    let mut query = Query::new(
        "SELECT id, taken_at, slug, person, definition, record, binned_at IS NOT NULL
        FROM levelup.results WHERE true",
    );
    if let Some(after) = after {
        query.add("AND id > ?").value(after, Type::UUID);
    }
    query.add("ORDER BY id LIMIT ?");
    query.value(i64::try_from(PIECE).unwrap_or(i64::MAX), Type::INT8);
    query.rows(client).await
}

async fn drafts(client: &Client) -> Outcome<Vec<Row>> {
    let sql = "SELECT person, slug, aside, key, record FROM levelup.drafts ORDER BY person, slug";
    Ok(client.query_typed(sql, &[]).await?)
}

fn result(found: &mut Examination, row: &Row, known: &Known) {
    let (id, binned): (Uuid, bool) = (row.get(0), row.get(6));
    let part = if binned { Part::Bin } else { Part::Results };
    match looked_at(id, row, known) {
        Ok(()) if binned => found.binned += 1,
        Ok(()) => found.results += 1,
        Err(fault) => bad(found, part, id.to_string(), fault),
    }
}

fn looked_at(id: Uuid, row: &Row, known: &Known) -> Result<(), Fault> {
    let record: &[u8] = row.get(5);
    let its = Indexed::new(id, record)?;
    let body = unseal(RESULTS.name(), id.as_bytes(), record)?;
    let stored: ResultV1 = postcard::from_bytes(body)?;
    let columns: (i64, &str, &str, &[u8]) = (row.get(1), row.get(2), row.get(3), row.get(4));
    let says = (
        its.millis,
        its.slug.as_str(),
        its.person.as_str(),
        stored.definition.as_slice(),
    );
    if columns != says {
        return Err(Fault::damaged("its columns say other than its record"));
    }
    let missing = || Fault::damaged("the wording it was answered under is missing");
    let wording = known.get(columns.3).ok_or_else(missing)?;
    stored.with(id, Arc::clone(wording)).map(drop)
}

fn definition(hash: &[u8], record: &[u8]) -> Result<Assessment, Fault> {
    let body = records::definition(hash, record)?;
    DefinitionV1::decode(body, "")
}

fn bad(found: &mut Examination, part: Part, key: String, fault: Fault) {
    let why = match &fault {
        Fault::Newer => Why::Newer,
        _ => Why::Damaged,
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
