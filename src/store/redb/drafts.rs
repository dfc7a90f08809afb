use redb::{
    ReadOnlyTable, ReadTransaction, ReadableTable, Table, TableError, TableHandle as _,
    WriteTransaction,
};
use uuid::Uuid;

use super::error::{RedbError, RedbResult};
use super::tables::{DRAFTS, DRAFTS_ASIDE};
use super::write_results::Changed;
use crate::results::{Draft, DraftOutcome, DraftPlace, person_key};
use crate::store::batch::AllDrafts;
use crate::store::format::{DraftV1, may_be_replaced, seal, unseal};

/// The person, the slug and the id of one that is kept aside.
type AsideKey = (&'static str, &'static str, u128);

/// The key of a draft in its checksum.
pub(crate) fn sum_key(person: &str, slug: &str) -> String {
    format!("{person}\0{slug}")
}

/// The same for a draft that is kept aside.
pub(crate) fn sum_key_aside(person: &str, slug: &str, id: u128) -> String {
    format!("{person}\0{slug}\0{id:032x}")
}

/// The body of the record of a draft in its main place.
pub(crate) fn body<'r>(person: &str, slug: &str, record: &'r [u8]) -> RedbResult<&'r [u8]> {
    unseal(DRAFTS.name(), sum_key(person, slug).as_bytes(), record)
}

/// The body of the record of a draft that is kept aside.
pub(crate) fn body_aside<'r>(
    (person, slug, id): (&str, &str, u128),
    record: &'r [u8],
) -> RedbResult<&'r [u8]> {
    let key = sum_key_aside(person, slug, id);
    unseal(DRAFTS_ASIDE.name(), key.as_bytes(), record)
}

/// The draft that this person has of this assessment.
pub(crate) fn draft(tx: &ReadTransaction, name: &str, slug: &str) -> RedbResult<Option<Draft>> {
    read_main(&tx.open_table(DRAFTS)?, &person_key(name), slug)
}

fn read_main(
    drafts: &impl ReadableTable<(&'static str, &'static str), &'static [u8]>,
    person: &str,
    slug: &str,
) -> RedbResult<Option<Draft>> {
    match drafts.get((person, slug))? {
        Some(record) => DraftV1::decode(body(person, slug, record.value())?).map(Some),
        None => Ok(None),
    }
}

/// All the drafts of this person, by slug.
pub(crate) fn drafts(tx: &ReadTransaction, name: &str) -> RedbResult<Vec<Draft>> {
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

/// The drafts of this person that are kept aside.
pub(crate) fn aside(tx: &ReadTransaction, name: &str) -> RedbResult<Vec<Draft>> {
    let person = person_key(name);
    let Some(table) = asides(tx)? else {
        return Ok(Vec::new());
    };
    let mut drafts = Vec::new();
    for entry in table.range((person.as_str(), "", 0)..)? {
        let (key, record) = entry?;
        if key.value().0 != person {
            break;
        }
        drafts.push(DraftV1::decode(body_aside(key.value(), record.value())?)?);
    }
    Ok(drafts)
}

/// The drafts that are kept aside. The first versions made stores without such a table.
fn asides(tx: &ReadTransaction) -> RedbResult<Option<ReadOnlyTable<AsideKey, &'static [u8]>>> {
    match tx.open_table(DRAFTS_ASIDE) {
        Err(TableError::TableDoesNotExist(_)) => Ok(None),
        table => Ok(Some(table?)),
    }
}

/// All drafts, whoever's they are.
pub(crate) fn all(tx: &ReadTransaction) -> RedbResult<AllDrafts> {
    let mut all = AllDrafts::default();
    for entry in tx.open_table(DRAFTS)?.iter()? {
        let (key, record) = entry?;
        let (person, slug) = key.value();
        let read = body(person, slug, record.value()).and_then(DraftV1::decode);
        all.add(read, DraftPlace::Main)?;
    }
    if let Some(table) = asides(tx)? {
        for entry in table.iter()? {
            let (key, record) = entry?;
            let read = body_aside(key.value(), record.value()).and_then(DraftV1::decode);
            all.add(read, DraftPlace::Aside)?;
        }
    }
    Ok(all)
}

/// What is kept in the place of this draft.
pub(crate) fn find(
    tx: &WriteTransaction,
    draft: &Draft,
    place: DraftPlace,
) -> RedbResult<Option<Draft>> {
    let (person, slug) = (person_key(&draft.name), draft.slug.as_str());
    if place == DraftPlace::Main {
        return read_main(&tx.open_table(DRAFTS)?, &person, slug);
    }
    let key = (person.as_str(), slug, draft.id.as_u128());
    match tx.open_table(DRAFTS_ASIDE)?.get(key)? {
        Some(record) => DraftV1::decode(body_aside(key, record.value())?).map(Some),
        None => Ok(None),
    }
}

/// Keeps a draft. Whatever stood in its place goes, unless a newer levelup wrote it.
pub(crate) fn put(tx: &WriteTransaction, draft: &Draft, place: DraftPlace) -> RedbResult<Changed> {
    let (person, slug) = (person_key(&draft.name), draft.slug.as_str());
    let body = DraftV1::encode(draft)?;
    match place {
        DraftPlace::Main => {
            let record = seal(DRAFTS.name(), sum_key(&person, slug).as_bytes(), &body);
            replace(&mut tx.open_table(DRAFTS)?, &(&person, slug), &record)
        }
        DraftPlace::Aside => {
            let id = draft.id.as_u128();
            let key = sum_key_aside(&person, slug, id);
            let record = seal(DRAFTS_ASIDE.name(), key.as_bytes(), &body);
            let mut table = tx.open_table(DRAFTS_ASIDE)?;
            replace(&mut table, &(&person, slug, id), &record)
        }
    }
}

fn replace<K: redb::Key + 'static>(
    drafts: &mut Table<K, &'static [u8]>,
    key: &K::SelfType<'_>,
    record: &[u8],
) -> RedbResult<Changed> {
    match drafts.get(key)? {
        Some(there) if !may_be_replaced(there.value()) => return Err(RedbError::Newer),
        Some(there) if there.value() == record => return Ok(Changed::None),
        _ => {}
    }
    drafts.insert(key, record)?;
    Ok(Changed::Made)
}

/// Forgets the draft that this person has of this assessment.
pub(crate) fn remove(tx: &WriteTransaction, name: &str, slug: &str) -> RedbResult<Changed> {
    let person = person_key(name);
    let mut drafts = tx.open_table(DRAFTS)?;
    let removed = drafts.remove((person.as_str(), slug))?.is_some();
    Ok(if removed {
        Changed::Made
    } else {
        Changed::None
    })
}

/// Forgets what is kept in the place of this draft.
pub(crate) fn take(tx: &WriteTransaction, draft: &Draft, place: DraftPlace) -> RedbResult<Changed> {
    if place == DraftPlace::Main {
        return remove(tx, &draft.name, &draft.slug);
    }
    let person = person_key(&draft.name);
    let key = (person.as_str(), draft.slug.as_str(), draft.id.as_u128());
    let removed = tx.open_table(DRAFTS_ASIDE)?.remove(key)?.is_some();
    Ok(if removed {
        Changed::Made
    } else {
        Changed::None
    })
}

/// Forgets the draft that has become the result with this id, under whichever name and wherever
/// it was kept, where it is `ours`. Otherwise it is handed back.
pub(crate) fn remove_of(
    tx: &WriteTransaction,
    id: Uuid,
    ours: impl Fn(&Draft) -> bool,
) -> RedbResult<(Changed, DraftOutcome)> {
    let (mut change, mut outcome) = (Changed::None, DraftOutcome::Done);
    for (draft, place) in with_id(tx, id)? {
        if !ours(&draft) {
            outcome = DraftOutcome::Differs(Box::new(draft));
        } else if take(tx, &draft, place)? == Changed::Made {
            change = Changed::Made;
        }
    }
    Ok((change, outcome))
}

/// All the drafts with this id. One that cannot be read is nobody's reason not to save a result.
pub(crate) fn with_id(tx: &WriteTransaction, id: Uuid) -> RedbResult<Vec<(Draft, DraftPlace)>> {
    let mut found = Vec::new();
    let mut look = |body: RedbResult<&[u8]>, place| {
        let Ok(body) = body else { return };
        if DraftV1::id(body).is_ok_and(|its| its == id) {
            found.extend(DraftV1::decode(body).map(|draft| (draft, place)));
        }
    };
    for entry in tx.open_table(DRAFTS)?.iter()? {
        let (key, record) = entry?;
        let (person, slug) = key.value();
        look(body(person, slug, record.value()), DraftPlace::Main);
    }
    for entry in tx.open_table(DRAFTS_ASIDE)?.iter()? {
        let (key, record) = entry?;
        look(body_aside(key.value(), record.value()), DraftPlace::Aside);
    }
    Ok(found)
}
