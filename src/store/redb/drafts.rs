use redb::{Key, ReadTransaction, ReadableTable, Table, WriteTransaction};
use uuid::Uuid;

use super::error::{RedbError, RedbResult};
use super::tables::{Changed, DRAFTS, DRAFTS_ASIDE, open_if_exists};
use crate::results::{Draft, DraftOutcome, DraftPlace, person_key};
use crate::store::batch::AllDrafts;
use crate::store::format::{DraftKey, DraftV1, may_be_replaced};

/// Person and slug.
type MainKey = (&'static str, &'static str);
/// Person, slug, and ID.
type AsideKey = (&'static str, &'static str, u128);

/// The main draft of a person and an assessment.
pub(crate) fn draft(tx: &ReadTransaction, name: &str, slug: &str) -> RedbResult<Option<Draft>> {
    read_main(&tx.open_table(DRAFTS)?, (&person_key(name), slug))
}

fn read_main(
    table: &impl ReadableTable<MainKey, &'static [u8]>,
    key: (&str, &str),
) -> RedbResult<Option<Draft>> {
    let record = table.get(key)?;
    let draft = record.map(|record| DraftKey::main(key).read(record.value()));
    Ok(draft.transpose()?)
}

/// The main drafts of a person, by slug.
pub(crate) fn drafts(tx: &ReadTransaction, name: &str) -> RedbResult<Vec<Draft>> {
    let person = person_key(name);
    let mut drafts = Vec::new();
    for entry in tx.open_table(DRAFTS)?.range((person.as_str(), "")..)? {
        let (key, record) = entry?;
        if key.value().0 != person {
            break;
        }
        drafts.push(DraftKey::main(key.value()).read(record.value())?);
    }
    Ok(drafts)
}

/// The other drafts of a person, by slug and ID.
pub(crate) fn aside(tx: &ReadTransaction, name: &str) -> RedbResult<Vec<Draft>> {
    let person = person_key(name);
    let mut drafts = Vec::new();
    let Some(table) = open_if_exists(tx, DRAFTS_ASIDE)? else {
        return Ok(drafts);
    };
    for entry in table.range((person.as_str(), "", 0)..)? {
        let (key, record) = entry?;
        if key.value().0 != person {
            break;
        }
        drafts.push(DraftKey::aside(key.value()).read(record.value())?);
    }
    Ok(drafts)
}

/// All drafts of all people.
pub(crate) fn all(tx: &ReadTransaction) -> RedbResult<AllDrafts> {
    let mut all = AllDrafts::default();
    let mut add = |key: DraftKey<'_>, record: &[u8]| all.add(key.read(record).ok(), key.place());
    each_main(&tx.open_table(DRAFTS)?, &mut add)?;
    each_aside(tx, add)?;
    Ok(all)
}

/// Calls `take` with every main draft.
pub(crate) fn each_main(
    table: &impl ReadableTable<MainKey, &'static [u8]>,
    mut take: impl FnMut(DraftKey<'_>, &[u8]),
) -> RedbResult<()> {
    for entry in table.iter()? {
        let (key, record) = entry?;
        take(DraftKey::main(key.value()), record.value());
    }
    Ok(())
}

/// Calls `take` with every other draft.
pub(crate) fn each_aside(
    tx: &ReadTransaction,
    take: impl FnMut(DraftKey<'_>, &[u8]),
) -> RedbResult<()> {
    match open_if_exists(tx, DRAFTS_ASIDE)? {
        Some(table) => each_of_aside(&table, take),
        None => Ok(()),
    }
}

fn each_of_aside(
    table: &impl ReadableTable<AsideKey, &'static [u8]>,
    mut take: impl FnMut(DraftKey<'_>, &[u8]),
) -> RedbResult<()> {
    for entry in table.iter()? {
        let (key, record) = entry?;
        take(DraftKey::aside(key.value()), record.value());
    }
    Ok(())
}

/// The stored draft in the place of this draft.
pub(crate) fn find(
    tx: &WriteTransaction,
    draft: &Draft,
    place: DraftPlace,
) -> RedbResult<Option<Draft>> {
    let person = person_key(&draft.name);
    let key = DraftKey::of(&person, draft, place);
    let Some(id) = key.aside else {
        return read_main(&tx.open_table(DRAFTS)?, (key.person, key.slug));
    };
    let table = tx.open_table(DRAFTS_ASIDE)?;
    let record = table.get((key.person, key.slug, id))?;
    let found = record.map(|record| key.read(record.value()));
    Ok(found.transpose()?)
}

/// Stores a draft. Replaces the draft in its place, unless a newer version of levelup wrote that.
pub(crate) fn put(tx: &WriteTransaction, draft: &Draft, place: DraftPlace) -> RedbResult<Changed> {
    let person = person_key(&draft.name);
    let key = DraftKey::of(&person, draft, place);
    let record = key.seal(draft)?;
    let (person, slug) = (key.person, key.slug);
    match key.aside {
        None => replace(&mut tx.open_table(DRAFTS)?, &(person, slug), &record),
        Some(id) => {
            let mut table = tx.open_table(DRAFTS_ASIDE)?;
            replace(&mut table, &(person, slug, id), &record)
        }
    }
}

fn replace<K: Key + 'static>(
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

/// Removes the draft in the place of this draft.
pub(crate) fn remove(
    tx: &WriteTransaction,
    draft: &Draft,
    place: DraftPlace,
) -> RedbResult<Changed> {
    let person = person_key(&draft.name);
    let key = DraftKey::of(&person, draft, place);
    let (person, slug) = (key.person, key.slug);
    let is_removed = match key.aside {
        None => tx.open_table(DRAFTS)?.remove((person, slug))?.is_some(),
        Some(id) => {
            let mut drafts = tx.open_table(DRAFTS_ASIDE)?;
            drafts.remove((person, slug, id))?.is_some()
        }
    };
    Ok(Changed::when(is_removed))
}

/// Removes the drafts with the ID of a result, under any name and in any place, if they are `ours`.
/// Returns another one in the outcome.
pub(crate) fn remove_of(
    tx: &WriteTransaction,
    id: Uuid,
    ours: impl Fn(&Draft) -> bool,
) -> RedbResult<(Changed, DraftOutcome)> {
    let (mut change, mut outcome) = (Changed::None, DraftOutcome::Done);
    for (draft, place) in with_id(tx, id)? {
        if !ours(&draft) {
            outcome = DraftOutcome::Differs(Box::new(draft));
        } else if remove(tx, &draft, place)? == Changed::Made {
            change = Changed::Made;
        }
    }
    Ok((change, outcome))
}

/// All drafts with this ID. Skips unreadable drafts, so that they never prevent saving a result.
pub(crate) fn with_id(tx: &WriteTransaction, id: Uuid) -> RedbResult<Vec<(Draft, DraftPlace)>> {
    let mut found = Vec::new();
    let mut look = |key: DraftKey<'_>, record: &[u8]| {
        let Ok(body) = key.unseal(record) else { return };
        if DraftV1::id(body).is_ok_and(|its| its == id) {
            found.extend(DraftV1::decode(body).map(|draft| (draft, key.place())));
        }
    };
    each_main(&tx.open_table(DRAFTS)?, &mut look)?;
    each_of_aside(&tx.open_table(DRAFTS_ASIDE)?, look)?;
    Ok(found)
}
