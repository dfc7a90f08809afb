use redb::ReadTransaction;
use uuid::Uuid;

use super::error::{RedbError, RedbResult};
use super::read_batches::DefinitionReader;
use super::tables::{BY_PERSON, RESULTS};
use crate::results::{AssessmentResult, Position};
use crate::store::format::instant;
use crate::store::page::{LatestResults, Unreadable};

/// The latest readable result of each person in an assessment. Searches the index once per person, not
/// once per result.
pub(crate) fn of_each(tx: &ReadTransaction, slug: &str) -> RedbResult<LatestResults> {
    let index = tx.open_table(BY_PERSON)?;
    let results = tx.open_table(RESULTS)?;
    let mut definitions = DefinitionReader::of(tx)?;
    let mut newest = LatestResults::default();
    // The first text after the slug.
    let mut end = (format!("{slug}\0"), String::new(), i64::MIN, 0);
    loop {
        let key = (end.0.as_str(), end.1.as_str(), end.2, end.3);
        let mut before = index.range::<(&str, &str, i64, u128)>(..key)?;
        let Some(entry) = before.next_back().transpose()? else {
            break;
        };
        let (its, person, millis, id) = entry.0.value();
        if its != slug {
            break;
        }
        if (its, person, millis, id) >= key {
            return Err(RedbError::damaged("the person index is out of order"));
        }
        let at = Position {
            taken_at: instant(millis)?,
            id: Uuid::from_u128(id),
        };
        let record = results.get(id)?;
        let record = record.as_ref().map(redb::AccessGuard::value);
        let why = match definitions.result_at(at, record) {
            Ok(result) => {
                newest.results.push(result);
                end = (slug.to_owned(), person.to_owned(), i64::MIN, 0);
                continue;
            }
            Err(fault) => fault.of_record()?,
        };
        newest.unreadable.push(Unreadable { at, why });
        end = (slug.to_owned(), person.to_owned(), millis, id);
    }
    let time = |result: &AssessmentResult| std::cmp::Reverse((result.taken_at, result.id));
    newest.results.sort_by_key(time);
    Ok(newest)
}
