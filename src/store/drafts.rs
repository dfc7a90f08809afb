use redb::{ReadTransaction, ReadableTable, TableHandle as _, WriteTransaction};

use super::fault::{Fault, Outcome};
use super::format::DraftV1;
use super::record::{may_be_replaced, seal, unseal};
use super::saving::Change;
use super::tables::DRAFTS;
use crate::results::{AssessmentResult, Draft, person_key};

/// The key of a draft in its checksum.
fn sum_key(person: &str, slug: &str) -> String {
    format!("{person}\0{slug}")
}

fn body<'r>(person: &str, slug: &str, record: &'r [u8]) -> Outcome<&'r [u8]> {
    unseal(DRAFTS.name(), sum_key(person, slug).as_bytes(), record)
}

/// The draft that this person has of this assessment.
pub(super) fn draft(tx: &ReadTransaction, name: &str, slug: &str) -> Outcome<Option<Draft>> {
    let person = person_key(name);
    match tx.open_table(DRAFTS)?.get((person.as_str(), slug))? {
        Some(record) => DraftV1::decode(body(&person, slug, record.value())?).map(Some),
        None => Ok(None),
    }
}

/// All the drafts of this person, by slug.
pub(super) fn drafts(tx: &ReadTransaction, name: &str) -> Outcome<Vec<Draft>> {
    let person = person_key(name);
    let mut drafts = Vec::new();
    for entry in tx.open_table(DRAFTS)?.range((person.as_str(), "")..)? {
        let (key, record) = entry?;
        let (whose, slug) = key.value();
        if whose != person {
            break;
        }
        drafts.push(DraftV1::decode(body(whose, slug, record.value())?)?);
    }
    Ok(drafts)
}

/// Keeps a draft. Whatever stood in its place goes, unless a newer levelup wrote it.
pub(super) fn save(tx: &WriteTransaction, draft: &Draft) -> Outcome<Change> {
    let person = person_key(&draft.name);
    let sum_key = sum_key(&person, &draft.slug);
    let record = seal(DRAFTS.name(), sum_key.as_bytes(), &DraftV1::encode(draft)?);
    let mut drafts = tx.open_table(DRAFTS)?;
    let key = (person.as_str(), draft.slug.as_str());
    match drafts.get(key)? {
        Some(there) if !may_be_replaced(there.value()) => return Err(Fault::Newer),
        Some(there) if there.value() == record => return Ok(Change::None),
        _ => {}
    }
    drafts.insert(key, record.as_slice())?;
    Ok(Change::Made)
}

/// Forgets the draft that this person has of this assessment.
pub(super) fn remove(tx: &WriteTransaction, name: &str, slug: &str) -> Outcome<Change> {
    let person = person_key(name);
    let mut drafts = tx.open_table(DRAFTS)?;
    let removed = drafts.remove((person.as_str(), slug))?.is_some();
    Ok(if removed { Change::Made } else { Change::None })
}

/// Forgets the draft that has become this result, under whichever name it was kept.
pub(super) fn remove_of(tx: &WriteTransaction, result: &AssessmentResult) -> Outcome<Change> {
    let mut found = None;
    let mut drafts = tx.open_table(DRAFTS)?;
    for entry in drafts.iter()? {
        let (key, record) = entry?;
        let (person, slug) = key.value();
        // A draft that cannot be read is nobody's reason not to save a result.
        let id = body(person, slug, record.value()).and_then(DraftV1::id);
        if id.is_ok_and(|id| id == result.id) {
            found = Some((person.to_owned(), slug.to_owned()));
            break;
        }
    }
    let Some((person, slug)) = found else {
        return Ok(Change::None);
    };
    drafts.remove((person.as_str(), slug.as_str()))?;
    Ok(Change::Made)
}
