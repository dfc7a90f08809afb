use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use super::SCHEMA_VERSION;
use super::error::{FieldError, JsonError};
use super::read_result::Pairs;
use crate::assessment::Assessment;
use crate::results::SubmissionFields;

/// The content of a file for `submit --answers`.
#[derive(Debug, Clone, PartialEq)]
pub enum AnswersFile {
    Sets(Vec<(String, String)>),
    Fields(Box<SubmissionFields>),
}

/// A result with optional fields. ID and time are ignored.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerFields {
    schema_version: Option<u64>,
    #[serde(rename = "id")]
    _id: Option<IgnoredAny>,
    name: Option<String>,
    assessment: Option<String>,
    #[serde(rename = "assessment_version")]
    _assessment_version: Option<IgnoredAny>,
    #[serde(rename = "taken_at")]
    _taken_at: Option<IgnoredAny>,
    #[serde(default)]
    current: Pairs<Value>,
    #[serde(default)]
    desired: Pairs<Value>,
    #[serde(default)]
    unknown: Vec<String>,
    #[serde(default)]
    not_applicable: Vec<String>,
    #[serde(default)]
    notes: Pairs<String>,
    definition: Option<Assessment>,
}

/// Reads an object of keys and answers, `{"jumping": "2+", "running": 1}`, or the fields of a
/// result, `{"current": {"jumping": 2}, "desired": {"jumping": 3}}`, up to a complete one.
///
/// # Errors
///
/// If the text is neither.
pub fn answers_from_json(text: &str) -> Result<AnswersFile, JsonError> {
    if text.trim().is_empty() {
        return Err(JsonError::Nothing);
    }
    let object = match serde_json::from_str(text)? {
        Value::Object(object) => object,
        other => return Err(JsonError::NoObject(kind(&other))),
    };
    if is_result(&object) {
        let version = object.get("schema_version").and_then(Value::as_u64);
        if let Some(version) = version.filter(|version| *version > SCHEMA_VERSION) {
            return Err(JsonError::Later { version });
        }
        return fields(serde_json::from_str(text)?).map(AnswersFile::Fields);
    }
    let Pairs(pairs) = serde_json::from_str::<Pairs<Value>>(text)?;
    let answer = |(key, value): (String, Value)| match value {
        Value::String(text) => Ok((key, text)),
        Value::Number(number) => Ok((key, plain(&number))),
        _ => Err(JsonError::at(&key, None, FieldError::NoAnswer)),
    };
    let sets: Result<_, _> = pairs.into_iter().map(answer).collect();
    sets.map(AnswersFile::Sets)
}

/// A category may have the key `notes`: a result is recognized by fields that are objects or
/// arrays.
fn is_result(object: &Map<String, Value>) -> bool {
    let holds = |field: &str| {
        let value = object.get(field);
        value.is_some_and(|value| value.is_object() || value.is_array())
    };
    let fields = [
        "current",
        "desired",
        "unknown",
        "not_applicable",
        "notes",
        "definition",
    ];
    // The fields of a later version are unknown.
    let versioned = object.contains_key("schema_version");
    fields.into_iter().any(holds) || (versioned && object.keys().any(|field| holds(field)))
}

fn fields(fields: AnswerFields) -> Result<Box<SubmissionFields>, JsonError> {
    if let Some(version @ 0) = fields.schema_version {
        return Err(JsonError::at(
            "schema_version",
            None,
            FieldError::Schema(version),
        ));
    }
    let categories = fields.definition.into_iter().flat_map(|of| of.categories);
    Ok(Box::new(SubmissionFields {
        assessment: fields.assessment,
        name: fields.name,
        current: levels("current", fields.current)?,
        desired: levels("desired", fields.desired)?,
        unknown: fields.unknown,
        not_applicable: fields.not_applicable,
        notes: fields.notes.0,
        asked: categories.map(|category| category.key).collect(),
    }))
}

fn levels(field: &str, Pairs(pairs): Pairs<Value>) -> Result<Vec<(String, String)>, JsonError> {
    let level = |(key, value): (String, Value)| match value {
        Value::Number(number) => Ok((key, plain(&number))),
        _ => Err(JsonError::at(field, Some(&key), FieldError::NoLevel)),
    };
    pairs.into_iter().map(level).collect()
}

/// Writes a number in its short form: `2.0` as 2.
fn plain(number: &serde_json::Number) -> String {
    let is_whole = |number: &f64| number.fract() == 0.0 && number.abs() < 1e15;
    match number.as_f64().filter(is_whole) {
        Some(whole) if number.is_f64() => format!("{whole:.0}"),
        _ => number.to_string(),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Array(_) => "an array",
        Value::String(_) => "a string",
        Value::Number(_) => "a number",
        Value::Bool(_) => "true or false",
        Value::Null => "null",
        Value::Object(_) => "an object",
    }
}
