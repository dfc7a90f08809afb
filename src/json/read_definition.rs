use super::error::{FieldError, JsonError};
use crate::assessment::{Assessment, frozen_flaw, is_slug};

/// The frozen assessment, under the slug that stands beside it. What the program relies on is
/// checked; what a text may say is not: an old result keeps its wording, whatever it is.
pub(crate) fn definition(
    mut assessment: Assessment,
    slug: &str,
    version: &str,
) -> Result<Assessment, JsonError> {
    let at = |field: &str, flaw| Err(JsonError::at(field, None, flaw));
    if !is_slug(slug) {
        return at("assessment", FieldError::Slug(slug.to_owned()));
    }
    if version != assessment.version {
        let (found, expected) = (version.to_owned(), assessment.version);
        return at(
            "assessment_version",
            FieldError::Version { found, expected },
        );
    }
    if let Some(flaw) = frozen_flaw(&assessment) {
        return at("definition", flaw.into());
    }
    slug.clone_into(&mut assessment.slug);
    Ok(assessment)
}
