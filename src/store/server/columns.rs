//! Converts results and drafts to the columns of the server's tables, and back.

use std::collections::HashMap;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use tokio_postgres::Row;
use uuid::Uuid;

use super::sql_query::cell;
use crate::assessment::Assessment;
use crate::results::{AssessmentResult, Draft, DraftPlace, Mean, ResultRow, person_key};
use crate::store::format::{
    DEFINITIONS_TABLE, DefinitionV1, DraftKey, FormatError, FormatResult, RESULTS_TABLE, ResultV1,
    body, checks, instant, millis, seal, unseal,
};

/// The most characters of the notes that a server stores for the filter.
const NOTES_MAX: usize = 16_000;

/// The columns of a result. The record has the same bytes as in a file.
pub(crate) struct ResultColumns {
    pub(crate) id: Uuid,
    pub(crate) taken_at: i64,
    pub(crate) slug: String,
    pub(crate) person: String,
    pub(crate) assessment: String,
    pub(crate) name: String,
    pub(crate) notes: String,
    pub(crate) categories: i32,
    pub(crate) rated: i32,
    pub(crate) level_ups: i32,
    /// The sum of the levels, their number, and the top level.
    pub(crate) mean: [Option<i32>; 3],
    pub(crate) hash: Vec<u8>,
    pub(crate) definition: Vec<u8>,
    pub(crate) record: Vec<u8>,
    pub(crate) binned_at: Option<i64>,
}

impl ResultColumns {
    pub(crate) fn new(result: &AssessmentResult) -> FormatResult<Self> {
        let (hash, definition) = DefinitionV1::encode(&result.assessment)?;
        let body = postcard::to_stdvec(&ResultV1::new(result, hash))?;
        let row = ResultRow::from(result);
        let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        let mean = row.mean.map_or([None; 3], |mean| {
            [mean.sum, mean.rated, mean.of.into()].map(|number| i32::try_from(number).ok())
        });
        Ok(Self {
            id: result.id,
            taken_at: millis(result.taken_at),
            person: person_key(&row.name),
            slug: row.slug,
            assessment: row.assessment,
            name: row.name,
            notes: notes_column(&row.notes),
            categories: number(row.categories),
            rated: number(row.rated),
            level_ups: number(row.level_ups),
            mean,
            definition: seal(DEFINITIONS_TABLE, &hash, &definition),
            hash: hash.to_vec(),
            record: seal(RESULTS_TABLE, result.id.as_bytes(), &body),
            binned_at: None,
        })
    }
}

/// The beginning of the notes, one note per line.
fn notes_column(notes: &[String]) -> String {
    let text: String = notes.join("\n").chars().take(NOTES_MAX).collect();
    // PostgreSQL cannot store NUL.
    text.replace('\0', "")
}

fn notes_in(column: &str) -> Vec<String> {
    let lines = column.split('\n').filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// The notes as a list on a server contains them.
pub(crate) fn listed_notes(notes: &[String]) -> Vec<String> {
    notes_in(&notes_column(notes))
}

/// The row of a list, from the first twelve columns.
pub(crate) fn list_row(row: &Row) -> FormatResult<ResultRow> {
    let text = |at: usize| cell::<String>(row, at);
    let number = |at: usize| -> FormatResult<Option<u32>> {
        let number: Option<i32> = cell(row, at)?;
        Ok(number.and_then(|number| u32::try_from(number).ok()))
    };
    let count = |at: usize| -> FormatResult<usize> {
        let number = number(at)?.ok_or_else(invalid_columns)?;
        usize::try_from(number).map_err(|_| invalid_columns())
    };
    let mean = match (number(9)?, number(10)?, number(11)?) {
        (Some(sum), Some(rated), Some(of)) => Some(Mean {
            sum,
            rated,
            of: u8::try_from(of).map_err(|_| invalid_columns())?,
        }),
        _ => None,
    };
    let found = ResultRow {
        id: cell(row, 0)?,
        taken_at: instant(cell(row, 1)?)?,
        slug: text(2)?,
        assessment: text(3)?,
        name: text(4)?,
        notes: Vec::new(),
        categories: count(6)?,
        rated: count(7)?,
        level_ups: count(8)?,
        mean,
    };
    // The notes are not checked: only their beginning is stored.
    Ok(ResultRow {
        notes: notes_in(&text(5)?),
        ..checks::list_row(found)?
    })
}

fn invalid_columns() -> FormatError {
    FormatError::damaged("its columns contain values that no result can have")
}

/// The definitions that came with some results.
#[derive(Default)]
pub(crate) struct FetchedDefinitions {
    records: HashMap<Vec<u8>, Vec<u8>>,
    read: HashMap<(Vec<u8>, String), Arc<Assessment>>,
}

impl FetchedDefinitions {
    pub(crate) fn add(&mut self, hash: &[u8], record: Option<&[u8]>) {
        if let Some(record) = record {
            self.records.insert(hash.to_vec(), record.to_vec());
        }
    }

    /// The result in a record.
    pub(crate) fn result(&mut self, id: Uuid, record: &[u8]) -> FormatResult<AssessmentResult> {
        let body = unseal(RESULTS_TABLE, id.as_bytes(), record)?;
        let stored: ResultV1 = postcard::from_bytes(body)?;
        let key = (stored.definition.to_vec(), stored.slug().to_owned());
        let assessment = if let Some(known) = self.read.get(&key) {
            Arc::clone(known)
        } else {
            let missing =
                || FormatError::damaged(format!("the assessment of the result {id} is missing"));
            let record = self.records.get(&key.0).ok_or_else(missing)?;
            let read = Arc::new(definition(&key.0, record, stored.slug())?);
            self.read.insert(key, Arc::clone(&read));
            read
        };
        stored.with(id, assessment)
    }
}

/// The assessment in a record. It must match its hash, because other logins also write to the server.
/// Its checksum only explains an error: other logins could have saved the record with a wrong one.
pub(crate) fn definition(hash: &[u8], record: &[u8], slug: &str) -> FormatResult<Assessment> {
    let matches = |body: &&[u8]| Sha256::digest(body).as_slice() == hash;
    if let Some(body) = body(record).filter(matches) {
        return DefinitionV1::decode(body, slug);
    }
    unseal(DEFINITIONS_TABLE, hash, record)?;
    Err(FormatError::damaged(
        "the wording of an assessment does not match its hash",
    ))
}

/// The columns of a draft.
pub(crate) struct DraftColumns {
    pub(crate) person: String,
    pub(crate) slug: String,
    pub(crate) aside: bool,
    pub(crate) key: Uuid,
    pub(crate) id: Uuid,
    pub(crate) record: Vec<u8>,
}

impl DraftColumns {
    pub(crate) fn new(draft: &Draft, place: DraftPlace) -> FormatResult<Self> {
        let person = person_key(&draft.name);
        let record = DraftKey::of(&person, draft, place).seal(draft)?;
        let aside = place == DraftPlace::Aside;
        Ok(Self {
            slug: draft.slug.clone(),
            aside,
            key: if aside { draft.id } else { Uuid::nil() },
            id: draft.id,
            person,
            record,
        })
    }
}

/// The draft in a record.
pub(crate) fn draft(
    person: &str,
    slug: &str,
    aside: Option<Uuid>,
    record: &[u8],
) -> FormatResult<Draft> {
    let aside = aside.map(|id| id.as_u128());
    let key = DraftKey {
        person,
        slug,
        aside,
    };
    key.read(record)
}

/// The draft in the five columns from `at`: person, slug, aside, key, and record.
pub(crate) fn draft_in(row: &Row, at: usize) -> FormatResult<Draft> {
    let is_aside: bool = cell(row, at + 2)?;
    let aside = is_aside.then(|| cell(row, at + 3)).transpose()?;
    draft(
        cell(row, at)?,
        cell(row, at + 1)?,
        aside,
        cell(row, at + 4)?,
    )
}
