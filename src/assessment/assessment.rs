use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An assessment: what is asked, on which ladder.
///
/// Written as JSON this is the `definition` that a result freezes. The slug is not part of it: a
/// result names its assessment beside the definition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// The name by which commands and files know it: `[a-z0-9-]{1,64}`.
    #[serde(skip)]
    pub slug: String,
    /// What people read, 1 to 200 characters.
    pub name: String,
    /// Free text; "1" where the file has none.
    pub version: String,
    /// Markdown, one paragraph or more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whose model it is, and its licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Whether category names get the wider share of a row.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub wide_category: bool,
    /// The shared ladder, lowest first; empty, or 2 to 9.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratings: Vec<Rating>,
    /// What is rated, in the order of the file with groups drawn together.
    pub categories: Vec<Category>,
}

impl Assessment {
    /// The ladder of the category at `index`: its own, else the shared one.
    ///
    /// # Panics
    /// Where there is no such category.
    pub fn ladder(&self, index: usize) -> &[Rating] {
        let own = &self.categories[index].ratings;
        if own.is_empty() { &self.ratings } else { own }
    }

    /// The highest level of the category at `index`; 0 where it cannot be rated.
    pub fn top(&self, index: usize) -> u8 {
        u8::try_from(self.ladder(index).len()).unwrap_or(u8::MAX)
    }

    /// The label of a 1-based `level` of the category at `index`.
    pub fn label(&self, index: usize, level: u8) -> Option<&str> {
        let step = usize::from(level).checked_sub(1)?;
        self.ladder(index)
            .get(step)
            .map(|rating| rating.name.as_str())
    }

    /// Where the category with this key stands.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.categories
            .iter()
            .position(|category| category.key == key)
    }

    /// Where a category stands that has, or had in an earlier version, this key.
    pub fn position_or_formerly(&self, key: &str) -> Option<usize> {
        let formerly = |category: &Category| category.formerly.iter().any(|old| old == key);
        self.position(key)
            .or_else(|| self.categories.iter().position(formerly))
    }

    /// Whether it can be answered at all: one category or more, each with a ladder.
    pub fn can_be_saved(&self) -> bool {
        !self.categories.is_empty() && (0..self.categories.len()).all(|index| self.top(index) > 0)
    }
}

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

/// The keywords for answers without a level: don't know, not applicable, and none yet.
pub(crate) const ANSWER_KEYWORDS: [&str; 3] = ["unknown", "n/a", "unanswered"];

/// One step of a ladder, such as "Better".
///
/// In files and in JSON a rating is a plain string, or `{ name, description }` where it says more.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "RatingToml", into = "RatingToml")]
pub struct Rating {
    /// The label, unique on its ladder, 1 to 200 characters.
    pub name: String,
    /// What the label means, whatever the category.
    pub description: Option<String>,
}

impl Rating {
    /// A rating that has a label alone.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            description: None,
        }
    }
}

/// A rating: its label, or a table with the label and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum RatingToml {
    /// The label alone.
    Name(#[schemars(length(min = 1, max = 200), regex(pattern = r"\S"))] String),
    /// The label and what it means.
    #[schemars(extend("additionalProperties" = false))]
    Described {
        /// The label, unique on its ladder.
        #[schemars(length(min = 1, max = 200), regex(pattern = r"\S"))]
        name: String,
        /// What the label means, whatever the category.
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
