//! The migrations. Tables are defined again, so that a step stays the same if a table changes.

use redb::{ReadableTable as _, Table, TableDefinition, WriteTransaction};
use uuid::Uuid;

use crate::results::Draft;
use crate::store::format::{DraftKey, FormatResult, IndexEntry};
use crate::store::redb::error::RedbResult;
use crate::store::redb::search;
use crate::text::text_key;

type PersonTable<'tx> = Table<'tx, (&'static str, &'static str), &'static [u8]>;
type AsideTable<'tx> = Table<'tx, (&'static str, &'static str, u128), &'static [u8]>;

const RESULTS: TableDefinition<u128, &[u8]> = TableDefinition::new("results");
const BY_PERSON_1: TableDefinition<(&str, i64, u128), ()> = TableDefinition::new("by_person");
const BY_PERSON: TableDefinition<(&str, &str, i64, u128), ()> =
    TableDefinition::new("by_assessment_and_person");
const DRAFTS: TableDefinition<(&str, &str), &[u8]> = TableDefinition::new("drafts");
const DRAFTS_ASIDE: TableDefinition<(&str, &str, u128), &[u8]> =
    TableDefinition::new("drafts_aside");

/// From schema 1 to 2: the person index begins with the assessment. Unreadable results are in no
/// index, as after a repair.
pub(crate) fn index_by_assessment_and_person(tx: &WriteTransaction) -> Result<(), redb::Error> {
    {
        let results = tx.open_table(RESULTS)?;
        let mut by_person = tx.open_table(BY_PERSON)?;
        for entry in results.iter()? {
            let (id, record) = entry?;
            let id = id.value();
            if let Ok(its) = IndexEntry::new(Uuid::from_u128(id), record.value()) {
                let key = (its.slug.as_str(), its.person.as_str(), its.millis, id);
                by_person.insert(key, ())?;
            }
        }
    }
    tx.delete_table(BY_PERSON_1)?;
    Ok(())
}

/// From schema 2 to 3: the search index. If it cannot be built, searches read the results.
pub(crate) fn add_search_index(tx: &WriteTransaction) -> Result<(), redb::Error> {
    let results = tx.open_table(RESULTS)?;
    search::rebuild(tx, &results).map_err(|fault| redb::Error::Io(fault.into_io()))
}

/// From schema 3 to 4: the key of a person is [`text_key`]. Moves the entries whose key has changed;
/// results do not change. An unreadable draft keeps its old key, so that a check reports it.
pub(crate) fn change_person_keys(tx: &WriteTransaction) -> Result<(), redb::Error> {
    move_index(tx)?;
    move_drafts(tx).map_err(|fault| redb::Error::Io(fault.into_io()))?;
    add_search_index(tx)
}

/// The new key of a person, if it differs. The old key was the name in lowercase, which has the same
/// new key as the name.
fn new_key(person: &str) -> Option<String> {
    let key = text_key(person);
    (key != person).then_some(key)
}

fn move_index(tx: &WriteTransaction) -> Result<(), redb::Error> {
    let mut index = tx.open_table(BY_PERSON)?;
    let mut moved = Vec::new();
    for entry in index.iter()? {
        let entry = entry?.0;
        let (slug, person, millis, id) = entry.value();
        if let Some(key) = new_key(person) {
            moved.push((slug.to_owned(), person.to_owned(), key, millis, id));
        }
    }
    for (slug, old, new, millis, id) in moved {
        index.remove((slug.as_str(), old.as_str(), millis, id))?;
        index.insert((slug.as_str(), new.as_str(), millis, id), ())?;
    }
    Ok(())
}

fn move_drafts(tx: &WriteTransaction) -> RedbResult<()> {
    let mut main = tx.open_table(DRAFTS)?;
    let mut aside = tx.open_table(DRAFTS_ASIDE)?;
    for (old, new, draft) in aside_with_new_key(&aside)? {
        aside.remove((old.as_str(), draft.slug.as_str(), draft.id.as_u128()))?;
        put_aside(&mut aside, &new, &draft)?;
    }
    for (old, new, draft) in main_with_new_key(&main)? {
        let slug = draft.slug.as_str();
        main.remove((old.as_str(), slug))?;
        // If a person now has two drafts, the one that changed last becomes the main draft.
        match main_at(&main, (&new, slug))? {
            None => put_main(&mut main, &new, &draft)?,
            Some(Ok(other)) if other.changed_at < draft.changed_at => {
                put_aside(&mut aside, &new, &other)?;
                put_main(&mut main, &new, &draft)?;
            }
            Some(_) => put_aside(&mut aside, &new, &draft)?,
        }
    }
    Ok(())
}

fn aside_with_new_key(aside: &AsideTable<'_>) -> RedbResult<Vec<(String, String, Draft)>> {
    let mut found = Vec::new();
    for entry in aside.iter()? {
        let (key, record) = entry?;
        let person = key.value().0;
        let read = DraftKey::aside(key.value()).read(record.value());
        if let (Some(new), Ok(draft)) = (new_key(person), read) {
            found.push((person.to_owned(), new, draft));
        }
    }
    Ok(found)
}

fn main_with_new_key(main: &PersonTable<'_>) -> RedbResult<Vec<(String, String, Draft)>> {
    let mut found = Vec::new();
    for entry in main.iter()? {
        let (key, record) = entry?;
        let person = key.value().0;
        let read = DraftKey::main(key.value()).read(record.value());
        if let (Some(new), Ok(draft)) = (new_key(person), read) {
            found.push((person.to_owned(), new, draft));
        }
    }
    Ok(found)
}

/// The main draft under a key, if there is one.
fn main_at(main: &PersonTable<'_>, key: (&str, &str)) -> RedbResult<Option<FormatResult<Draft>>> {
    let record = main.get(key)?;
    Ok(record.map(|record| DraftKey::main(key).read(record.value())))
}

fn put_main(main: &mut PersonTable<'_>, person: &str, draft: &Draft) -> RedbResult<()> {
    let key = (person, draft.slug.as_str());
    let record = DraftKey::main(key).seal(draft)?;
    main.insert(key, record.as_slice())?;
    Ok(())
}

/// Keeps the later of two states of a draft, which have the same ID.
fn put_aside(aside: &mut AsideTable<'_>, person: &str, draft: &Draft) -> RedbResult<()> {
    let key = (person, draft.slug.as_str(), draft.id.as_u128());
    let there = aside.get(key)?;
    let there = there.and_then(|record| DraftKey::aside(key).read(record.value()).ok());
    if there.is_some_and(|there| there.changed_at > draft.changed_at) {
        return Ok(());
    }
    let record = DraftKey::aside(key).seal(draft)?;
    aside.insert(key, record.as_slice())?;
    Ok(())
}
