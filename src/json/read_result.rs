use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use jiff::Timestamp;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use uuid::Uuid;

use super::SCHEMA_VERSION;
use super::error::{FieldError, JsonError};
use super::read_definition::definition;
use crate::assessment::{Assessment, Category};
use crate::results::{Answer, AssessmentResult, NOTE_MAX, checked_name};
use crate::text::is_in_years;

#[derive(Deserialize)]
struct Versioned {
    schema_version: u64,
}

/// A result with a definition of type `D`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResultIn<D> {
    pub(crate) schema_version: u64,
    id: String,
    name: String,
    pub(crate) assessment: String,
    pub(crate) assessment_version: String,
    taken_at: String,
    current: Pairs<i64>,
    desired: Pairs<i64>,
    #[serde(default)]
    unknown: Vec<String>,
    #[serde(default)]
    not_applicable: Vec<String>,
    #[serde(default)]
    notes: Pairs<String>,
    pub(crate) definition: D,
}

/// An object as a list, to detect duplicate keys.
pub(crate) struct Pairs<T>(pub(crate) Vec<(String, T)>);

impl<T> Default for Pairs<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Object<T> {
            type Value = Pairs<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with category keys")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<T>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Object(PhantomData))
    }
}

/// Reads and checks a result.
///
/// # Errors
///
/// If it is not a valid result, or one of a later version.
pub fn from_json(text: &str) -> Result<AssessmentResult, JsonError> {
    let Versioned {
        schema_version: version,
    } = serde_json::from_str(text)?;
    if version < SCHEMA_VERSION {
        return Err(JsonError::at(
            "schema_version",
            None,
            FieldError::Schema(version),
        ));
    }
    if version != SCHEMA_VERSION {
        return Err(JsonError::Later { version });
    }
    let mut json: ResultIn<Assessment> = serde_json::from_str(text)?;
    let read = std::mem::take(&mut json.definition);
    let assessment = definition(read, &json.assessment, &json.assessment_version)?;
    put_together(json, Arc::new(assessment))
}

/// Checks a result against its definition.
pub(crate) fn put_together<D>(
    json: ResultIn<D>,
    assessment: Arc<Assessment>,
) -> Result<AssessmentResult, JsonError> {
    let mut reading = ResultBuilder {
        answers: vec![None; assessment.categories.len()],
        assessment,
        next: Cell::new(0),
    };
    reading.levels(&json.current, &json.desired)?;
    reading.set_answers("unknown", &json.unknown, Answer::Unknown)?;
    reading.set_answers(
        "not_applicable",
        &json.not_applicable,
        Answer::NotApplicable,
    )?;
    let notes = reading.notes(json.notes)?;
    let name = checked_name(&json.name);
    Ok(AssessmentResult {
        id: Uuid::try_parse(&json.id)
            .map_err(|_| JsonError::at("id", None, FieldError::Id(json.id)))?,
        name: name.map_err(|error| JsonError::at("name", None, error.into()))?,
        taken_at: time(&json.taken_at)?,
        assessment: reading.assessment,
        answers: reading
            .answers
            .into_iter()
            .map(Option::unwrap_or_default)
            .collect(),
        notes,
    })
}

/// Reads a time in the years 0001 to 9999, in whole milliseconds.
fn time(text: &str) -> Result<Timestamp, JsonError> {
    let flaw = || JsonError::at("taken_at", None, FieldError::Time(text.to_owned()));
    let time: Timestamp = text.parse().map_err(|_| flaw())?;
    let millis = time.as_nanosecond().div_euclid(1_000_000);
    let millis = i64::try_from(millis).map_err(|_| flaw())?;
    let time = Timestamp::from_millisecond(millis).map_err(|_| flaw())?;
    is_in_years(time).then_some(time).ok_or_else(flaw)
}

/// Collects the answers of a result.
struct ResultBuilder {
    assessment: Arc<Assessment>,
    answers: Vec<Option<Answer>>,
    /// The probable index of the next key: keys are usually in the order of the assessment.
    next: Cell<usize>,
}

impl ResultBuilder {
    fn place(&self, field: &str, key: &str) -> Result<usize, JsonError> {
        let likely = self.next.get();
        let is_likely = |category: &Category| category.key == key;
        let place = match self.assessment.categories.get(likely) {
            Some(category) if is_likely(category) => Some(likely),
            _ => self.assessment.position(key),
        };
        let place = place.ok_or_else(|| JsonError::at(field, Some(key), FieldError::UnknownKey))?;
        self.next.set(place + 1);
        Ok(place)
    }

    fn level(&self, field: &str, key: &str, level: i64) -> Result<(usize, u8), JsonError> {
        let place = self.place(field, key)?;
        let top = self.assessment.top(place);
        match u8::try_from(level) {
            Ok(level) if (1..=top).contains(&level) => Ok((place, level)),
            _ => Err(JsonError::at(
                field,
                Some(key),
                FieldError::Level { level, top },
            )),
        }
    }

    fn set_answer(&mut self, field: &str, key: &str, answer: Answer) -> Result<(), JsonError> {
        let place = self.place(field, key)?;
        match self.answers[place].replace(answer) {
            Some(_) => Err(JsonError::at(field, Some(key), FieldError::Twice)),
            None => Ok(()),
        }
    }

    fn set_answers(
        &mut self,
        field: &str,
        keys: &[String],
        answer: Answer,
    ) -> Result<(), JsonError> {
        keys.iter()
            .try_for_each(|key| self.set_answer(field, key, answer))
    }

    /// Without a goal, the goal is the current level.
    fn levels(&mut self, current: &Pairs<i64>, desired: &Pairs<i64>) -> Result<(), JsonError> {
        for (key, level) in &current.0 {
            let (_, level) = self.level("current", key, *level)?;
            self.set_answer("current", key, Answer::rated(level, false, level))?;
        }
        let mut seen = Vec::new();
        for (key, level) in &desired.0 {
            let flaw = |flaw| Err(JsonError::at("desired", Some(key), flaw));
            let (place, desired) = self.level("desired", key, *level)?;
            let Some(current) = self.answers[place].and_then(Answer::current) else {
                return flaw(FieldError::NoCurrent);
            };
            if desired < current {
                return flaw(FieldError::Below { desired, current });
            }
            if seen.contains(&place) {
                return flaw(FieldError::Twice);
            }
            seen.push(place);
            self.answers[place] = Some(Answer::Rated { current, desired });
        }
        Ok(())
    }

    fn notes(&self, given: Pairs<String>) -> Result<Vec<String>, JsonError> {
        let mut notes = vec![String::new(); self.assessment.categories.len()];
        for (key, note) in given.0 {
            let place = self.place("notes", &key)?;
            let length = note.chars().count();
            if length > NOTE_MAX {
                return Err(JsonError::at(
                    "notes",
                    Some(&key),
                    FieldError::LongNote(length),
                ));
            }
            if !notes[place].is_empty() {
                return Err(JsonError::at("notes", Some(&key), FieldError::Twice));
            }
            notes[place] = note;
        }
        Ok(notes)
    }
}
