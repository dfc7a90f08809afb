use std::sync::Arc;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::checks::at_most;
use super::record::{BIN_TABLE, FormatError, FormatResult, RESULTS_TABLE, seal, unseal};
use super::{checks, instant, millis};
use crate::assessment::{Assessment, CATEGORIES_MAX};
use crate::results::{Answer, AssessmentResult, Mean, ResultRow, SearchRow, person_key};

/// The row of a list. It comes first, so that it can be decoded without the rest.
#[derive(Serialize, Deserialize)]
struct RowV1 {
    millis: i64,
    slug: String,
    assessment: String,
    name: String,
    categories: u32,
    rated: u32,
    level_ups: u32,
    mean: Option<MeanV1>,
}

#[derive(Serialize, Deserialize)]
struct MeanV1 {
    sum: u32,
    rated: u32,
    of: u8,
}

/// The number of a category and its note.
type NoteV1 = (u32, String);

/// A result with the hash of its definition, and without its ID, which is the key.
#[derive(Serialize, Deserialize)]
pub(crate) struct ResultV1 {
    row: RowV1,
    /// The notes that are not empty. They follow the row, because a search reads both.
    notes: NotesV1,
    pub(crate) definition: [u8; 32],
    #[serde(deserialize_with = "at_most::<CATEGORIES_MAX, _, _>")]
    answers: Vec<AnswerV1>,
}

#[derive(Serialize, Deserialize)]
struct NotesV1(#[serde(deserialize_with = "at_most::<CATEGORIES_MAX, _, _>")] Vec<NoteV1>);

#[derive(Serialize, Deserialize)]
pub(crate) enum AnswerV1 {
    Unanswered,
    Unknown,
    NotApplicable,
    Rated { current: u8, desired: u8 },
}

/// A deleted result: its record, and when it was deleted.
#[derive(Serialize, Deserialize)]
pub(crate) struct BinV1 {
    pub(crate) deleted_millis: i64,
    pub(crate) record: Vec<u8>,
}

impl BinV1 {
    pub(crate) fn unseal(id: Uuid, record: &[u8]) -> FormatResult<Self> {
        let body = unseal(BIN_TABLE, id.as_bytes(), record)?;
        Ok(postcard::from_bytes(body)?)
    }

    pub(crate) fn sealed(&self, id: Uuid) -> FormatResult<Vec<u8>> {
        Ok(seal(BIN_TABLE, id.as_bytes(), &postcard::to_stdvec(self)?))
    }
}

/// The parts of a result that the indexes contain.
pub(crate) struct IndexEntry {
    pub(crate) id: u128,
    pub(crate) millis: i64,
    pub(crate) slug: String,
    pub(crate) person: String,
}

impl IndexEntry {
    pub(crate) fn new(id: Uuid, record: &[u8]) -> FormatResult<Self> {
        let body = unseal(RESULTS_TABLE, id.as_bytes(), record)?;
        let (row, _): (RowV1, _) = postcard::take_from_bytes(body)?;
        Ok(Self {
            id: id.as_u128(),
            millis: row.millis,
            slug: row.slug,
            person: person_key(&row.name),
        })
    }
}

impl ResultV1 {
    pub(crate) fn new(result: &AssessmentResult, definition: [u8; 32]) -> Self {
        let row = ResultRow::from(result);
        let notes = result.notes.iter().enumerate();
        Self {
            row: RowV1 {
                millis: millis(row.taken_at),
                slug: row.slug,
                assessment: row.assessment,
                name: row.name,
                categories: count(row.categories),
                rated: count(row.rated),
                level_ups: count(row.level_ups),
                mean: row
                    .mean
                    .map(|Mean { sum, rated, of }| MeanV1 { sum, rated, of }),
            },
            notes: NotesV1(
                notes
                    .filter(|(_, note)| !note.is_empty())
                    .map(|(index, note)| (count(index), note.clone()))
                    .collect(),
            ),
            definition,
            answers: result
                .answers
                .iter()
                .map(|answer| (*answer).into())
                .collect(),
        }
    }

    /// The slug of the definition.
    pub(crate) fn slug(&self) -> &str {
        &self.row.slug
    }

    /// The result, if it fits this definition.
    pub(crate) fn with(
        self,
        id: Uuid,
        assessment: Arc<Assessment>,
    ) -> FormatResult<AssessmentResult> {
        let unfit = || FormatError::damaged(format!("the result {id} does not fit its assessment"));
        let its = &self.row;
        checks::row(its.millis, &its.slug, &its.assessment, &its.name)?;
        let mut notes = vec![String::new(); assessment.categories.len()];
        for (index, note) in self.notes.0 {
            checks::note(&note)?;
            let place = usize::try_from(index)
                .ok()
                .and_then(|index| notes.get_mut(index));
            *place.ok_or_else(unfit)? = note;
        }
        if self.answers.len() != assessment.categories.len() {
            return Err(unfit());
        }
        let answers: Vec<Answer> = self.answers.into_iter().map(Into::into).collect();
        for (index, answer) in answers.iter().enumerate() {
            checks::answer(*answer, &assessment, index)?;
        }
        Ok(AssessmentResult {
            id,
            name: self.row.name,
            taken_at: instant(self.row.millis)?,
            assessment,
            answers,
            notes,
        })
    }
}

/// The row of a body, without copies.
#[derive(Deserialize)]
struct RowBorrowed<'b> {
    millis: i64,
    slug: &'b str,
    assessment: &'b str,
    name: &'b str,
    _categories: u32,
    _rated: u32,
    _level_ups: u32,
    _mean: Option<MeanV1>,
}

/// Decodes the parts of a body that a search needs, without copies. A list in a body is its length,
/// followed by its items.
pub(crate) fn search_row(
    id: Uuid,
    body: &[u8],
) -> FormatResult<(SearchRow<'_>, impl Iterator<Item = &str>)> {
    let (row, rest): (RowBorrowed<'_>, _) = postcard::take_from_bytes(body)?;
    let (count, mut rest): (u32, _) = postcard::take_from_bytes(rest)?;
    if size(count) > CATEGORIES_MAX {
        return Err(FormatError::damaged("too many notes"));
    }
    let notes = (0..count).map_while(move |_| {
        let ((_, note), behind): ((u32, &str), _) = postcard::take_from_bytes(rest).ok()?;
        rest = behind;
        Some(note)
    });
    let found = SearchRow {
        id,
        millis: row.millis,
        slug: row.slug,
        assessment: row.assessment,
        name: row.name,
    };
    Ok((found, notes))
}

/// Decodes the row of a body, without answers and definition.
pub(crate) fn row_of(id: Uuid, body: &[u8]) -> FormatResult<ResultRow> {
    let (row, rest): (RowV1, _) = postcard::take_from_bytes(body)?;
    let (NotesV1(notes), _): (NotesV1, _) = postcard::take_from_bytes(rest)?;
    checks::list_row(ResultRow {
        id,
        taken_at: instant(row.millis)?,
        slug: row.slug,
        assessment: row.assessment,
        name: row.name,
        categories: size(row.categories),
        rated: size(row.rated),
        level_ups: size(row.level_ups),
        mean: row
            .mean
            .map(|MeanV1 { sum, rated, of }| Mean { sum, rated, of }),
        notes: notes.into_iter().map(|(_, note)| note).collect(),
    })
}

fn size(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

fn count(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}

impl From<Answer> for AnswerV1 {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Unanswered => Self::Unanswered,
            Answer::Unknown => Self::Unknown,
            Answer::NotApplicable => Self::NotApplicable,
            Answer::Rated { current, desired } => Self::Rated { current, desired },
        }
    }
}

impl From<AnswerV1> for Answer {
    fn from(answer: AnswerV1) -> Self {
        match answer {
            AnswerV1::Unanswered => Self::Unanswered,
            AnswerV1::Unknown => Self::Unknown,
            AnswerV1::NotApplicable => Self::NotApplicable,
            AnswerV1::Rated { current, desired } => Self::Rated { current, desired },
        }
    }
}
