//! Records as they lie in the columns of a server: the same bytes that lie in a file.

use std::collections::HashMap;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use tokio_postgres::Row;
use uuid::Uuid;

use super::sql_query::cell;
use crate::assessment::Assessment;
use crate::results::{
    AssessmentResult, Draft, DraftPlace, Mean, ResultRow, UnreadableReason, person_key,
};
use crate::store::batch::BinnedResult;
use crate::store::format::{
    DEFINITIONS_TABLE, DefinitionV1, DraftKey, RESULTS_TABLE, ResultV1, body, checks, instant,
    millis, seal, unseal,
};
use crate::store::redb::{RedbError, RedbResult};

/// The most characters of the notes that a server stores for the filter.
const NOTES_MAX: usize = 16_000;

/// A result as it goes into the columns.
pub(crate) struct EncodedResult {
    pub(crate) id: Uuid,
    pub(crate) taken_at: i64,
    pub(crate) slug: String,
    pub(crate) person: String,
    pub(crate) assessment: String,
    pub(crate) name: String,
    pub(crate) categories: i32,
    pub(crate) rated: i32,
    pub(crate) level_ups: i32,
    pub(crate) mean: Option<Mean>,
    pub(crate) notes: String,
    pub(crate) hash: Vec<u8>,
    pub(crate) definition: Vec<u8>,
    pub(crate) record: Vec<u8>,
    pub(crate) binned_at: Option<i64>,
}

impl EncodedResult {
    /// One that is to lie in the bin.
    pub(crate) fn binned(binned: &BinnedResult) -> RedbResult<Self> {
        Ok(Self {
            binned_at: Some(millis(binned.at)),
            ..Self::new(&binned.result)?
        })
    }

    pub(crate) fn new(result: &AssessmentResult) -> RedbResult<Self> {
        let (hash, definition) = DefinitionV1::encode(&result.assessment)?;
        let body = postcard::to_stdvec(&ResultV1::new(result, hash))?;
        let row = ResultRow::from(result);
        let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        Ok(Self {
            id: result.id,
            taken_at: millis(result.taken_at),
            person: person_key(&row.name),
            slug: row.slug,
            assessment: row.assessment,
            name: row.name,
            categories: number(row.categories),
            rated: number(row.rated),
            level_ups: number(row.level_ups),
            mean: row.mean,
            notes: searched(&row.notes),
            definition: seal(DEFINITIONS_TABLE, &hash, &definition),
            hash: hash.to_vec(),
            record: seal(RESULTS_TABLE, result.id.as_bytes(), &body),
            binned_at: None,
        })
    }

    /// The three columns of a mean: the sum of the levels, their number, and the top level.
    pub(crate) fn mean_columns(&self) -> [Option<i32>; 3] {
        let Some(mean) = self.mean else {
            return [None; 3];
        };
        let number = |number: u32| Some(i32::try_from(number).unwrap_or(i32::MAX));
        [number(mean.sum), number(mean.rated), Some(mean.of.into())]
    }
}

/// The beginning of the notes for the filter, one note per line.
fn searched(notes: &[String]) -> String {
    let text: String = notes.join("\n").chars().take(NOTES_MAX).collect();
    // The server stores no NUL.
    text.replace('\0', "")
}

/// The lines of that text.
fn lines(text: &str) -> Vec<String> {
    let lines = text.split('\n').filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// The notes as a list has them.
pub(crate) fn listed(notes: &[String]) -> Vec<String> {
    lines(&searched(notes))
}

/// The row of a list, from the twelve columns that begin at `from`.
pub(crate) fn list_row(row: &Row, from: usize) -> Result<ResultRow, RedbError> {
    let text = |at: usize| cell::<String>(row, from + at);
    let number = |at: usize| -> Result<Option<u32>, RedbError> {
        let number: Option<i32> = cell(row, from + at)?;
        Ok(number.and_then(|number| u32::try_from(number).ok()))
    };
    let count = |at: usize| -> Result<usize, RedbError> {
        let number = number(at)?.ok_or_else(misshapen)?;
        usize::try_from(number).map_err(|_| misshapen())
    };
    let mean = match (number(9)?, number(10)?, number(11)?) {
        (Some(sum), Some(rated), Some(of)) => Some(Mean {
            sum,
            rated,
            of: u8::try_from(of).map_err(|_| misshapen())?,
        }),
        _ => None,
    };
    let found = ResultRow {
        id: cell(row, from)?,
        taken_at: instant(cell(row, from + 1)?)?,
        slug: text(2)?,
        assessment: text(3)?,
        name: text(4)?,
        notes: Vec::new(),
        categories: count(6)?,
        rated: count(7)?,
        level_ups: count(8)?,
        mean,
    };
    // Lines of notes are not counted: only their beginning is stored.
    Ok(ResultRow {
        notes: lines(&text(5)?),
        ..checks::list_row(found)?
    })
}

fn misshapen() -> RedbError {
    RedbError::damaged("its columns contain values that no result can have")
}

/// Why one record cannot be read, where that does not hide the others.
pub(crate) fn why(fault: RedbError) -> RedbResult<UnreadableReason> {
    match fault {
        RedbError::Newer => Ok(UnreadableReason::Newer),
        RedbError::Damaged(_) => Ok(UnreadableReason::Damaged),
        fault => Err(fault),
    }
}

/// The wordings that came with some results.
#[derive(Default)]
pub(crate) struct FetchedDefinitions {
    records: HashMap<Vec<u8>, Vec<u8>>,
    read: HashMap<(Vec<u8>, String), Arc<Assessment>>,
}

impl FetchedDefinitions {
    /// Takes in what lies under a hash.
    pub(crate) fn learn(&mut self, hash: &[u8], record: Option<&[u8]>) {
        if let Some(record) = record {
            self.records.insert(hash.to_vec(), record.to_vec());
        }
    }

    /// The result in a record.
    pub(crate) fn result(&mut self, id: Uuid, record: &[u8]) -> RedbResult<AssessmentResult> {
        let body = unseal(RESULTS_TABLE, id.as_bytes(), record)?;
        let stored: ResultV1 = postcard::from_bytes(body)?;
        let key = (stored.definition.to_vec(), stored.slug().to_owned());
        let assessment = if let Some(known) = self.read.get(&key) {
            Arc::clone(known)
        } else {
            let missing =
                || RedbError::damaged(format!("the assessment of the result {id} is missing"));
            let record = self.records.get(&key.0).ok_or_else(missing)?;
            let body = definition(&key.0, record)?;
            let read = Arc::new(DefinitionV1::decode(body, stored.slug())?);
            self.read.insert(key, Arc::clone(&read));
            read
        };
        Ok(stored.with(id, assessment)?)
    }
}

/// The body of a definition. On a server others can write as well: it must be what its hash says.
/// Its checksum is not asked where it is: anybody could have given it a wrong one.
pub(crate) fn definition<'r>(hash: &[u8], record: &'r [u8]) -> RedbResult<&'r [u8]> {
    let is_it = |body: &&[u8]| Sha256::digest(body).as_slice() == hash;
    if let Some(body) = body(record).filter(is_it) {
        return Ok(body);
    }
    unseal(DEFINITIONS_TABLE, hash, record)?;
    Err(RedbError::damaged(
        "the wording of an assessment does not match its hash",
    ))
}

/// The key of a draft in its table, and its record.
pub(crate) struct EncodedDraft {
    pub(crate) person: String,
    pub(crate) slug: String,
    pub(crate) aside: bool,
    pub(crate) key: Uuid,
    pub(crate) id: Uuid,
    pub(crate) record: Vec<u8>,
}

impl EncodedDraft {
    pub(crate) fn new(draft: &Draft, place: DraftPlace) -> RedbResult<Self> {
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
) -> RedbResult<Draft> {
    let aside = aside.map(|id| id.as_u128());
    let key = DraftKey {
        person,
        slug,
        aside,
    };
    Ok(key.read(record)?)
}
