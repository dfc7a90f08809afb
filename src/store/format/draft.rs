use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::checks::at_most;
use super::result::AnswerV1;
use super::{checks, instant, millis};
use crate::results::{AnswerEntry, AnswerLabels, Draft};
use crate::store::redb::RedbResult;

/// More answers than a draft needs, including those of categories that were removed.
const ENTRIES_MAX: usize = 10_000;

/// A draft; the id comes first, because saving a result looks for the draft that has it.
#[derive(Serialize, Deserialize)]
pub(crate) struct DraftV1 {
    id: u128,
    name: String,
    slug: String,
    changed_millis: i64,
    #[serde(deserialize_with = "at_most::<ENTRIES_MAX, _, _>")]
    entries: Vec<(String, EntryV1)>,
    cursor: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct EntryV1 {
    answer: AnswerV1,
    level_up: bool,
    taken_over: bool,
    note: String,
    /// The labels of the current and the wanted level, and how many the ladder had.
    said: Option<(String, String, u8)>,
}

impl EntryV1 {
    fn new(entry: &AnswerEntry, said: Option<&AnswerLabels>) -> Self {
        Self {
            answer: entry.answer.into(),
            level_up: entry.level_up,
            taken_over: entry.copied_previous,
            note: entry.note.clone(),
            said: said.map(|said| (said.current.clone(), said.desired.clone(), said.of)),
        }
    }

    fn parts(self) -> (AnswerEntry, Option<AnswerLabels>) {
        let entry = AnswerEntry {
            answer: self.answer.into(),
            level_up: self.level_up,
            copied_previous: self.taken_over,
            note: self.note,
        };
        let said = self.said.map(|(current, desired, of)| AnswerLabels {
            current,
            desired,
            of,
        });
        (entry, said)
    }
}

impl DraftV1 {
    pub(crate) fn encode(draft: &Draft) -> RedbResult<Vec<u8>> {
        let said = draft
            .said
            .iter()
            .map(Option::as_ref)
            .chain(std::iter::repeat(None));
        let entries = draft.entries.iter().zip(said);
        let draft = Self {
            id: draft.id.as_u128(),
            name: draft.name.clone(),
            slug: draft.slug.clone(),
            changed_millis: millis(draft.changed_at),
            entries: entries
                .map(|((key, entry), said)| (key.clone(), EntryV1::new(entry, said)))
                .collect(),
            cursor: draft.cursor.clone(),
        };
        Ok(postcard::to_stdvec(&draft)?)
    }

    pub(crate) fn decode(body: &[u8]) -> RedbResult<Draft> {
        let draft: Self = postcard::from_bytes(body)?;
        for (_, entry) in &draft.entries {
            checks::note(&entry.note)?;
        }
        let parts = draft
            .entries
            .into_iter()
            .map(|(key, entry)| (key, entry.parts()));
        let (entries, said) = parts
            .map(|(key, (entry, said))| ((key, entry), said))
            .unzip();
        Ok(Draft {
            id: Uuid::from_u128(draft.id),
            name: draft.name,
            slug: draft.slug,
            changed_at: instant(draft.changed_millis)?,
            entries,
            said,
            cursor: draft.cursor,
        })
    }

    /// The id alone.
    pub(crate) fn id(body: &[u8]) -> RedbResult<Uuid> {
        let (id, _) = postcard::take_from_bytes(body)?;
        Ok(Uuid::from_u128(id))
    }
}
