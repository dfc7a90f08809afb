use uuid::Uuid;

use super::failure::Failure;
use crate::results::{ID_END_MIN, IdRef, IdRefError};
use crate::store::{Scope, Store};
use crate::words::{CommandLine, Hint, short_id};

/// The most results that are named where an end fits several.
const CANDIDATES: usize = 8;
/// The most results that are named where nothing is known of the one that is meant.
const NEWEST: usize = 3;

/// The id of the result that is meant. A whole id is taken as it is, whether it is there or not.
pub(crate) fn resolve(store: &dyn Store, text: &str) -> Result<Uuid, Failure> {
    match read(store, text, false)? {
        IdRef::Full(id) => Ok(id),
        IdRef::Newest(back) => store.nth_newest(back)?.ok_or_else(|| not_found(text)),
        IdRef::Ending(digits) => ending(store, &digits, false)?.ok_or_else(|| not_found(text)),
    }
}

/// The ids of all the results that are meant, each once. `binned`: what lies in the bin is looked
/// for first.
pub(crate) fn resolve_all(
    store: &dyn Store,
    texts: &[String],
    binned: bool,
) -> Result<Vec<Uuid>, Failure> {
    let mut ids = Vec::new();
    for text in texts {
        let in_bin = match read(store, text, binned)? {
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
pub(crate) fn some_results(count: usize) -> String {
    crate::text::count(count, "result", "results")
}

/// What a text names; where it can name nothing, the results that may be meant are in the hint.
fn read(store: &dyn Store, text: &str, binned: bool) -> Result<IdRef, Failure> {
    text.parse().map_err(|error| {
        let (wrong, right, meant) = match error {
            IdRefError::TooShort => (
                "is too short for an ID",
                format!("use the last {ID_END_MIN} or more characters of the ID"),
                ended(store, text, binned),
            ),
            IdRefError::Malformed => (
                "is not an ID",
                "use an ID, its last 4 or more characters, @ for the latest result, or @~1"
                    .to_owned(),
                latest(store),
            ),
        };
        let hint = match meant {
            Some(meant) => format!("{right}; {meant}"),
            None => right,
        };
        Failure::invalid(format!("`{text}` {wrong}")).hint(hint)
    })
}

/// The results whose ids end with these few characters. That the store cannot be used is another
/// matter, and not told here.
fn ended(store: &dyn Store, text: &str, binned: bool) -> Option<String> {
    let digits = text.trim().replace('-', "").to_ascii_lowercase();
    let found = store.ids_ending(&digits, binned, CANDIDATES + 1).ok()?;
    (!found.is_empty()).then(|| may_be(&found))
}

/// The newest few results.
fn latest(store: &dyn Store) -> Option<String> {
    let page = store.page(&Scope::default(), None, NEWEST).ok()?;
    let shown: Vec<_> = page.rows.iter().map(|row| short_id(row.id)).collect();
    (!shown.is_empty()).then(|| format!("the latest results are {}", shown.join(", ")))
}

/// "it may be ID, ID"
fn may_be(found: &[Uuid]) -> String {
    let shown: Vec<_> = found.iter().take(CANDIDATES).map(Uuid::to_string).collect();
    let more = if found.len() > CANDIDATES {
        ", and more"
    } else {
        ""
    };
    format!("possible matches: {}{more}", shown.join(", "))
}

fn not_found(text: &str) -> Failure {
    let hint = Hint::run(CommandLine::new("results")).text(" to see all results");
    Failure::not_found(format!("no result `{text}`")).hint(hint)
}

/// The one id that ends like this.
fn ending(store: &dyn Store, digits: &str, binned: bool) -> Result<Option<Uuid>, Failure> {
    let found = store.ids_ending(digits, binned, CANDIDATES + 1)?;
    if found.len() < 2 {
        return Ok(found.first().copied());
    }
    let error = format!("several results end with `{digits}`");
    Err(Failure::invalid(error).hint(may_be(&found)))
}
