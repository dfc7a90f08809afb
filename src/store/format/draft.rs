use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::checks::at_most;
use super::record::{DRAFTS_ASIDE_TABLE, DRAFTS_TABLE, FormatResult, seal, unseal};
use super::result::AnswerV1;
use super::{checks, instant, millis};
use crate::results::{AnswerEntry, AnswerLabels, Draft, DraftPlace};

/// More answers than a draft needs, including those of categories that were removed.
const ENTRIES_MAX: usize = 10_000;

/// A draft. The ID comes first, because saving a result searches the drafts for it.
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
    /// The labels of the current level and the goal, and the ladder length.
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
    pub(crate) fn encode(draft: &Draft) -> FormatResult<Vec<u8>> {
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

    pub(crate) fn decode(body: &[u8]) -> FormatResult<Draft> {
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

    /// Decodes only the ID.
    pub(crate) fn id(body: &[u8]) -> FormatResult<Uuid> {
        let (id, _) = postcard::take_from_bytes(body)?;
        Ok(Uuid::from_u128(id))
    }
}

/// Where a draft is stored: under its person and assessment and, if it is not the main draft, its ID.
#[derive(Clone, Copy)]
pub(crate) struct DraftKey<'k> {
    pub(crate) person: &'k str,
    pub(crate) slug: &'k str,
    pub(crate) aside: Option<u128>,
}

impl<'k> DraftKey<'k> {
    pub(crate) fn main((person, slug): (&'k str, &'k str)) -> Self {
        Self {
            person,
            slug,
            aside: None,
        }
    }

    pub(crate) fn aside((person, slug, id): (&'k str, &'k str, u128)) -> Self {
        Self {
            person,
            slug,
            aside: Some(id),
        }
    }

    /// `person` is the person key of the draft.
    pub(crate) fn of(person: &'k str, draft: &'k Draft, place: DraftPlace) -> Self {
        Self {
            person,
            slug: &draft.slug,
            aside: (place == DraftPlace::Aside).then(|| draft.id.as_u128()),
        }
    }

    pub(crate) fn place(self) -> DraftPlace {
        self.aside.map_or(DraftPlace::Main, |_| DraftPlace::Aside)
    }

    pub(crate) fn seal(self, draft: &Draft) -> FormatResult<Vec<u8>> {
        let (table, key) = self.checksum_key();
        Ok(seal(table, key.as_bytes(), &DraftV1::encode(draft)?))
    }

    pub(crate) fn unseal(self, record: &[u8]) -> FormatResult<&[u8]> {
        let (table, key) = self.checksum_key();
        unseal(table, key.as_bytes(), record)
    }

    pub(crate) fn read(self, record: &[u8]) -> FormatResult<Draft> {
        DraftV1::decode(self.unseal(record)?)
    }

    fn checksum_key(self) -> (&'static str, String) {
        let Self { person, slug, .. } = self;
        match self.aside {
            None => (DRAFTS_TABLE, format!("{person}\0{slug}")),
            Some(id) => (DRAFTS_ASIDE_TABLE, format!("{person}\0{slug}\0{id:032x}")),
        }
    }
}
