use uuid::Uuid;

use super::Failure;
use crate::results::{ID_END_MIN, IdRef, IdRefError};
use crate::store::{RedbStore, Scope, Store as _};

/// The most results that are named where an end fits several.
const CANDIDATES: usize = 8;

/// The id of the result that is meant. A whole id is taken as it is, whether it is there or not.
pub(super) fn resolve(store: &RedbStore, text: &str) -> Result<Uuid, Failure> {
    match read(text)? {
        IdRef::Full(id) => Ok(id),
        IdRef::Newest(back) => newest(store, back)?.ok_or_else(|| not_found(text)),
        IdRef::Ending(digits) => ending(store, &digits, false)?.ok_or_else(|| not_found(text)),
    }
}

/// The ids of all the results that are meant, each once. `binned`: what lies in the bin is looked
/// for first.
pub(super) fn resolve_all(
    store: &RedbStore,
    texts: &[String],
    binned: bool,
) -> Result<Vec<Uuid>, Failure> {
    let mut ids = Vec::new();
    for text in texts {
        let in_bin = match read(text)? {
            IdRef::Ending(digits) if binned => ending(store, &digits, true)?,
            _ => None,
        };
        let id = in_bin.map_or_else(|| resolve(store, text), Ok)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// "1 result", "2 results".
pub(super) fn some_results(count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} result{plural}")
}

fn read(text: &str) -> Result<IdRef, Failure> {
    text.parse().map_err(|error| match error {
        IdRefError::TooShort => Failure::invalid(format!("`{text}` is too short for an id"))
            .hint(format!("give {ID_END_MIN} or more characters of its end")),
        IdRefError::Malformed => Failure::invalid(format!("`{text}` is not an id"))
            .hint("give an id, 4 or more characters of its end, @ for the newest, or @~1"),
    })
}

fn not_found(text: &str) -> Failure {
    Failure::not_found(format!("there is no result {text}")).hint("levelup results lists them")
}

/// The one id that ends like this.
fn ending(store: &RedbStore, digits: &str, binned: bool) -> Result<Option<Uuid>, Failure> {
    let found = store.ids_ending(digits, binned, CANDIDATES + 1)?;
    if found.len() < 2 {
        return Ok(found.first().copied());
    }
    let shown: Vec<_> = found.iter().take(CANDIDATES).map(Uuid::to_string).collect();
    let more = if found.len() > CANDIDATES {
        ", and more"
    } else {
        ""
    };
    let error = format!("several results end with {digits}");
    Err(Failure::invalid(error).hint(format!("it may be {}{more}", shown.join(", "))))
}

/// The newest result, or the one so many before it.
fn newest(store: &RedbStore, back: u64) -> Result<Option<Uuid>, Failure> {
    const PAGE: usize = 500;
    let everything = Scope::default();
    let mut back = back;
    let mut after = None;
    loop {
        let page = store.page(&everything, after, PAGE)?;
        let mut places: Vec<_> = page
            .rows
            .iter()
            .map(|row| (row.taken_at, row.id))
            .chain(
                page.unreadable
                    .iter()
                    .map(|row| (row.at.taken_at, row.at.id)),
            )
            .collect();
        places.sort_unstable_by(|left, right| right.cmp(left));
        if let Some((_, id)) = usize::try_from(back).ok().and_then(|back| places.get(back)) {
            return Ok(Some(*id));
        }
        let Some(next) = page.next else {
            return Ok(None);
        };
        back = back.saturating_sub(places.len() as u64);
        after = Some(next);
    }
}
