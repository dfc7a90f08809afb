use std::sync::Arc;

use serde_json::value::RawValue;

use super::SCHEMA_VERSION;
use super::error::JsonError;
use super::read_definition::definition;
use super::read_result::{ResultIn, from_json, put_together};
use crate::assessment::Assessment;
use crate::results::AssessmentResult;

/// The maximum number of remembered definitions.
const KNOWN: usize = 16;
/// The maximum length of a remembered definition.
const LONGEST: usize = 256 << 10;

/// Reads many results. Results with the same definition share it, and it is parsed and checked
/// once.
#[derive(Debug, Default)]
pub struct ResultReader {
    /// The last used one comes first.
    known: Vec<KnownDefinition>,
}

#[derive(Debug)]
struct KnownDefinition {
    text: Box<str>,
    assessment: Arc<Assessment>,
}

impl ResultReader {
    /// Reads a result.
    ///
    /// # Errors
    ///
    /// Those of [`from_json`].
    pub fn read(&mut self, text: &str) -> Result<AssessmentResult, JsonError> {
        // On an error, read again with the function that reports the place.
        self.quickly(text).map_or_else(|| from_json(text), Ok)
    }

    fn quickly(&mut self, text: &str) -> Option<AssessmentResult> {
        let json: ResultIn<&RawValue> = serde_json::from_str(text).ok()?;
        if json.schema_version != SCHEMA_VERSION {
            return None;
        }
        let assessment = self.definition(
            json.definition.get(),
            &json.assessment,
            &json.assessment_version,
        )?;
        put_together(json, assessment).ok()
    }

    fn definition(&mut self, text: &str, slug: &str, version: &str) -> Option<Arc<Assessment>> {
        let is_it = |known: &KnownDefinition| {
            let its = &known.assessment;
            its.slug == slug && its.version == version && *known.text == *text
        };
        if let Some(at) = self.known.iter().position(is_it) {
            self.known[..=at].rotate_right(1);
            return Some(Arc::clone(&self.known[0].assessment));
        }
        let read = serde_json::from_str(text).ok()?;
        let assessment = Arc::new(definition(read, slug, version).ok()?);
        if text.len() <= LONGEST {
            self.known.truncate(KNOWN - 1);
            let known = KnownDefinition {
                text: text.into(),
                assessment: Arc::clone(&assessment),
            };
            self.known.insert(0, known);
        }
        Some(assessment)
    }
}
