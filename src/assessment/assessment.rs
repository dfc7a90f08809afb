use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An assessment: categories, and the ladders they are rated on.
///
/// As JSON, this is the `definition` that a result contains. The slug is not part of it: a result
/// has it in `assessment`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// The slug: `[a-z0-9-]{1,64}`.
    #[serde(skip)]
    pub slug: String,
    /// The display name, 1 to 200 characters.
    pub name: String,
    /// Free text; "1" if the file has none.
    pub version: String,
    /// Markdown, one paragraph or more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Origin of the model, and its license.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Whether category names get the larger share of the row.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub wide_category: bool,
    /// The shared ladder, lowest first; empty, or 2 to 9.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratings: Vec<Rating>,
    /// The categories in the order of the file, with the categories of a group together.
    pub categories: Vec<Category>,
}

impl Assessment {
    /// Returns the ladder of the category at `index`: its own, or the shared one.
    ///
    /// # Panics
    ///
    /// If there is no such category.
    pub fn ladder(&self, index: usize) -> &[Rating] {
        let own = &self.categories[index].ratings;
        if own.is_empty() { &self.ratings } else { own }
    }

    /// Returns the top level of the category at `index`; 0 if it has no ladder.
    pub fn top(&self, index: usize) -> u8 {
        u8::try_from(self.ladder(index).len()).unwrap_or(u8::MAX)
    }

    /// Returns the label of a 1-based `level` of the category at `index`.
    pub fn label(&self, index: usize, level: u8) -> Option<&str> {
        let step = usize::from(level).checked_sub(1)?;
        self.ladder(index)
            .get(step)
            .map(|rating| rating.name.as_str())
    }

    /// Returns the index of the category with this key.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.categories
            .iter()
            .position(|category| category.key == key)
    }

    /// Returns the index of the category that has this key, or had it in an earlier version.
    pub fn position_or_formerly(&self, key: &str) -> Option<usize> {
        let formerly = |category: &Category| category.formerly.iter().any(|old| old == key);
        self.position(key)
            .or_else(|| self.categories.iter().position(formerly))
    }

    /// Whether the assessment has categories, each with a ladder.
    pub fn can_be_saved(&self) -> bool {
        !self.categories.is_empty() && (0..self.categories.len()).all(|index| self.top(index) > 0)
    }
}

/// A category, such as "Jumping".
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// The key that results are stored under: `[a-z0-9_-]{1,64}`, unique in the assessment.
    pub key: String,
    /// The display name, 1 to 200 characters.
    pub name: String,
    /// The group; categories of a group are next to each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// One text per rating, lowest first, or none. A text may be empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<String>,
    /// The category's own ladder; empty if the shared ladder applies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratings: Vec<Rating>,
    /// Keys that this category had in earlier versions of the assessment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formerly: Vec<String>,
}

impl Category {
    /// Returns the text of a 1-based `level`, if there is one.
    pub fn level_text(&self, level: u8) -> Option<&str> {
        let index = usize::from(level).checked_sub(1)?;
        self.levels
            .get(index)
            .map(String::as_str)
            .filter(|text| !text.is_empty())
    }
}

/// The keywords for answers without a level.
pub(crate) const ANSWER_KEYWORDS: [&str; 3] = ["unknown", "n/a", "unanswered"];

/// A level of a ladder, such as "Better".
///
/// In files and in JSON, a rating is a string, or `{ name, description }` if it has a description.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "RatingToml", into = "RatingToml")]
pub struct Rating {
    /// The label, unique on its ladder, 1 to 200 characters.
    pub name: String,
    /// What the label means in any category.
    pub description: Option<String>,
}

impl Rating {
    /// Creates a rating without a description.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            description: None,
        }
    }
}

/// A rating: its label, or a table with its label and description.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum RatingToml {
    /// The label only.
    Name(#[schemars(length(min = 1, max = 200), regex(pattern = r"\S"))] String),
    /// The label and its description.
    #[schemars(extend("additionalProperties" = false))]
    Described {
        /// The label, unique on its ladder.
        #[schemars(length(min = 1, max = 200), regex(pattern = r"\S"))]
        name: String,
        /// What the label means in any category.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<String>,
    },
}

impl From<RatingToml> for Rating {
    fn from(form: RatingToml) -> Self {
        match form {
            RatingToml::Name(name) => Self {
                name,
                description: None,
            },
            RatingToml::Described { name, description } => Self { name, description },
        }
    }
}

impl From<Rating> for RatingToml {
    fn from(rating: Rating) -> Self {
        match rating.description {
            None => Self::Name(rating.name),
            description => Self::Described {
                name: rating.name,
                description,
            },
        }
    }
}
