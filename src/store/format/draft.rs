use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::result::AnswerV1;
use super::{instant, millis};
use crate::results::{Draft, Entry};
use crate::store::fault::Outcome;

/// A draft; the id comes first, because saving a result looks for the draft that has it.
#[derive(Serialize, Deserialize)]
pub(in crate::store) struct DraftV1 {
    id: u128,
    name: String,
    slug: String,
    changed_millis: i64,
    entries: Vec<(String, EntryV1)>,
    cursor: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct EntryV1 {
    answer: AnswerV1,
    level_up: bool,
    note: String,
}

impl DraftV1 {
    pub(in crate::store) fn encode(draft: &Draft) -> Outcome<Vec<u8>> {
        let entry = |entry: &Entry| EntryV1 {
            answer: entry.answer.into(),
            level_up: entry.level_up,
            note: entry.note.clone(),
        };
        let draft = Self {
            id: draft.id.as_u128(),
            name: draft.name.clone(),
            slug: draft.slug.clone(),
            changed_millis: millis(draft.changed_at),
            entries: draft
                .entries
                .iter()
                .map(|(key, said)| (key.clone(), entry(said)))
                .collect(),
            cursor: draft.cursor.clone(),
        };
        Ok(postcard::to_stdvec(&draft)?)
    }

    pub(in crate::store) fn decode(body: &[u8]) -> Outcome<Draft> {
        let draft: Self = postcard::from_bytes(body)?;
        let entry = |entry: EntryV1| Entry {
            answer: entry.answer.into(),
            level_up: entry.level_up,
            note: entry.note,
        };
        Ok(Draft {
            id: Uuid::from_u128(draft.id),
            name: draft.name,
            slug: draft.slug,
            changed_at: instant(draft.changed_millis)?,
            entries: draft
                .entries
                .into_iter()
                .map(|(key, said)| (key, entry(said)))
                .collect(),
            cursor: draft.cursor,
        })
    }

    /// The id alone.
    pub(in crate::store) fn id(body: &[u8]) -> Outcome<Uuid> {
        let (id, _) = postcard::take_from_bytes(body)?;
        Ok(Uuid::from_u128(id))
    }
}
