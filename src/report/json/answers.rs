use serde::Deserialize;
use serde_json::Value;

use super::read::Pairs;
use super::{Flaw, JsonError, from_json};
use crate::results::AssessmentResult;

/// What `submit --answers` takes.
#[derive(Debug, Clone, PartialEq)]
pub enum AnswersFile {
    /// Keys and answers, in the order of the file.
    Sets(Vec<(String, String)>),
    /// A whole result.
    Result(Box<AssessmentResult>),
}

#[derive(Deserialize)]
struct MaybeResult {
    schema_version: Option<Value>,
    definition: Option<Value>,
}

/// Reads an object of keys and answers, `{"jumping": "2+", "running": 1}`, or a whole result.
///
/// # Errors
/// Where the text is neither.
pub fn answers_from_json(text: &str) -> Result<AnswersFile, JsonError> {
    let whole: MaybeResult = serde_json::from_str(text)?;
    if whole.schema_version.is_some() && whole.definition.is_some_and(|value| value.is_object()) {
        return Ok(AnswersFile::Result(Box::new(from_json(text)?)));
    }
    let Pairs(pairs) = serde_json::from_str::<Pairs<Value>>(text)?;
    let answer = |(key, value): (String, Value)| match value {
        Value::String(text) => Ok((key, text)),
        Value::Number(number) => Ok((key, number.to_string())),
        _ => Err(JsonError::at(&key, None, Flaw::NoAnswer)),
    };
    let sets: Result<_, _> = pairs.into_iter().map(answer).collect();
    sets.map(AnswersFile::Sets)
}
