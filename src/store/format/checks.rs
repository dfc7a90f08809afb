//! Checks the contents of records. On a server, other logins write records too, and a record with a
//! valid checksum can contain anything.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::record::{FormatError, FormatResult};
use super::{instant, millis};
use crate::assessment::{Assessment, CATEGORIES_MAX, RATINGS_MAX, is_slug, wording_error};
use crate::results::{Answer, Mean, NAME_MAX, NOTE_MAX, ResultRow, checked_name};

/// Reads a list of at most `MOST` items. A longer list is rejected before its items are read.
pub(crate) fn at_most<'de, const MOST: usize, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    struct List<const MOST: usize, T>(PhantomData<T>);
    impl<'de, const MOST: usize, T: Deserialize<'de>> Visitor<'de> for List<MOST, T> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "at most {MOST} items")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
            let mut list = Vec::new();
            if items.size_hint().is_some_and(|count| count > MOST) {
                return Err(A::Error::custom("the list is too long"));
            }
            while let Some(item) = items.next_element()? {
                list.push(item);
            }
            Ok(list)
        }
    }
    deserializer.deserialize_seq(List::<MOST, T>(PhantomData))
}

fn damaged<T>(what: &str) -> FormatResult<T> {
    Err(FormatError::damaged(what))
}

/// The first millisecond of the year 1.
const FIRST: i64 = -62_135_596_800_000;

/// Checks the parts of a result that lists show.
pub(crate) fn row(millis: i64, slug: &str, assessment: &str, name: &str) -> FormatResult<()> {
    instant(millis)?;
    if millis < FIRST {
        return damaged("its time is before the year 1");
    }
    if !is_slug(slug) {
        return damaged("its assessment has an invalid slug");
    }
    if assessment.chars().count() > NAME_MAX {
        return damaged("the name of its assessment is too long");
    }
    if checked_name(name).as_deref() != Ok(name) {
        return damaged("its person has an invalid name");
    }
    Ok(())
}

/// Checks a row of a list, whether it comes from a record or from columns.
pub(crate) fn list_row(list_row: ResultRow) -> FormatResult<ResultRow> {
    let its = &list_row;
    row(millis(its.taken_at), &its.slug, &its.assessment, &its.name)?;
    its.notes.iter().try_for_each(|text| note(text))?;
    let counts = [its.categories, its.rated, its.level_ups, its.notes.len()];
    if counts.iter().any(|count| *count > CATEGORIES_MAX) {
        return damaged("it counts more categories than an assessment can have");
    }
    if let Some(Mean { sum, rated, of }) = its.mean {
        let most = u64::from(rated) * u64::from(of);
        let is_rated = usize::try_from(rated).is_ok_and(|rated| rated <= CATEGORIES_MAX);
        if rated == 0 || !is_rated || usize::from(of) > RATINGS_MAX || u64::from(sum) > most {
            return damaged("its mean is not on a ladder");
        }
    }
    Ok(list_row)
}

/// Checks an answer to the category at `index`.
pub(crate) fn answer(answer: Answer, assessment: &Assessment, index: usize) -> FormatResult<()> {
    let Answer::Rated { current, desired } = answer else {
        return Ok(());
    };
    if 1 <= current && current <= desired && desired <= assessment.top(index) {
        return Ok(());
    }
    damaged("a level is not on its ladder")
}

pub(crate) fn note(note: &str) -> FormatResult<()> {
    if note.len() > NOTE_MAX && note.chars().count() > NOTE_MAX {
        return damaged("a note is too long");
    }
    Ok(())
}

/// Checks a wording, but not its slug.
pub(crate) fn wording(assessment: &Assessment) -> FormatResult<()> {
    match wording_error(assessment) {
        None => Ok(()),
        Some(flaw) => Err(FormatError::damaged(format!(
            "its wording is invalid: {flaw}"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> ResultRow {
        ResultRow {
            id: uuid::Uuid::nil(),
            taken_at: jiff::Timestamp::UNIX_EPOCH,
            slug: "club".to_owned(),
            assessment: "Running club".to_owned(),
            name: "Ada".to_owned(),
            categories: 2,
            rated: 2,
            level_ups: 1,
            mean: Some(Mean {
                sum: 3,
                rated: 2,
                of: 3,
            }),
            notes: Vec::new(),
        }
    }

    #[test]
    fn a_row_of_columns_is_checked_like_one_of_a_record() {
        assert!(list_row(row()).is_ok());
        let forge: [fn(&mut ResultRow); 7] = [
            |row| row.slug = "../club".to_owned(),
            |row| row.name = "Ada\u{1b}[2J".to_owned(),
            |row| row.assessment = "x".repeat(201),
            |row| row.categories = 1 << 30,
            |row| row.rated = usize::MAX,
            |row| row.notes = vec!["x".repeat(10_001)],
            |row| row.mean.iter_mut().for_each(|mean| mean.sum = 7),
        ];
        for (at, forge) in forge.iter().enumerate() {
            let mut row = row();
            forge(&mut row);
            assert!(list_row(row).is_err(), "{at}");
        }
    }
}
