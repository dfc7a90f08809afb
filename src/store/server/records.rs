//! Records as they lie in the columns of a server: the same bytes that lie in a file.

use std::collections::HashMap;
use std::sync::Arc;

use redb::TableHandle as _;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::super::fault::{Fault, Outcome};
use super::super::format::{DefinitionV1, DraftV1, ResultV1, millis, row_of};
use super::super::record::{body, seal, unseal};
use super::super::tables::{DEFINITIONS, DRAFTS, DRAFTS_ASIDE, RESULTS};
use super::super::{Binned, Why, drafts};
use crate::assessment::Assessment;
use crate::results::{AssessmentResult, Draft, DraftPlace, Position, ResultRow, person_key};

/// A result as it goes into the columns.
pub(super) struct Sealed {
    pub(super) id: Uuid,
    pub(super) tail: String,
    pub(super) taken_at: i64,
    pub(super) slug: String,
    pub(super) person: String,
    pub(super) assessment: String,
    pub(super) name: String,
    pub(super) categories: i32,
    pub(super) rated: i32,
    pub(super) level_ups: i32,
    pub(super) mean: Option<f64>,
    pub(super) hash: Vec<u8>,
    pub(super) definition: Vec<u8>,
    pub(super) record: Vec<u8>,
    pub(super) binned_at: Option<i64>,
}

impl Sealed {
    /// One that is to lie in the bin.
    pub(super) fn binned(binned: &Binned) -> Outcome<Self> {
        Ok(Self {
            binned_at: Some(millis(binned.at)),
            ..Self::new(&binned.result)?
        })
    }

    /// Whether this is where it is to lie: what is for the bin may be among the results as well.
    pub(super) fn may_lie(&self, in_bin: bool) -> bool {
        self.binned_at.is_some() || !in_bin
    }

    pub(super) fn new(result: &AssessmentResult) -> Outcome<Self> {
        let (hash, definition) = DefinitionV1::encode(&result.assessment)?;
        let body = postcard::to_stdvec(&ResultV1::new(result, hash))?;
        let row = ResultRow::from(result);
        let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        let mean = row.mean.as_ref();
        Ok(Self {
            id: result.id,
            tail: tail(&result.id.simple().to_string()),
            taken_at: millis(result.taken_at),
            person: person_key(&row.name),
            slug: row.slug,
            assessment: row.assessment,
            name: row.name,
            categories: number(row.categories),
            rated: number(row.rated),
            level_ups: number(row.level_ups),
            mean: mean.map(|mean| f64::from(mean.sum) / f64::from(mean.rated.max(1))),
            definition: seal(DEFINITIONS.name(), &hash, &definition),
            hash: hash.to_vec(),
            record: seal(RESULTS.name(), result.id.as_bytes(), &body),
            binned_at: None,
        })
    }
}

/// The digits of an id from its end: what ids end with is then what these begin with.
pub(super) fn tail(digits: &str) -> String {
    digits.chars().rev().collect()
}

/// What a list shows of a record, which must have been taken when its column says.
pub(super) fn row(at: Position, record: &[u8]) -> Outcome<ResultRow> {
    let body = unseal(RESULTS.name(), at.id.as_bytes(), record)?;
    let row = row_of(at.id, body)?;
    if row.taken_at == at.taken_at {
        Ok(row)
    } else {
        Err(Fault::damaged(format!(
            "the columns of {} say other than its record",
            at.id
        )))
    }
}

/// Why one record cannot be read, where that does not hide the others.
pub(super) fn why(fault: Fault) -> Outcome<Why> {
    match fault {
        Fault::Newer => Ok(Why::Newer),
        Fault::Damaged(_) => Ok(Why::Damaged),
        fault => Err(fault),
    }
}

/// The wordings that came with some results.
#[derive(Default)]
pub(super) struct Wordings {
    records: HashMap<Vec<u8>, Vec<u8>>,
    read: HashMap<(Vec<u8>, String), Arc<Assessment>>,
}

impl Wordings {
    /// Takes in what lies under a hash.
    pub(super) fn learn(&mut self, hash: &[u8], record: Option<&[u8]>) {
        if let Some(record) = record {
            self.records.insert(hash.to_vec(), record.to_vec());
        }
    }

    /// The result in a record.
    pub(super) fn result(&mut self, id: Uuid, record: &[u8]) -> Outcome<AssessmentResult> {
        let body = unseal(RESULTS.name(), id.as_bytes(), record)?;
        let stored: ResultV1 = postcard::from_bytes(body)?;
        let key = (stored.definition.to_vec(), stored.slug().to_owned());
        let assessment = if let Some(known) = self.read.get(&key) {
            Arc::clone(known)
        } else {
            let missing =
                || Fault::damaged(format!("the assessment of the result {id} is missing"));
            let record = self.records.get(&key.0).ok_or_else(missing)?;
            let body = definition(&key.0, record)?;
            let read = Arc::new(DefinitionV1::decode(body, stored.slug())?);
            self.read.insert(key, Arc::clone(&read));
            read
        };
        stored.with(id, assessment)
    }
}

/// The body of a definition. On a server others can write as well: it must be what its hash says.
/// Its checksum is not asked where it is: anybody could have given it a wrong one.
pub(super) fn definition<'r>(hash: &[u8], record: &'r [u8]) -> Outcome<&'r [u8]> {
    let is_it = |body: &&[u8]| Sha256::digest(body).as_slice() == hash;
    if let Some(body) = body(record).filter(is_it) {
        return Ok(body);
    }
    unseal(DEFINITIONS.name(), hash, record)?;
    Err(Fault::damaged(
        "the wording of an assessment is not what its hash says",
    ))
}

/// The key of a draft in its table, and its record.
pub(super) struct SealedDraft {
    pub(super) person: String,
    pub(super) slug: String,
    pub(super) aside: bool,
    pub(super) key: Uuid,
    pub(super) id: Uuid,
    pub(super) record: Vec<u8>,
}

impl SealedDraft {
    pub(super) fn new(draft: &Draft, place: DraftPlace) -> Outcome<Self> {
        let aside = place == DraftPlace::Aside;
        let person = person_key(&draft.name);
        let body = DraftV1::encode(draft)?;
        let record = if aside {
            let key = drafts::sum_key_aside(&person, &draft.slug, draft.id.as_u128());
            seal(DRAFTS_ASIDE.name(), key.as_bytes(), &body)
        } else {
            let key = drafts::sum_key(&person, &draft.slug);
            seal(DRAFTS.name(), key.as_bytes(), &body)
        };
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
pub(super) fn draft(
    person: &str,
    slug: &str,
    aside: Option<Uuid>,
    record: &[u8],
) -> Outcome<Draft> {
    DraftV1::decode(match aside {
        Some(id) => drafts::body_aside((person, slug, id.as_u128()), record)?,
        None => drafts::body(person, slug, record)?,
    })
}
