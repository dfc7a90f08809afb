use super::error::{FieldError, JsonError};
use crate::assessment::{Assessment, is_slug, wording_error};

/// Checks the definition of a result and adds its slug. Its texts are not checked: an old result
/// keeps its wording.
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
    if let Some(flaw) = wording_error(&assessment) {
        return at("definition", flaw.into());
    }
    slug.clone_into(&mut assessment.slug);
    Ok(assessment)
}
