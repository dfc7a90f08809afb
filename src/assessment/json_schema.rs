//! The JSON Schema of assessment files, for editors. Files are read by
//! [`crate::assessment::parse::parse()`], which gives better errors than a deserializer; a test compares
//! the two.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;

use super::assessment::RatingToml;

/// The JSON Schema of an assessment's file, with a newline at its end.
pub fn schema() -> String {
    let generator = SchemaSettings::draft2020_12()
        .for_deserialize()
        .with_transform(RecursiveTransform(as_toml))
        .into_generator();
    let schema = generator.into_root_schema_for::<AssessmentSchema>();
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// TOML has no null, and the lines of a doc comment are no lines of a description.
fn as_toml(schema: &mut Schema) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = &types[..] {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::String(text)) = schema.get_mut("description") {
        *text = text.replace('\n', " ");
    }
}

/// A levelup assessment: categories, and the ladders they are rated on.
#[derive(Debug, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "levelup assessment")]
#[allow(dead_code)]
pub(crate) struct AssessmentSchema {
    /// Slug that commands and files use for the assessment. Defaults to the file name without
    /// `.toml`.
    #[schemars(regex(pattern = r"^[a-z0-9-]{1,64}$"))]
    slug: Option<String>,
    /// Display name.
    #[schemars(length(min = 1, max = 200), regex(pattern = r"\S"))]
    name: String,
    /// Free text, such as "2026.1". Defaults to "1".
    #[schemars(length(min = 1, max = 200), regex(pattern = r"\S"))]
    version: Option<String>,
    /// What the assessment is for. Markdown, one paragraph or more.
    description: Option<String>,
    /// Origin of the model, and its license.
    source: Option<String>,
    /// Give category names the larger share of the row.
    #[serde(default)]
    wide_category: bool,
    /// The shared ladder, lowest first: 2 to 9 ratings, or none. Optional if every category has
    /// its own ladder.
    #[schemars(schema_with = "ladder")]
    #[serde(default)]
    ratings: Vec<RatingToml>,
    /// The categories, in order. Categories of a group are shown together.
    #[schemars(length(max = 1000))]
    categories: Vec<CategorySchema>,
}

/// A category: a table, or the short form `[name, key]`.
#[derive(Debug, serde::Deserialize, JsonSchema)]
#[serde(untagged)]
#[allow(dead_code)]
pub(crate) enum CategorySchema {
    /// The short form: name and key, such as `["Jumping", "jumping"]`.
    Short(CategoryName, CategoryKey),
    /// The long form.
    #[schemars(extend("additionalProperties" = false))]
    Long {
        /// Key that results are stored under. Must be unique in the file; do not change it later.
        key: CategoryKey,
        /// Display name.
        name: CategoryName,
        /// The group of the category.
        #[schemars(length(min = 1, max = 200), regex(pattern = r"\S"))]
        group: Option<String>,
        /// What the category is about.
        description: Option<String>,
        /// One text for each rating, lowest first; a text may be empty.
        #[schemars(length(max = 9))]
        levels: Option<Vec<String>>,
        /// The category's own ladder, instead of the shared one.
        #[schemars(schema_with = "ladder")]
        #[serde(default)]
        ratings: Vec<RatingToml>,
        /// Keys that this category had in earlier versions.
        formerly: Option<Vec<CategoryKey>>,
    },
}

/// A category's key.
#[derive(Debug, serde::Deserialize, JsonSchema)]
#[schemars(inline)]
#[allow(dead_code)]
pub(crate) struct CategoryKey(#[schemars(regex(pattern = r"^[a-z0-9_-]{1,64}$"))] String);

/// A category's name.
#[derive(Debug, serde::Deserialize, JsonSchema)]
#[schemars(inline)]
#[allow(dead_code)]
pub(crate) struct CategoryName(
    #[schemars(length(min = 1, max = 200), regex(pattern = r"\S"))] String,
);

/// 2 to 9 ratings, or none.
fn ladder(generator: &mut SchemaGenerator) -> Schema {
    schemars::json_schema!({
        "type": "array",
        "items": generator.subschema_for::<RatingToml>(),
        "anyOf": [{ "maxItems": 0 }, { "minItems": 2, "maxItems": 9 }],
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::BTreeSet;

    use super::*;
    use crate::assessment::{built_in, parse};

    fn properties(schema: &serde_json::Value, pointer: &str) -> BTreeSet<String> {
        let table = schema.pointer(pointer).unwrap().as_object().unwrap();
        table.keys().cloned().collect()
    }

    fn known(keys: &[&str]) -> BTreeSet<String> {
        keys.iter().map(|key| (*key).to_owned()).collect()
    }

    #[test]
    fn the_schema_knows_the_keys_that_the_parser_knows() {
        let schema = serde_json::from_str(&schema()).unwrap();

        let top = properties(&schema, "/properties");
        let category = properties(&schema, "/$defs/CategorySchema/anyOf/1/properties");
        let rating = properties(&schema, "/$defs/RatingToml/anyOf/1/properties");

        assert_eq!(top, known(parse::ASSESSMENT_KEYS));
        assert_eq!(category, known(parse::CATEGORY_KEYS));
        assert_eq!(rating, known(parse::RATING_KEYS));
    }

    #[test]
    fn every_shipped_file_has_the_form() {
        for file in built_in() {
            let text = String::from_utf8(file.content.unwrap()).unwrap();
            toml::from_str::<AssessmentSchema>(&text).unwrap();
        }
    }
}
