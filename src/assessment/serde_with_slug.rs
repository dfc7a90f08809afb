//! An assessment together with its slug, which its JSON alone does not tell: for
//! `#[serde(with = "…")]`.

use std::sync::Arc;

use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

use super::assessment::Assessment;

/// Writes slug and definition.
///
/// # Errors
/// Those of the serializer.
pub(crate) fn serialize<S: Serializer>(
    it: &Arc<Assessment>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    (&it.slug, &**it).serialize(serializer)
}

/// Reads slug and definition.
///
/// # Errors
/// Those of the deserializer.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<Assessment>, D::Error> {
    let (slug, definition) = <(String, Assessment)>::deserialize(from)?;
    Ok(Arc::new(Assessment { slug, ..definition }))
}
