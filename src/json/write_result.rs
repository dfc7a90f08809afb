use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::SCHEMA_VERSION;
use crate::assessment::Assessment;
use crate::results::{Answer, AssessmentResult};
use crate::words::time_words;

/// The fields of a result in the order of the format.
#[derive(Serialize)]
struct ResultOut<'r> {
    schema_version: u64,
    id: String,
    name: &'r str,
    assessment: &'r str,
    assessment_version: &'r str,
    taken_at: String,
    current: InOrder<'r, u8>,
    desired: InOrder<'r, u8>,
    unknown: Vec<&'r str>,
    not_applicable: Vec<&'r str>,
    notes: InOrder<'r, &'r str>,
    definition: &'r Assessment,
}

/// An object that keeps the order of the assessment.
struct InOrder<'r, T>(Vec<(&'r str, T)>);

impl<T: Serialize> Serialize for InOrder<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<'r> From<&'r AssessmentResult> for ResultOut<'r> {
    fn from(result: &'r AssessmentResult) -> Self {
        let keys = || {
            result
                .assessment
                .categories
                .iter()
                .map(|category| category.key.as_str())
        };
        let answers = || keys().zip(result.answers.iter().copied());
        let said = |what| {
            answers()
                .filter(move |(_, answer)| *answer == what)
                .map(|(key, _)| key)
        };
        let level = |of: fn(Answer) -> Option<u8>| {
            let rated = answers().filter_map(|(key, answer)| Some((key, of(answer)?)));
            InOrder(rated.collect())
        };
        let notes = keys().zip(result.notes.iter().map(String::as_str));
        Self {
            schema_version: SCHEMA_VERSION,
            id: result.id.hyphenated().to_string(),
            name: &result.name,
            assessment: &result.assessment.slug,
            assessment_version: &result.assessment.version,
            taken_at: time_words(result.taken_at),
            current: level(Answer::current),
            desired: level(Answer::desired),
            unknown: said(Answer::Unknown).collect(),
            not_applicable: said(Answer::NotApplicable).collect(),
            notes: InOrder(notes.filter(|(_, note)| !note.is_empty()).collect()),
            definition: &result.assessment,
        }
    }
}

/// Writes a result over several lines, with a newline at the end.
pub fn to_json(result: &AssessmentResult) -> String {
    pretty(&ResultOut::from(result))
}

/// Writes results as an array over several lines, with a newline at the end.
pub fn to_json_array(results: &[AssessmentResult]) -> String {
    pretty(&results.iter().map(ResultOut::from).collect::<Vec<_>>())
}

/// Writes a result in one line, with a newline at the end.
pub fn to_json_line(result: &AssessmentResult) -> String {
    ended(serde_json::to_string(&ResultOut::from(result)))
}

pub(crate) fn pretty(value: &impl Serialize) -> String {
    ended(serde_json::to_string_pretty(value))
}

/// Strings, numbers, and lists can always be serialized.
fn ended(text: serde_json::Result<String>) -> String {
    let mut text = text.unwrap_or_default();
    text.push('\n');
    text
}
