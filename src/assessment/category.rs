use serde::{Deserialize, Serialize};

use super::rating::Rating;

/// One thing that is rated, such as "Jumping".
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// What results are stored under: `[a-z0-9_-]{1,64}`, unique in its assessment.
    pub key: String,
    /// What people read, 1 to 200 characters.
    pub name: String,
    /// The group this category stands in; categories of one group stand together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// What the category is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// One text a rating, lowest first, or none at all. A text may be empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<String>,
    /// The category's own ladder; empty where the assessment's shared one applies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratings: Vec<Rating>,
    /// Keys that this category had in earlier versions of the assessment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formerly: Vec<String>,
}

impl Category {
    /// The text of a 1-based `level`, where there is one.
    pub fn level_text(&self, level: u8) -> Option<&str> {
        let index = usize::from(level).checked_sub(1)?;
        self.levels
            .get(index)
            .map(String::as_str)
            .filter(|text| !text.is_empty())
    }
}
