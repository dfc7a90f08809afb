//! Serializes an assessment with its slug, for `#[serde(with = "…")]`. Its own format omits the
//! slug.

use std::sync::Arc;

use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

use super::assessment::Assessment;

pub(crate) fn serialize<S: Serializer>(
    it: &Arc<Assessment>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    (&it.slug, &**it).serialize(serializer)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<Assessment>, D::Error> {
    let (slug, definition) = <(String, Assessment)>::deserialize(from)?;
    Ok(Arc::new(Assessment { slug, ..definition }))
}
