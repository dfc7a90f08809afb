//! Results that a command line names: by ID, by the end of an ID, or by position.

use uuid::Uuid;

use super::failure::Failure;
use crate::results::{ID_END_MIN, IdRef, IdRefError, StoreError};
use crate::store::{Scope, Store};
use crate::text::count;
use crate::words::{CommandLine, Hint, short_id};

/// The most results that a hint lists if several match.
const MATCHES_SHOWN: usize = 8;
/// The latest results that a hint lists if a text is not an ID.
const LATEST_SHOWN: usize = 3;

/// Where to look for an ID.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Results,
    Trash,
}

impl Place {
    /// The IDs with this end, one more than a hint lists.
    fn ids_ending(self, store: &dyn Store, digits: &str) -> Result<Vec<Uuid>, Failure> {
        Ok(store.ids_ending(digits, self == Self::Trash, MATCHES_SHOWN + 1)?)
    }

    fn only_id_ending(self, store: &dyn Store, digits: &str) -> Result<Option<Uuid>, Failure> {
        let found = self.ids_ending(store, digits)?;
        if found.len() < 2 {
            return Ok(found.first().copied());
        }
        let error = format!("several results end with `{digits}`");
        Err(Failure::invalid(error).hint(matches(&found)))
    }
}

/// The ID of a result. A full ID is returned even if there is no such result.
///
/// # Errors
/// Code 4 if the text is not an ID or matches several, 3 if it matches none.
pub(crate) fn resolve(store: &dyn Store, text: &str) -> Result<Uuid, Failure> {
    let found = match parse(store, text, Place::Results)? {
        IdRef::Full(id) => Some(id),
        IdRef::Newest(back) => store.nth_latest(back)?,
        IdRef::Ending(digits) => Place::Results.only_id_ending(store, &digits)?,
    };
    found.ok_or_else(|| {
        let hint = Hint::run(CommandLine::new("results")).text(" to see all results");
        Failure::not_found(format!("no result `{text}`")).hint(hint)
    })
}

/// The IDs of results, each once.
pub(crate) fn resolve_all(store: &dyn Store, texts: &[String]) -> Result<Vec<Uuid>, Failure> {
    distinct(texts, |text| resolve(store, text))
}

/// The IDs of results, each once, which are looked for in trash first.
pub(crate) fn resolve_all_in_trash(
    store: &dyn Store,
    texts: &[String],
) -> Result<Vec<Uuid>, Failure> {
    distinct(texts, |text| {
        let in_trash = match parse(store, text, Place::Trash)? {
            IdRef::Ending(digits) => Place::Trash.only_id_ending(store, &digits)?,
            _ => None,
        };
        in_trash.map_or_else(|| resolve(store, text), Ok)
    })
}

fn distinct(
    texts: &[String],
    resolve: impl Fn(&str) -> Result<Uuid, Failure>,
) -> Result<Vec<Uuid>, Failure> {
    let mut ids = Vec::new();
    for text in texts {
        let id = resolve(text)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// Whether there are results of an assessment, readable or not.
pub(crate) fn has_results(store: &dyn Store, slug: &str) -> Result<bool, StoreError> {
    let scope = Scope {
        assessment: Some(slug.to_owned()),
        ..Scope::default()
    };
    let page = store.page(&scope, None, 1)?;
    Ok(!page.rows.is_empty() || !page.unreadable.is_empty())
}

/// "1 result", "2 results".
pub(crate) fn some_results(number: impl TryInto<usize>) -> String {
    count(number.try_into().unwrap_or(usize::MAX), "result", "results")
}

/// "1 was", "2 were".
pub(crate) fn some_were(number: u64) -> String {
    count(number.try_into().unwrap_or(usize::MAX), "was", "were")
}

/// # Errors
/// Code 4 if the text is not an ID; the hint lists results that may be meant.
fn parse(store: &dyn Store, text: &str, place: Place) -> Result<IdRef, Failure> {
    text.parse().map_err(|error| {
        let (what, rule, candidates) = match error {
            IdRefError::TooShort => (
                "is too short for an ID",
                format!("use the last {ID_END_MIN} or more characters of the ID"),
                matches_of_short_end(store, text, place),
            ),
            IdRefError::Malformed => (
                "is not an ID",
                "use an ID, its last 4 or more characters, @ for the latest result, or @~1"
                    .to_owned(),
                latest(store),
            ),
        };
        let hint = match candidates {
            Some(candidates) => format!("{rule}; {candidates}"),
            None => rule,
        };
        Failure::invalid(format!("`{text}` {what}")).hint(hint)
    })
}

/// `None` if there are none, or the store cannot be read.
fn matches_of_short_end(store: &dyn Store, text: &str, place: Place) -> Option<String> {
    let digits = text.trim().replace('-', "").to_ascii_lowercase();
    let found = place.ids_ending(store, &digits).ok()?;
    (!found.is_empty()).then(|| matches(&found))
}

/// `None` if there are none, or the store cannot be read.
fn latest(store: &dyn Store) -> Option<String> {
    let page = store.page(&Scope::default(), None, LATEST_SHOWN).ok()?;
    let shown: Vec<_> = page.rows.iter().map(|row| short_id(row.id)).collect();
    (!shown.is_empty()).then(|| format!("the latest results are {}", shown.join(", ")))
}

fn matches(found: &[Uuid]) -> String {
    let shown = found.iter().take(MATCHES_SHOWN).map(Uuid::to_string);
    let shown = shown.collect::<Vec<_>>().join(", ");
    let more = if found.len() > MATCHES_SHOWN {
        ", and more"
    } else {
        ""
    };
    format!("possible matches: {shown}{more}")
}
