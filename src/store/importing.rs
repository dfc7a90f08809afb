use redb::{ReadableTable as _, TableHandle as _, WriteTransaction};

use super::batch::{ImportConflict, ImportOutcome, ImportSource, Imported};
use super::fault::Outcome;
use super::format::{DefinitionV1, ResultV1};
use super::record::seal;
use super::saving::{Change, Indexed, add, add_definition, from_bin};
use super::tables::{RESULTS, count_change};
use crate::results::AssessmentResult;

/// Saves all of them, or none: where there is a conflict, or where the input stops, the
/// transaction has nothing that may be kept.
pub(super) fn import(
    tx: &WriteTransaction,
    results: &mut ImportSource<'_>,
    replace: bool,
) -> Outcome<(ImportOutcome, Change)> {
    let mut done = Imported::default();
    let mut conflicts = Vec::new();
    for result in results {
        let Ok(result) = result else {
            return Ok((ImportOutcome::Stopped, Change::None));
        };
        match import_one(tx, &result, replace)? {
            Found::Nothing => done.added += 1,
            Found::Same => done.unchanged += 1,
            Found::SameInBin => done.restored += 1,
            Found::Other { .. } if replace => done.replaced += 1,
            Found::Other { binned } => conflicts.push(ImportConflict {
                id: result.id,
                binned,
            }),
        }
    }
    if !conflicts.is_empty() {
        return Ok((ImportOutcome::Conflicts(conflicts), Change::None));
    }
    let change = if done.added + done.restored + done.replaced > 0 {
        count_change(tx)?;
        Change::Made
    } else {
        Change::None
    };
    Ok((ImportOutcome::Done(done), change))
}

/// What stood under the id of a result.
enum Found {
    Nothing,
    Same,
    SameInBin,
    Other { binned: bool },
}

fn import_one(tx: &WriteTransaction, result: &AssessmentResult, replace: bool) -> Outcome<Found> {
    let (hash, definition) = DefinitionV1::encode(&result.assessment)?;
    let body = postcard::to_stdvec(&ResultV1::new(result, hash))?;
    let record = seal(RESULTS.name(), result.id.as_bytes(), &body);
    let found = take_away(tx, result, &record, replace)?;
    match found {
        Found::Other { .. } if !replace => {}
        Found::Same => {}
        _ => {
            add_definition(tx, hash, &definition)?;
            add(tx, result.id, &record)?;
        }
    }
    Ok(found)
}

/// Makes room for a record: takes out of the bin, and away with `replace`, what has its id.
fn take_away(
    tx: &WriteTransaction,
    result: &AssessmentResult,
    record: &[u8],
    replace: bool,
) -> Outcome<Found> {
    let id = result.id;
    let there = tx
        .open_table(RESULTS)?
        .get(id.as_u128())?
        .map(|there| there.value().to_vec());
    Ok(match there {
        Some(there) if there == record => Found::Same,
        Some(there) => {
            if replace {
                Indexed::new(id, &there)?.remove(tx)?;
            }
            Found::Other { binned: false }
        }
        None => match from_bin(tx, id)? {
            Some(binned) if binned == record => Found::SameInBin,
            Some(_) => Found::Other { binned: true },
            None => Found::Nothing,
        },
    })
}
